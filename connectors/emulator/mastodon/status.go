package mastodon

import (
	"slices"
	"strings"
	"time"
)

// status is a post.
type status struct {
	id         string
	account    *account
	text       string // as typed
	prose      prose
	spoiler    string
	sensitive  bool
	visibility string
	language   string
	created    time.Time
	edited     time.Time // zero = never
	parent     *status   // nil for a thread's root, and after the parent was deleted
	replies    []*status // oldest first
	edits      []edit    // oldest first, what stands now included

	favourited bool
	root       *status // of the conversation
	muted      bool    // on a root: we muted the conversation
	notified   bool    // it notified us once
}

type edit struct {
	prose     prose
	spoiler   string
	sensitive bool
	at        time.Time
}

// draft is what a new status or an edit says.
type draft struct {
	text, spoiler, visibility, language string
	sensitive                           bool
	parent                              *status
	posted                              time.Time
}

// add writes a status into the world.
func (s *Server) add(by *account, d draft) *status {
	st := &status{
		id: s.ids.ofStatus(s.now()), account: by, visibility: d.visibility, created: d.posted, parent: d.parent,
	}
	st.root = st
	if d.parent != nil {
		st.root = d.parent.root
		d.parent.replies = append(d.parent.replies, st)
	}
	by.statuses++
	by.lastPosted = d.posted
	s.write(st, d, d.posted)
	s.statuses[st.id] = st
	s.timeline = append(s.timeline, st)
	return st
}

// write gives a status the words of a draft, and its history a page.
func (s *Server) write(st *status, d draft, at time.Time) {
	st.text, st.prose, st.spoiler, st.sensitive, st.language = d.text, s.parse(d.text), d.spoiler, d.sensitive, d.language
	st.edits = append(st.edits, edit{st.prose, d.spoiler, d.sensitive, at})
}

// remove takes a status out of the world: its notifications go too, its replies lose their parent.
func (s *Server) remove(st *status) {
	same := func(other *status) bool { return other == st }
	delete(s.statuses, st.id)
	s.timeline = slices.DeleteFunc(s.timeline, same)
	st.account.statuses--
	s.notifications = slices.DeleteFunc(s.notifications, func(n *notification) bool { return n.status == st })
	for _, reply := range st.replies {
		reply.parent = nil
	}
	if st.parent != nil {
		st.parent.replies = slices.DeleteFunc(st.parent.replies, same)
	}
	s.published("delete", st)
}

// visible reports whether we may see a status, or with authed false whether anybody may.
func (s *Server) visible(st *status, authed bool) bool {
	switch st.visibility {
	case "public", "unlisted":
		return true
	}
	return authed && (st.account == s.us || slices.Contains(st.prose.mentions, s.us) || st.visibility == "private" && st.account.following)
}

// welcome reports whether a timeline shows a status to us: nobody we block or mute.
func (s *Server) welcome(st *status, authed bool) bool {
	return s.visible(st, authed) && !(authed && (st.account.blocking || st.account.muted(s.now())))
}

func statusID(st *status) string { return st.id }

type statusJSON struct {
	ID                 string        `json:"id"`
	CreatedAt          string        `json:"created_at"`
	EditedAt           *string       `json:"edited_at"`
	InReplyToID        *string       `json:"in_reply_to_id"`
	InReplyToAccountID *string       `json:"in_reply_to_account_id"`
	Sensitive          bool          `json:"sensitive"`
	SpoilerText        string        `json:"spoiler_text"`
	Visibility         string        `json:"visibility"`
	Language           *string       `json:"language"`
	URI                string        `json:"uri"`
	URL                string        `json:"url"`
	RepliesCount       int           `json:"replies_count"`
	ReblogsCount       int           `json:"reblogs_count"`
	FavouritesCount    int           `json:"favourites_count"`
	QuotesCount        int           `json:"quotes_count"`
	Favourited         *bool         `json:"favourited,omitempty"`
	Reblogged          *bool         `json:"reblogged,omitempty"`
	Muted              *bool         `json:"muted,omitempty"`
	Bookmarked         *bool         `json:"bookmarked,omitempty"`
	Content            *string       `json:"content,omitempty"`
	Text               *string       `json:"text,omitempty"`
	Reblog             any           `json:"reblog"`
	Quote              any           `json:"quote"`
	Application        *appJSON      `json:"application,omitempty"`
	Account            accountJSON   `json:"account"`
	MediaAttachments   []any         `json:"media_attachments"`
	Mentions           []mentionJSON `json:"mentions"`
	Tags               []tagJSON     `json:"tags"`
	Emojis             []any         `json:"emojis"`
	Card               any           `json:"card"`
	Poll               any           `json:"poll"`
	Filtered           []any         `json:"filtered,omitzero"`
}

type appJSON struct {
	Name    string  `json:"name"`
	Website *string `json:"website"`
}

type mentionJSON struct {
	ID       string `json:"id"`
	Username string `json:"username"`
	URL      string `json:"url"`
	Acct     string `json:"acct"`
}

type tagJSON struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// render renders a status as our account sees it, or with authed false as anybody does.
func (s *Server) render(st *status, authed bool) statusJSON {
	out := statusJSON{
		ID: st.id, CreatedAt: timestamp(st.created), Sensitive: st.sensitive, SpoilerText: st.spoiler, Visibility: st.visibility,
		URI: strings.Replace(st.account.url, "/@", "/users/", 1) + "/statuses/" + st.id, URL: st.account.url + "/" + st.id,
		RepliesCount: len(st.replies), Content: &st.prose.html, Account: s.renderAccount(st.account),
		MediaAttachments: []any{}, Mentions: []mentionJSON{}, Tags: []tagJSON{}, Emojis: []any{},
	}
	if !st.edited.IsZero() {
		edited := timestamp(st.edited)
		out.EditedAt = &edited
	}
	if st.parent != nil {
		out.InReplyToID, out.InReplyToAccountID = &st.parent.id, &st.parent.account.id
	}
	if st.language != "" {
		out.Language = &st.language
	}
	for _, a := range st.prose.mentions {
		out.Mentions = append(out.Mentions, mentionJSON{a.id, a.username, a.url, a.acct})
	}
	for _, tag := range st.prose.tags {
		out.Tags = append(out.Tags, tagJSON{tag, "https://" + s.opts.Domain + "/tags/" + tag})
	}
	if st.favourited {
		out.FavouritesCount = 1
	}
	if authed {
		no, favourited, muted := false, st.favourited, st.root.muted
		out.Favourited, out.Muted, out.Reblogged, out.Bookmarked, out.Filtered = &favourited, &muted, &no, &no, []any{}
		if st.account == s.us {
			out.Application = &appJSON{Name: "Vigie"}
		}
	}
	return out
}

func (s *Server) renderAll(list []*status, authed bool) []statusJSON {
	out := []statusJSON{}
	for _, st := range list {
		out = append(out, s.render(st, authed))
	}
	return out
}
