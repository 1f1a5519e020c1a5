package wordpress

import (
	"encoding/json"
	"fmt"
	"math"
	"mime"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"vigie/connectors/emulator"
)

// params are a call's parameters, of its query and its body together; a body's win.
type params map[string]any

func readParams(r *http.Request) (params, *restError) {
	p := params{}
	p.merge(r.URL.Query())
	body, err := readAll(r.Body)
	if err != nil || len(body) == 0 {
		return p, nil
	}
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind != "application/json" {
		form, _ := url.ParseQuery(string(body)) // PHP takes what it understands
		p.merge(form)
		return p, nil
	}
	var fields map[string]any
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, &restError{status: http.StatusBadRequest, code: "rest_invalid_json", message: "Invalid JSON body passed."}
	}
	for name, value := range fields {
		if value != nil {
			p[name] = value
		}
	}
	return p, nil
}

// merge adds form values as PHP reads them: the last of several counts, name[] makes a list.
func (p params) merge(values url.Values) {
	for name, list := range values {
		if plain, _, ok := strings.Cut(name, "["); ok {
			p[plain] = strings.Join(list, ",")
		} else {
			p[name] = list[len(list)-1]
		}
	}
}

// method is the call's, or the one it asks to be taken for, which helps where a host refuses PUT and DELETE.
func (p params) method(r *http.Request) string {
	if r.Method == http.MethodHead {
		return http.MethodGet
	}
	if r.Method == http.MethodPost {
		if m := r.URL.Query().Get("_method"); m != "" {
			return strings.ToUpper(m)
		}
		if m := r.Header.Get("X-HTTP-Method-Override"); m != "" {
			return strings.ToUpper(m)
		}
	}
	return r.Method
}

func (p params) has(name string) bool { _, ok := p[name]; return ok }

// text is a parameter as a string; what isn't one counts as absent.
func (p params) text(name string) string { s, _ := p[name].(string); return s }

func invalid(param, detail, why string) *restError {
	return &restError{status: http.StatusBadRequest, code: "rest_invalid_param", message: "Invalid parameter(s): " + param, param: param, why: why, detail: detail}
}

func notInteger(param, place string) *restError {
	failure := invalid(param, "rest_invalid_type", place+" is not of type integer.")
	failure.data = map[string]any{"param": place}
	return failure
}

// whole is a parameter as an integer, or the default where it is absent.
func (p params) whole(name string, otherwise int) (int, *restError) {
	if !p.has(name) {
		return otherwise, nil
	}
	if n, ok := integer(p[name]); ok {
		return n, nil
	}
	return 0, notInteger(name, name)
}

func integer(v any) (int, bool) {
	var f float64
	switch v := v.(type) {
	case float64:
		f = v
	case string:
		var err error
		if f, err = strconv.ParseFloat(strings.TrimSpace(v), 64); err != nil {
			return 0, false
		}
	default:
		return 0, false
	}
	return int(f), f == math.Trunc(f) && math.Abs(f) < 1<<53
}

// ids is a parameter as a list of numbers, separated by commas or spaces; nil where it is absent or empty.
func (p params) ids(name string) ([]int, *restError) {
	var list []any
	switch v := p[name].(type) {
	case string:
		for _, s := range strings.FieldsFunc(v, func(r rune) bool { return r == ',' || r == ' ' }) {
			list = append(list, s)
		}
	case []any:
		list = v
	case float64:
		list = []any{v}
	}
	var ids []int
	for i, v := range list {
		n, ok := integer(v)
		if !ok {
			return nil, notInteger(name, fmt.Sprintf("%s[%d]", name, i))
		}
		ids = append(ids, n)
	}
	return ids, nil
}

// oneOf is a parameter out of a few words, or the default where it is absent.
func (p params) oneOf(name, otherwise string, words ...string) (string, *restError) {
	if !p.has(name) {
		return otherwise, nil
	}
	for _, word := range words {
		if p[name] == word {
			return word, nil
		}
	}
	last := len(words) - 1
	and := ", and "
	if last == 1 {
		and = " and "
	}
	return "", invalid(name, "rest_not_in_enum", name+" is not one of "+strings.Join(words[:last], ", ")+and+words[last]+".")
}

var isoDate = emulator.Pattern(`^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}(?::?\d{2})?)?$`)

// date is a parameter as a time, zero where it is absent. Without an offset it is in the site's time zone.
func (p params) date(name string, zone *time.Location) (time.Time, *restError) {
	if !p.has(name) {
		return time.Time{}, nil
	}
	bad := invalid(name, "rest_invalid_date", "Invalid date.")
	s := strings.ToUpper(p.text(name))
	if !isoDate().MatchString(s) {
		return time.Time{}, bad
	}
	s = s[:10] + "T" + s[11:]
	for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z07"} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t.Truncate(time.Second), nil
		}
	}
	return time.Time{}, bad
}

// address is a parameter as an IP address, "" where it is absent. An empty one is refused.
func (p params) address(name string) (string, *restError) {
	if !p.has(name) {
		return "", nil
	}
	if net.ParseIP(p.text(name)) == nil {
		return "", invalid(name, "rest_invalid_ip", name+" is not a valid IP address.")
	}
	return p.text(name), nil
}

// content is the text of a comment, sent as a string or as an object with raw.
func (p params) content() (text string, sent bool) {
	switch v := p["content"].(type) {
	case string:
		return strings.TrimSpace(v), true
	case map[string]any:
		if raw, ok := v["raw"].(string); ok {
			return strings.TrimSpace(raw), true
		}
	}
	return "", false
}

// key is a parameter reduced to lower-case letters, digits, - and _, as core does with statuses.
func (p params) key(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return -1
	}, strings.ToLower(fmt.Sprint(p[name])))
}
