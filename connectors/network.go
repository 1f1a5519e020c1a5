package connectors

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"os"
	"syscall"

	"vigie/inbox"
)

// unreached says in our own words why no connection came about, or why it ended, where that is one of the usual reasons; nil where
// it isn't. The system says it in English, and in the words of its calls.
func unreached(err error) error {
	if name, ok := errors.AsType[*net.DNSError](err); ok {
		return unresolved(name)
	}
	if why := distrusted(err); why != nil {
		return why
	}
	var to any = inbox.Phrase("the server")
	if op, ok := errors.AsType[*net.OpError](err); ok && op.Addr != nil {
		to = op.Addr.String()
	}
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return inbox.Errorf("%v refuses the connection", to)
	case errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE), errors.Is(err, syscall.ECONNABORTED):
		return inbox.Errorf("%v cut the connection", to)
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return inbox.Errorf("no network leads to %v", to)
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, syscall.ETIMEDOUT), errors.Is(err, context.DeadlineExceeded):
		return inbox.Errorf("%v doesn't answer in time", to)
	}
	return nil
}

func unresolved(err *net.DNSError) error {
	switch {
	case err.IsNotFound:
		return inbox.Errorf("there is no host %s", err.Name)
	case err.IsTimeout:
		return inbox.Errorf("nobody tells in time where the host %s is", err.Name)
	}
	return inbox.Errorf("nobody can tell now where the host %s is", err.Name)
}

// distrusted is what is wrong with a server's certificate, or nil.
func distrusted(err error) error {
	if host, ok := errors.AsType[x509.HostnameError](err); ok {
		return inbox.Errorf("its certificate isn't for %s", host.Host)
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		return inbox.Reason("its certificate has expired, or isn't valid yet")
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return inbox.Reason("its certificate comes from nobody whom this machine trusts")
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return inbox.Reason("its certificate can't be trusted")
	}
	return nil
}
