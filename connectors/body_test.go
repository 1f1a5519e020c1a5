package connectors

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func nested(depth int) string {
	return strings.Repeat(`{"a":[`, depth/2) + strings.Repeat(`]}`, depth/2)
}

func TestAnAnswerIsReadOrRefused(t *testing.T) {
	const good = `{"id":"1"}`
	for _, test := range []struct {
		name, kind, body string
		want             error
	}{
		{"plain", "application/json", good, nil},
		{"another kind of JSON", "application/problem+json", good, nil},
		{"no kind", "", good, nil},
		{"unknown members", "application/json", `{"id":"1","new":{"a":[1]}}`, nil},
		{"byte order mark and space", "application/json", "\ufeff \n" + good + "\n", nil},
		{"brackets in a string", "application/json", `{"id":"1","s":"` + strings.Repeat(`[\"{`, 100) + `"}`, nil},
		{"deep enough", "application/json", `{"id":"1","d":` + nested(62) + `}`, nil},
		{"too deep", "application/json", `{"id":"1","d":` + nested(64) + `}`, errDeep},
		{"absurdly deep", "application/json", strings.Repeat("[", 1<<20), errDeep},
		{"a web page", "text/html; charset=utf-8", good, errWebPage},
		{"a web page that lies", "application/json", "\n<!doctype html>", errWebPage},
		{"nothing", "application/json", " \n", errEmpty},
		{"half", "application/json", `{"id":"1`, ErrMalformed},
		{"more than a value", "application/json", good + good, ErrMalformed},
		{"rubbish after it", "application/json", good + "x", ErrMalformed},
		{"another type", "application/json", `{"id":1}`, ErrMalformed},
	} {
		var v struct{ ID string }
		_, err := calling(t, answer(200, test.body, "Content-Type", test.kind)).GetJSON(t.Context(), "/", nil, &v)
		switch {
		case test.want == nil && (err != nil || v.ID != "1"):
			t.Errorf("%s: got %+v, %v", test.name, v, err)
		case test.want != nil && (!errors.Is(err, test.want) || !errors.Is(err, ErrMalformed)):
			t.Errorf("%s: got %v, want %v", test.name, err, test.want)
		}
	}
}

func TestAnAnswerOf304LeavesTheValue(t *testing.T) {
	v := "as it was"
	resp, err := calling(t, answer(304, "")).GetJSON(t.Context(), "/", nil, &v)
	if err != nil || resp.Status != 304 || v != "as it was" {
		t.Errorf("got %v, %v", v, err)
	}
}

func TestALongMistypedFieldMakesAShortError(t *testing.T) {
	var v struct{ ID int8 }
	_, err := calling(t, answer(200, `{"id":`+strings.Repeat("9", 1<<20)+`}`)).GetJSON(t.Context(), "/", nil, &v)
	if !errors.Is(err, ErrMalformed) || len(err.Error()) > 500 {
		t.Errorf("an error of %d bytes", len(err.Error()))
	}
}

func FuzzJSON(f *testing.F) {
	f.Add([]byte(`{"a":["\\"[{",1e3,null]}`))
	f.Add([]byte(nested(66)))
	f.Add([]byte("\ufeff [] "))
	f.Fuzz(func(t *testing.T, body []byte) {
		var v any
		if decodeJSON(http.Header{}, body, &v) != nil {
			return
		}
		written, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		depth, most := 0, 0
		for tokens := json.NewDecoder(bytes.NewReader(written)); ; {
			token, err := tokens.Token()
			if err != nil {
				break
			}
			switch token {
			case json.Delim('['), json.Delim('{'):
				depth++
			case json.Delim(']'), json.Delim('}'):
				depth--
			}
			most = max(most, depth)
		}
		if most > deepest || deeper(written, most) || most > 0 && !deeper(written, most-1) {
			t.Errorf("%q nests %d deep", body, most)
		}
	})
}

func TestAValueIsSentAsJSON(t *testing.T) {
	c := calling(t, func(w http.ResponseWriter, r *http.Request) {
		var got map[string]string
		if err := json.NewDecoder(r.Body).Decode(&got); err != nil || got["text"] != "Merci !" || r.Method != "PUT" ||
			r.Header.Get("Content-Type") != "application/json" || r.Header.Get("Idempotency-Key") != "k" {
			t.Errorf("got %v with %v", got, r.Header)
		}
		_, _ = w.Write([]byte(`{"id":"7"}`))
	})
	var v struct{ ID string }
	_, err := c.SendJSON(t.Context(), "PUT", "/", map[string]string{"text": "Merci !"}, &v, http.Header{"Idempotency-Key": {"k"}})
	if err != nil || v.ID != "7" {
		t.Errorf("got %v, %v", v, err)
	}
}

func TestEndlessBodiesEnd(t *testing.T) {
	endless := func(status int) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			for chunk := bytes.Repeat([]byte("x"), 1<<16); ; {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		}
	}
	_, err := calling(t, endless(200)).Do(t.Context(), &Request{})
	if !errors.Is(err, ErrMalformed) || !errors.Is(err, errLarge) {
		t.Errorf("got %v", err)
	}
	resp, err := calling(t, endless(500)).Do(t.Context(), &Request{})
	if !errors.Is(err, ErrTemporary) || len(resp.Body) > longestComplaint {
		t.Errorf("of a failure: got %v and %d bytes", err, len(resp.Body))
	}
}

func TestAnAnswerThatUnpacksWithoutEndIsTooLarge(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(make([]byte, 8<<20))
	_ = z.Close()
	_, err := calling(t, answer(200, packed.String(), "Content-Encoding", "gzip")).Do(t.Context(), &Request{})
	if !errors.Is(err, errLarge) {
		t.Errorf("%d packed bytes: got %v", packed.Len(), err)
	}
}

func TestABodyAtTheLimitIsWhole(t *testing.T) {
	c := client(t, Options{Base: serve(t, answer(200, strings.Repeat("x", 100))).URL, MaxBody: 100})
	if resp, err := c.Do(t.Context(), &Request{}); err != nil || len(resp.Body) != 100 {
		t.Errorf("got %v", err)
	}
}

func TestABodyThatBreaksOffIsTemporary(t *testing.T) {
	_, err := calling(t, cutShort).Do(t.Context(), &Request{})
	if got := troubleOf(t, err); got.Kind != Temporary || got.Status != 200 || !strings.Contains(err.Error(), "broke off") {
		t.Errorf("got %v", err)
	}
}

// hanging is a network that takes every request, says something and then nothing more.
func hanging(says string) *http.Transport {
	return &http.Transport{DialContext: func(context.Context, string, string) (net.Conn, error) {
		here, there := net.Pipe()
		go func() {
			defer there.Close()
			from := bufio.NewReader(there)
			if _, err := http.ReadRequest(from); err != nil {
				return
			}
			_, _ = io.WriteString(there, says)
			_, _ = io.Copy(io.Discard, from)
		}()
		return here, nil
	}}
}

func TestAPlatformThatHangsIsLeft(t *testing.T) {
	for name, says := range map[string]string{
		"before it answers": "",
		"in the head":       "HTTP/1.1 200 OK\r\nContent-",
		"in the body":       "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{",
		"in a failure":      "HTTP/1.1 500 Oh\r\nContent-Length: 9\r\n\r\n{",
	} {
		synctest.Test(t, func(t *testing.T) {
			c := client(t, Options{Base: "http://site.test", Transport: hanging(says)})
			start := time.Now()
			_, err := c.Do(t.Context(), &Request{})
			if got := time.Since(start); got != 30*time.Second || !errors.Is(err, ErrTemporary) {
				t.Errorf("%s: after %v: %v", name, got, err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			start = time.Now()
			_, err = c.Do(ctx, &Request{})
			if got := time.Since(start); got != time.Second || !errors.Is(err, ErrTemporary) {
				t.Errorf("%s, by its context: after %v: %v", name, got, err)
			}
		})
	}
}
