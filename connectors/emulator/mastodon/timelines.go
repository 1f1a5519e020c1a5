package mastodon

import (
	"slices"
	"strings"
)

// Page lengths of listings of statuses: unless told, and at most.
const (
	statusesPage = 20
	statusesMost = 40
)

// listStatuses renders the page of statuses that pass, with its Link header.
func (s *Server) listStatuses(r *request, pass func(*status) bool) []statusJSON {
	var in []*status
	for _, st := range s.timeline {
		if pass(st) {
			in = append(in, st)
		}
	}
	in = page(in, statusID, r, r.limit(statusesPage, statusesMost, s.opts.MaxPage))
	link(r, in, statusID)
	return s.renderAll(in, r.authed)
}

// tagTimeline shows public posts under a tag or any of any[], under all of all[] and none of none[].
func (s *Server) tagTimeline(r *request) (any, error) {
	anyOf := append(r.list("any"), r.PathValue("tag"))
	return s.listStatuses(r, func(st *status) bool {
		local := !strings.Contains(st.account.acct, "@")
		return st.visibility == "public" && s.welcome(st, r.authed) &&
			slices.ContainsFunc(anyOf, st.tagged) && !slices.ContainsFunc(r.list("none"), st.tagged) &&
			!slices.ContainsFunc(r.list("all"), func(tag string) bool { return !st.tagged(tag) }) &&
			(!r.flag("local") || local) && (!r.flag("remote") || !local)
	}), nil
}

func (st *status) tagged(tag string) bool {
	return slices.Contains(st.prose.tags, strings.ToLower(strings.TrimPrefix(tag, "#")))
}

func (s *Server) accountStatuses(r *request) (any, error) {
	a, err := s.account(r)
	if err != nil {
		return nil, err
	}
	return s.listStatuses(r, func(st *status) bool {
		return st.account == a && s.visible(st, r.authed) && !(r.flag("exclude_replies") && st.parent != nil) &&
			!r.flag("only_media") && !r.flag("pinned")
	}), nil
}

type searchJSON struct {
	Accounts []accountJSON `json:"accounts"`
	Statuses []statusJSON  `json:"statuses"`
	Hashtags []any         `json:"hashtags"`
}

// search finds accounts by handle and statuses by words, all of them; resolve finds a status by its address.
// Its answer has no Link header.
func (s *Server) search(r *request) (any, error) {
	q := strings.TrimSpace(r.get("q"))
	out := searchJSON{[]accountJSON{}, []statusJSON{}, []any{}}
	kind := r.get("type")
	if kind == "" || kind == "accounts" {
		if a := s.byAcct(q); a != nil {
			out.Accounts = append(out.Accounts, s.renderAccount(a))
		}
	}
	if q == "" || kind != "" && kind != "statuses" {
		return out, nil
	}
	byURL := strings.HasPrefix(q, "https://")
	var in []*status
	for _, st := range s.timeline {
		if !s.welcome(st, true) {
			continue
		}
		if byURL && r.flag("resolve") && st.account.url+"/"+st.id == q || !byURL && !s.opts.NoSearch && st.has(q) {
			in = append(in, st)
		}
	}
	out.Statuses = s.renderAll(page(in, statusID, r, r.limit(statusesPage, statusesMost, s.opts.MaxPage)), true)
	return out, nil
}

// has reports whether a public post contains every word of q.
func (st *status) has(q string) bool {
	text := strings.ToLower(st.text)
	for word := range strings.FieldsSeq(strings.ToLower(q)) {
		if !strings.Contains(text, strings.Trim(word, `"`)) {
			return false
		}
	}
	return st.visibility == "public"
}
