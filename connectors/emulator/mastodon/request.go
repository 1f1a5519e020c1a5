package mastodon

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// apiError is an error as the API answers it.
type apiError struct {
	status  int
	message string
}

func (e *apiError) Error() string { return e.message }

var (
	errNotFound = &apiError{http.StatusNotFound, "Record not found"}
	errToken    = &apiError{http.StatusUnauthorized, "The access token is invalid"}
	errScope    = &apiError{http.StatusForbidden, "This action is outside the authorized scopes"}
)

func invalid(format string, args ...any) error {
	return &apiError{http.StatusUnprocessableEntity, "Validation failed: " + fmt.Sprintf(format, args...)}
}

// maxRequest bounds the body of a request, in bytes.
const maxRequest = 1 << 20

// request is an API request with all its parameters in one place.
type request struct {
	*http.Request
	authed bool // it showed our token
	params url.Values
	header http.Header // of the response
}

// handler answers a request with a value to render. It runs under the server's lock.
type handler func(*request) (any, error)

// handle checks the token and its scope, reads the parameters, and renders what h answers.
func (s *Server) handle(scope string, h handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		authed, err := s.authorise(r, scope)
		if err != nil {
			writeError(w, err)
			return
		}
		params, err := readParams(w, r)
		if err != nil {
			writeError(w, err)
			return
		}
		s.mu.Lock()
		answer, err := h(&request{Request: r, authed: authed, params: params, header: w.Header()})
		var body []byte
		if err == nil {
			body, err = json.Marshal(answer) // under the lock: it reads the world
		}
		s.mu.Unlock()
		if err != nil {
			writeError(w, err)
			return
		}
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		_, _ = w.Write(body)
	})
}

// authorise reports whether r shows our token, or the error for one that is wrong, missing or too narrow.
func (s *Server) authorise(r *http.Request, scope string) (bool, error) {
	token := r.URL.Query().Get("access_token")
	if kind, value, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(kind, "Bearer") {
		token = value
	}
	scope, optional := strings.CutSuffix(scope, "?")
	switch {
	case token == "" && (optional || scope == ""):
		return false, nil
	case token != s.opts.Token:
		return false, errToken
	case scope != "" && !slices.Contains(s.opts.Scopes, scope) && !slices.Contains(s.opts.Scopes, wide(scope)):
		return false, errScope
	}
	return true, nil
}

// wide is the scope that contains scope: "read" for "read:search".
func wide(scope string) string {
	scope, _, _ = strings.Cut(scope, ":")
	return scope
}

// readParams joins the query with a form's or a JSON object's fields; arrays of JSON become "name[]".
func readParams(w http.ResponseWriter, r *http.Request) (url.Values, error) {
	r.Body = http.MaxBytesReader(w, r.Body, maxRequest)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		if err := r.ParseMultipartForm(maxRequest); err != nil {
			return nil, &apiError{http.StatusBadRequest, "Bad request"}
		}
		return r.Form, nil
	}
	if kind != "application/json" {
		if err := r.ParseForm(); err != nil {
			return nil, &apiError{http.StatusBadRequest, "Bad request"}
		}
		return r.Form, nil
	}
	fields := map[string]any{}
	decoder := json.NewDecoder(r.Body)
	decoder.UseNumber()
	if err := decoder.Decode(&fields); err != nil && !errors.Is(err, io.EOF) {
		return nil, &apiError{http.StatusBadRequest, "Error occurred while parsing request parameters"}
	}
	params := r.URL.Query()
	for name, value := range fields {
		list, isList := value.([]any)
		if !isList && value != nil {
			params.Set(name, fmt.Sprint(value))
		}
		for _, element := range list {
			params.Add(name+"[]", fmt.Sprint(element))
		}
	}
	return params, nil
}

func (r *request) get(name string) string { return r.params.Get(name) }

// list returns a parameter that may be given many times, with or without brackets.
func (r *request) list(name string) []string {
	return append(slices.Clone(r.params[name+"[]"]), r.params[name]...)
}

func (r *request) flag(name string) bool {
	switch r.get(name) {
	case "", "0", "false", "f", "off":
		return false
	}
	return true
}

// limit is the length of the page that is asked for: unless where it isn't, never more than most. As in Mastodon
// a number that can't be read is 0, and gives an empty page.
func (r *request) limit(unless, most, ceiling int) int {
	n := unless
	if r.params.Has("limit") {
		n, _ = strconv.Atoi(r.get("limit"))
		n = max(n, -n)
	}
	n = min(n, most)
	if ceiling > 0 {
		n = min(n, ceiling)
	}
	return n
}

func writeError(w http.ResponseWriter, err error) {
	api := &apiError{http.StatusInternalServerError, err.Error()}
	errors.As(err, &api)
	body, _ := json.Marshal(map[string]string{"error": api.message})
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(api.status)
	_, _ = w.Write(body)
}
