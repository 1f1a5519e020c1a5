package connectors

import (
	"bytes"
	"encoding/json"
	"mime"
	"net/http"

	"vigie/inbox"
)

// deepest is how far an answer may nest. Platforms stay under 20 even in threads; encoding/json alone would go to 10,000.
const deepest = 64

// DecodeJSON reads the body into v. Members that v doesn't know are passed over. A web page, an empty or truncated body,
// one that nests deeper than 64 and anything after the value are Malformed; after a request that changes something they
// are Unsure too.
func (r *Response) DecodeJSON(v any) error {
	if err := decodeJSON(r.Header, r.Body, v); err != nil {
		return r.call.malformed(r.Status, err)
	}
	return nil
}

const (
	errWebPage = inbox.Reason("a web page came where data was expected")
	errEmpty   = inbox.Reason("an empty answer came where data was expected")
	errDeep    = inbox.Reason("the data nests too deep")
)

func decodeJSON(h http.Header, body []byte, v any) error {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\ufeff")))
	switch {
	case len(body) == 0:
		return errEmpty
	case webPage(h, body):
		return errWebPage
	case deeper(body, deepest):
		return errDeep
	}
	return json.Unmarshal(body, v)
}

// webPage reports whether an answer is HTML or XML, by what it says of itself or by its first byte.
func webPage(h http.Header, body []byte) bool {
	kind, _, _ := mime.ParseMediaType(h.Get("Content-Type"))
	return kind == "text/html" || kind == "application/xhtml+xml" || bytes.HasPrefix(bytes.TrimSpace(body), []byte("<"))
}

// deeper reports whether JSON nests deeper than limit, without building anything.
func deeper(body []byte, limit int) bool {
	depth, inString := 0, false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case inString && c == '\\':
			i++
		case c == '"':
			inString = !inString
		case inString:
		case c == '[', c == '{':
			if depth++; depth > limit {
				return true
			}
		case c == ']', c == '}':
			depth--
		}
	}
	return false
}
