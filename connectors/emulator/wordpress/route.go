package wordpress

import (
	"crypto/subtle"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"

	"vigie/connectors/emulator"
)

// request is one call of the REST API.
type request struct {
	*http.Request
	params   params
	id       int    // of the path
	base     string // scheme and host that links begin with
	account  bool   // whether the account asks; else anybody
	header   http.Header
	status   int
	embedded bool // a call that _embed makes
}

type handler func(*Server, *request) (any, *restError)

// routes in the order in which they are tried. All run with the server's lock held.
var routes = []struct {
	path    func() *regexp.Regexp
	methods map[string]handler
}{
	{emulator.Pattern(`^/$`), map[string]handler{"GET": (*Server).index}},
	{emulator.Pattern(`^/wp/v2/comments$`), map[string]handler{"GET": (*Server).listComments, "POST": (*Server).createComment}},
	{emulator.Pattern(`^/wp/v2/comments/(\d+)$`), map[string]handler{"GET": (*Server).readComment, "POST": (*Server).updateComment,
		"PUT": (*Server).updateComment, "PATCH": (*Server).updateComment, "DELETE": (*Server).deleteComment}},
	{emulator.Pattern(`^/wp/v2/posts$`), map[string]handler{"GET": (*Server).listPosts}},
	{emulator.Pattern(`^/wp/v2/posts/(\d+)$`), map[string]handler{"GET": (*Server).readPost}},
	{emulator.Pattern(`^/wp/v2/users/me$`), map[string]handler{"GET": (*Server).readAccount}},
	{emulator.Pattern(`^/wp/v2/users/(\d+)$`), map[string]handler{"GET": (*Server).readUser}},
}

// route serves the whole site: the API under /wp-json/ or ?rest_route=, else pages for people.
func (s *Server) route(w http.ResponseWriter, r *http.Request) {
	path, api := r.URL.Query().Get("rest_route"), r.URL.Query().Has("rest_route")
	if !api && !s.opts.Plain {
		path, api = strings.CutPrefix(r.URL.Path, "/wp-json")
		api = api && (path == "" || path[0] == '/')
	}
	w.Header().Set("Link", "<"+s.rest(siteURL(r), "/")+`>; rel="https://api.w.org/"`)
	if !api {
		s.page(w, r)
		return
	}
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("X-Robots-Tag", "noindex")

	q := &request{Request: r, base: siteURL(r), header: w.Header(), status: http.StatusOK}
	answer, failure := s.call(q, "/"+strings.Trim(path, "/"))
	if failure != nil {
		q.status, answer = failure.status, failure.body()
	}
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	w.WriteHeader(q.status)
	if r.Method != http.MethodHead {
		_ = json.NewEncoder(w).Encode(answer) // the client may have left
	}
}

// call finds who asks and what, and answers.
func (s *Server) call(q *request, path string) (any, *restError) {
	failure := s.authenticate(q)
	if failure != nil {
		return nil, failure
	}
	if q.params, failure = readParams(q.Request); failure != nil {
		return nil, failure
	}
	method := q.params.method(q.Request)
	for _, route := range routes {
		match := route.path().FindStringSubmatch(path)
		if match == nil {
			continue
		}
		if len(match) > 1 {
			q.id = atoi(match[1])
		}
		if h := route.methods[method]; h != nil {
			s.mu.Lock()
			defer s.mu.Unlock()
			answer, failure := h(s, q)
			if failure != nil {
				return nil, failure
			}
			return q.present(s, answer), nil
		}
	}
	return nil, &restError{status: http.StatusNotFound, code: "rest_no_route", message: "No route was found matching the URL and request method."}
}

// authenticate finds out who asks.
func (s *Server) authenticate(q *request) *restError {
	user, password, ok := q.BasicAuth()
	if !ok || s.opts.NoAppAuth {
		return nil
	}
	known := user == s.opts.User || user == s.opts.User+"@site.example"
	right := subtle.ConstantTimeCompare([]byte(squeeze(password)), []byte(squeeze(s.opts.Password))) == 1
	switch {
	case known && right:
		q.account = true
	case !s.opts.RefuseWrongPassword:
	case !known:
		return &restError{status: http.StatusUnauthorized, code: "invalid_username", message: "<strong>Error:</strong> Unknown username. Check again or try your email address."}
	default:
		return &restError{status: http.StatusUnauthorized, code: "incorrect_password", message: "The provided password is an invalid application password."}
	}
	return nil
}

// squeeze drops what core ignores in application passwords: all but ASCII letters and digits.
func squeeze(password string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, password)
}

// remote is the caller's address.
func (q *request) remote() string {
	if host, _, err := net.SplitHostPort(q.RemoteAddr); err == nil {
		return host
	}
	return "127.0.0.1"
}

func siteURL(r *http.Request) string {
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// rest is the address of an API path.
func (s *Server) rest(base, path string) string {
	if s.opts.Plain {
		return base + "/index.php?rest_route=" + path
	}
	return base + "/wp-json" + path
}

// restError is an error of the API.
type restError struct {
	status        int
	code, message string
	param, why    string // of rest_invalid_param
	detail        string // code of the parameter's error
	data          any    // of the parameter's error
}

func (e *restError) body() any {
	data := map[string]any{"status": e.status}
	if e.param != "" {
		data["params"] = map[string]any{e.param: e.why}
		data["details"] = map[string]any{e.param: map[string]any{"code": e.detail, "message": e.why, "data": e.data}}
	}
	return map[string]any{"code": e.code, "message": e.message, "data": data}
}

// denied is an error of permission: 401 for a stranger, 403 for somebody known.
func (q *request) denied(code, message string) *restError {
	status := http.StatusUnauthorized
	if q.account {
		status = http.StatusForbidden
	}
	return &restError{status: status, code: code, message: message}
}

func readAll(r io.Reader) ([]byte, error) { return io.ReadAll(io.LimitReader(r, 8<<20)) }
