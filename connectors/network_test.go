package connectors

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"

	"vigie/inbox"
)

func TestTheUsualTroublesOfANetworkAreSaidInOurOwnWords(t *testing.T) {
	there := &net.TCPAddr{IP: net.IPv4(192, 0, 2, 7), Port: 443}
	call := func(err error) error {
		return &url.Error{Op: "Get", URL: "https://x.example/?token=secret", Err: &net.OpError{Op: "dial", Net: "tcp", Addr: there, Err: err}}
	}
	for _, c := range []struct {
		err   error
		words string
	}{
		{call(os.NewSyscallError("connect", syscall.ECONNREFUSED)), "192.0.2.7:443 refuses the connection"},
		{call(os.NewSyscallError("read", syscall.ECONNRESET)), "192.0.2.7:443 cut the connection"},
		{call(os.NewSyscallError("connect", syscall.ENETUNREACH)), "no network leads to 192.0.2.7:443"},
		{call(os.NewSyscallError("connect", syscall.EHOSTUNREACH)), "no network leads to 192.0.2.7:443"},
		{call(os.NewSyscallError("connect", syscall.ETIMEDOUT)), "192.0.2.7:443 doesn't answer in time"},
		{fmt.Errorf("reading: %w", os.ErrDeadlineExceeded), "the server doesn't answer in time"},
		{call(&net.DNSError{Err: "no such host", Name: "x.example", IsNotFound: true}), "there is no host x.example"},
		{call(&net.DNSError{Err: "server misbehaving", Name: "x.example"}), "nobody can tell now where the host x.example is"},
		{call(x509.HostnameError{Certificate: &x509.Certificate{}, Host: "x.example"}), "its certificate isn't for x.example"},
		{call(x509.CertificateInvalidError{Cert: &x509.Certificate{}, Reason: x509.Expired}), "its certificate has expired, or isn't valid yet"},
		{call(x509.UnknownAuthorityError{}), "its certificate comes from nobody whom this machine trusts"},
		{errors.New("tls: first record does not look like a TLS handshake"), "tls: first record does not look like a TLS handshake"},
		{late("no answer", 1), "no answer within 1ns"},
	} {
		err := (&redactor{}).err(c.err)
		if err.Error() != c.words {
			t.Errorf("%v is told as %q, not %q", c.err, err, c.words)
		}
		if p, _ := err.(inbox.Speaker).Phrase(); strings.Contains(c.words, "192.0.2.7") && !strings.Contains(string(p), "%v") {
			t.Errorf("%q can't be said in another language", c.words)
		}
		for _, kind := range []error{syscall.ECONNREFUSED, syscall.ECONNRESET, os.ErrDeadlineExceeded, context.DeadlineExceeded} {
			if errors.Is(c.err, kind) != errors.Is(err, kind) {
				t.Errorf("%q no longer matches %v", err, kind)
			}
		}
	}
}

func TestAServerThatIsNotThereIsToldSo(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	c, err := NewClient(Options{Base: s.URL})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Do(t.Context(), &Request{Path: "/"})
	if want := strings.TrimPrefix(s.URL, "http://") + " refuses the connection"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, want %q", err, want)
	}
}
