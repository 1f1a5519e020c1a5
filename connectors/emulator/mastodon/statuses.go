package mastodon

import (
	"cmp"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
)

// maxBatch is how many ids GET /api/v1/statuses takes (DEFAULT_STATUSES_LIMIT in Mastodon's base controller).
const maxBatch = 20

// idempotency is how long a key is remembered.
const idempotency = time.Hour

// answered is a status that was posted under an Idempotency-Key.
type answered struct {
	status string
	at     time.Time
}

// status returns the status in the path, where the client may see it.
func (s *Server) status(r *request) (*status, error) {
	st := s.statuses[r.PathValue("id")]
	if st == nil || !s.visible(st, r.authed) {
		return nil, errNotFound
	}
	return st, nil
}

// own returns the status in the path, where it is ours.
func (s *Server) own(r *request) (*status, error) {
	st, err := s.status(r)
	if err != nil || st.account != s.us {
		return nil, errNotFound
	}
	return st, nil
}

func (s *Server) getStatus(r *request) (any, error) {
	st, err := s.status(r)
	if err != nil {
		return nil, err
	}
	return s.render(st, r.authed), nil
}

// batch leaves out what is gone or hidden from us, without a word.
func (s *Server) batch(r *request) (any, error) {
	ids := r.list("id")
	slices.Sort(ids)
	ids = slices.Compact(ids)
	if len(ids) > maxBatch {
		return nil, &apiError{http.StatusUnprocessableEntity, "Mastodon::ValidationError"}
	}
	var found []*status
	for _, id := range ids {
		if st := s.statuses[id]; st != nil && s.visible(st, r.authed) {
			found = append(found, st)
		}
	}
	return s.renderAll(found, r.authed), nil
}

func (s *Server) postStatus(r *request) (any, error) {
	key := r.Header.Get("Idempotency-Key")
	if s.opts.Flavour != Mastodon {
		key = ""
	}
	maps.DeleteFunc(s.idempotent, func(_ string, a answered) bool { return s.now().Sub(a.at) >= idempotency })
	if seen, ok := s.idempotent[key]; ok {
		st := s.statuses[seen.status]
		if st == nil {
			return nil, errNotFound
		}
		return s.render(st, true), nil
	}
	d := s.draft(r)
	if id := r.get("in_reply_to_id"); id != "" {
		d.parent = s.statuses[id]
		if d.parent == nil || !s.visible(d.parent, true) {
			return nil, &apiError{http.StatusNotFound, "The post you are trying to reply to does not appear to exist."}
		}
	}
	if err := s.check(d); err != nil {
		return nil, err
	}
	st := s.add(s.us, d)
	if key != "" {
		s.idempotent[key] = answered{st.id, s.now()}
	}
	if d.parent != nil {
		s.Record("reply", st.id, d.parent.id, d.text)
	} else {
		s.Record("post", st.id, "", d.text)
	}
	s.published("update", st)
	return s.render(st, true), nil
}

// draft reads what the client wants to say. As in Mastodon a warning hides the media and the text, and what has no language has the
// server's, where the account set none.
func (s *Server) draft(r *request) draft {
	return draft{
		text: r.get("status"), spoiler: r.get("spoiler_text"), sensitive: r.flag("sensitive") || r.get("spoiler_text") != "",
		visibility: cmp.Or(r.get("visibility"), "public"), language: cmp.Or(r.get("language"), "en"), posted: s.now(),
	}
}

func (s *Server) check(d draft) error {
	switch {
	case !slices.Contains([]string{"public", "unlisted", "private", "direct"}, d.visibility):
		return &apiError{http.StatusUnprocessableEntity, "'" + d.visibility + "' is not a valid visibility"}
	case strings.TrimSpace(d.text) == "" && strings.TrimSpace(d.spoiler) == "":
		return invalid("Text can't be blank")
	case length(d.spoiler+d.text) > s.opts.MaxCharacters:
		return invalid("Text character limit of %d exceeded", s.opts.MaxCharacters)
	}
	return nil
}

func (s *Server) putStatus(r *request) (any, error) {
	st, err := s.own(r)
	if err != nil {
		return nil, err
	}
	d := s.draft(r)
	d.visibility, d.language = st.visibility, cmp.Or(r.get("language"), st.language)
	if err := s.check(d); err != nil {
		return nil, err
	}
	s.rewrite(st, d)
	s.Record("edit", "", st.id, d.text)
	return s.render(st, true), nil
}

// rewrite is an edit, by whom ever.
func (s *Server) rewrite(st *status, d draft) {
	st.edited = s.now()
	s.write(st, d, st.edited)
	s.published("status.update", st)
}

// deleteStatus answers what was deleted, with its text as it was typed instead of content.
func (s *Server) deleteStatus(r *request) (any, error) {
	st, err := s.own(r)
	if err != nil {
		return nil, err
	}
	out := s.render(st, true)
	out.Content, out.Text = nil, &st.text
	s.remove(st)
	s.Record("delete", "", st.id, "")
	return out, nil
}

type contextJSON struct {
	Ancestors   []statusJSON `json:"ancestors"`
	Descendants []statusJSON `json:"descendants"`
}

// contextLimits bound a thread: with and without a token.
type contextLimits struct{ ancestors, descendants, depth int }

func (s *Server) context(r *request) (any, error) {
	st, err := s.status(r)
	if err != nil {
		return nil, err
	}
	limits := contextLimits{40, 60, 20}
	if r.authed {
		limits = contextLimits{4096, 4096, 4096}
	}
	var above, below []*status
	for up := st.parent; up != nil && len(above) < limits.ancestors; up = up.parent {
		if s.welcome(up, r.authed) {
			above = append(above, up)
		}
	}
	slices.Reverse(above)
	var descend func(*status, int)
	descend = func(from *status, depth int) {
		for _, reply := range from.replies {
			if depth > limits.depth || len(below) >= limits.descendants {
				return
			}
			if s.welcome(reply, r.authed) {
				below = append(below, reply)
			}
			descend(reply, depth+1)
		}
	}
	descend(st, 1)
	return contextJSON{s.renderAll(above, r.authed), s.renderAll(below, r.authed)}, nil
}

type editJSON struct {
	Content          string      `json:"content"`
	SpoilerText      string      `json:"spoiler_text"`
	Sensitive        bool        `json:"sensitive"`
	CreatedAt        string      `json:"created_at"`
	Account          accountJSON `json:"account"`
	MediaAttachments []any       `json:"media_attachments"`
	Emojis           []any       `json:"emojis"`
}

// history is every version, oldest first, the first and the present one included.
func (s *Server) history(r *request) (any, error) {
	st, err := s.status(r)
	if err != nil {
		return nil, err
	}
	out := []editJSON{}
	for _, e := range st.edits {
		out = append(out, editJSON{e.prose.html, e.spoiler, e.sensitive, timestamp(e.at), s.renderAccount(st.account), []any{}, []any{}})
	}
	return out, nil
}

// touch applies change to the status in the path, records action and answers the status.
func (s *Server) touch(r *request, action string, change func(*status)) (any, error) {
	st, err := s.status(r)
	if err != nil {
		return nil, err
	}
	change(st)
	s.Record(action, "", st.id, "")
	return s.render(st, true), nil
}

func (s *Server) favourite(r *request) (any, error) {
	return s.touch(r, "like", func(st *status) { st.favourited = true })
}

func (s *Server) unfavourite(r *request) (any, error) {
	return s.touch(r, "unlike", func(st *status) { st.favourited = false })
}

func (s *Server) muteThread(r *request) (any, error) {
	return s.touch(r, "mute-thread", func(st *status) { st.root.muted = true })
}

func (s *Server) unmuteThread(r *request) (any, error) {
	return s.touch(r, "unmute-thread", func(st *status) { st.root.muted = false })
}
