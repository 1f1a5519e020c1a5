package connectors

import (
	"cmp"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"vigie/inbox"
)

const (
	hidden       = "[hidden]"
	longestWords = 300 // bytes of a platform's own words that we keep
)

// Where a secret may stand in a text: before the @ of an address, in a parameter named like one, in an Authorization.
var (
	userinfo   = regexp.MustCompile(`://[^/?#\s"']*@`)
	parameter  = regexp.MustCompile(`(?i)\b((?:[\w.-]*(?:token|key|secret|password|passwd)|sig|signature)=)[^&\s"'<>#;,]+`)
	credential = regexp.MustCompile(`(?i)\b((?:bearer|basic|bot|dpop)\s+)[\w+/=.~:-]{6,}`)
)

// redactor hides secrets. Its methods may be called by several goroutines.
type redactor struct {
	mu       sync.Mutex
	secrets  []string // longest first, so that no rest of one shows where another is a part of it
	replacer *strings.Replacer
}

// hide adds secrets to what is hidden, in the forms that they take in an address too.
func (r *redactor) hide(secrets ...string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range secrets {
		r.secrets = append(r.secrets, s, url.QueryEscape(s), url.PathEscape(s))
	}
	r.secrets = slices.DeleteFunc(r.secrets, func(s string) bool { return s == "" })
	slices.SortFunc(r.secrets, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	r.secrets = slices.Compact(r.secrets)
	var pairs []string
	for _, s := range r.secrets {
		pairs = append(pairs, s, hidden)
	}
	r.replacer = strings.NewReplacer(pairs...)
}

// redact gives the text without its secrets.
func (r *redactor) redact(s string) string {
	r.mu.Lock()
	replacer := r.replacer
	r.mu.Unlock()
	if replacer != nil {
		s = replacer.Replace(s)
	}
	s = userinfo.ReplaceAllString(s, "://"+hidden+"@")
	s = parameter.ReplaceAllString(s, "${1}"+hidden)
	return credential.ReplaceAllString(s, "${1}"+hidden)
}

// words makes of what a platform or a library said one clean line, bounded and without secrets.
func (r *redactor) words(s string) string {
	s = r.redact(s[:min(len(s), longestComplaint)])
	s = r.redact(clean(s[:min(len(s), 8*longestWords)])) // again, since cleaning joins what was apart
	if len(s) <= longestWords {
		return s
	}
	end := longestWords - len("…")
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// clean is the one door for a stranger's words into this package's errors.
func clean(s string) string { return inbox.CleanLine(s).String() }

// err gives an error whose text is redacted and clean, and which still matches what it came from with errors.Is. It has
// no Unwrap: net/http's errors hold whole addresses.
func (r *redactor) err(err error) error {
	if err == nil {
		return nil
	}
	var address *url.Error
	raw := err
	if errors.As(err, &address) {
		err = address.Err
	}
	if _, ours := err.(inbox.Speaker); !ours {
		err = cmp.Or(unreached(err), err)
	}
	return &redacted{text: r.words(err.Error()), said: err, raw: raw}
}

// redacted is an error without its secrets.
type redacted struct {
	text string
	said error // before
	raw  error
}

// Phrase tells the words; those of an error of ours where there was nothing to hide in them.
func (e *redacted) Phrase() (inbox.Phrase, []any) {
	if s, ok := e.said.(inbox.Speaker); ok && e.said.Error() == e.text {
		return s.Phrase()
	}
	return inbox.Phrase(e.text), nil
}

func (e *redacted) Error() string        { return e.text }
func (e *redacted) Is(target error) bool { return errors.Is(e.raw, target) }

// complaint finds the platform's own words in the body of a failure: the usual members of a JSON answer, or plain text.
func complaint(h http.Header, body []byte) string {
	if webPage(h, body) || !utf8.Valid(body) {
		return ""
	}
	if deeper(body, deepest) {
		return ""
	}
	var answer any
	if err := json.Unmarshal(body, &answer); err != nil {
		return string(body)
	}
	return said(answer)
}

// said walks down to the first sentence: {"error":{"message":…}}, {"errors":["…"]}, {"error":"…","error_description":"…"}.
func said(answer any) string {
	switch v := answer.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			return said(v[0])
		}
	case map[string]any:
		for _, name := range []string{"message", "error_description", "description", "detail", "errors", "error", "title", "reason"} {
			if s := said(v[name]); s != "" {
				return s
			}
		}
	}
	return ""
}
