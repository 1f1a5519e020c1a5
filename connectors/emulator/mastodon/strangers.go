package mastodon

import (
	"encoding/json"
	"slices"
	"strings"

	"vigie/connectors/emulator"
)

// Account is our account.
type Account struct {
	ID, Handle, Name, URL string // Handle has no domain and no "@"
}

// Account returns our account.
func (s *Server) Account() Account {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Account{s.us.id, s.us.acct, s.us.name, s.us.url}
}

// Status is a post as a test looks at it.
type Status struct {
	ID, Author, Text, Parent, Visibility, Spoiler string // Author is a handle, Parent an id
	Favourited                                    bool
}

// Statuses returns every post there is, oldest first.
func (s *Server) Statuses() []Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []Status
	for _, st := range s.timeline {
		one := Status{ID: st.id, Author: st.account.acct, Text: st.text, Visibility: st.visibility, Spoiler: st.spoiler, Favourited: st.favourited}
		if st.parent != nil {
			one.Parent = st.parent.id
		}
		out = append(out, one)
	}
	return out
}

// Arrive is a stranger who posts. We are notified only where the text mentions us: an answer to us without "@" and
// our handle is silent. A private post is a direct message to us: where it doesn't mention us, the mention is put before.
// Mastodon has no approval, so Held says nothing.
func (s *Server) Arrive(p emulator.Post) string { return s.arrive(p, false) }

// ArriveFiltered is Arrive of a post that our account's notification policy holds back.
func (s *Server) ArriveFiltered(p emulator.Post) string { return s.arrive(p, true) }

// ArriveTagged is Arrive of a post that ends in a hashtag, given without "#".
func (s *Server) ArriveTagged(p emulator.Post, tag string) string {
	p.Text += " #" + tag
	return s.arrive(p, false)
}

func (s *Server) arrive(p emulator.Post, filtered bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	by := s.meet(p.Author)
	d := draft{text: p.Text, visibility: "public", language: p.Lang, parent: s.statuses[p.Parent], posted: p.Posted}
	if p.Private {
		d.visibility = "direct"
		if !slices.Contains(s.parse(p.Text).mentions, s.us) {
			d.text = "@" + s.us.acct + " " + p.Text
		}
	}
	if d.posted.IsZero() {
		d.posted = s.now()
	}
	st := s.add(by, d)
	s.published("update", st)
	s.notifyMention(st, filtered)
	return st.id
}

// OwnPost is our account that posts from elsewhere, another app or a colleague. It is no effect of our side.
func (s *Server) OwnPost(text string) string { return s.OwnReply("", text) }

// OwnReply is OwnPost in answer to a post.
func (s *Server) OwnReply(parent, text string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.add(s.us, draft{text: text, visibility: "public", parent: s.statuses[parent], posted: s.now()})
	s.published("update", st)
	return st.id
}

// Edit is the stranger who edits the post. An edit that mentions us for the first time notifies us, others don't.
func (s *Server) Edit(remote, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.statuses[remote]
	if st == nil {
		return
	}
	if st.visibility == "direct" && !slices.Contains(s.parse(text).mentions, s.us) {
		text = "@" + s.us.acct + " " + text
	}
	s.rewrite(st, draft{text: text, spoiler: st.spoiler, sensitive: st.sensitive, language: st.language})
	s.notifyMention(st, false)
}

// Remove is the author, or a moderator over there, who deletes the post.
func (s *Server) Remove(remote string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if st := s.statuses[remote]; st != nil {
		s.remove(st)
	}
}

// Notify tells us of something else than a mention: a favourite, a follow, or a type that no client knows yet.
// remote is the post that it is about, "" for none.
func (s *Server) Notify(kind string, by emulator.Author, remote string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notify(&notification{kind: kind, account: s.meet(by), status: s.statuses[remote]})
}

// Follow makes our account follow a stranger, so that our home stream shows what they post.
func (s *Server) Follow(who emulator.Author) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.meet(who).following = true
}

// Raw notifies us of a mention whose status is this JSON, verbatim, however odd; what is no JSON becomes a string.
// The notification's account is the status's, null where it has none. The status can't be fetched by its id.
func (s *Server) Raw(jsonStatus string) {
	raw := rawJSON(jsonStatus)
	var fields struct {
		Account json.RawMessage `json:"account"`
	}
	_ = json.Unmarshal(raw, &fields) // odd on purpose: then without account
	if fields.Account == nil {
		fields.Account = json.RawMessage("null")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notifyVerbatim(func(n *notification) any {
		return notificationJSON{ID: n.id, Type: n.kind, GroupKey: "ungrouped-" + n.id, CreatedAt: timestamp(n.created),
			Account: fields.Account, Status: raw}
	})
}

// RawNotification notifies us of this JSON, verbatim. For paging it has an id of its own, whatever it says.
func (s *Server) RawNotification(jsonNotification string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notifyVerbatim(func(*notification) any { return rawJSON(jsonNotification) })
}

// notifyVerbatim adds a notification that renders as body says.
func (s *Server) notifyVerbatim(body func(*notification) any) {
	n := &notification{kind: "mention", id: s.ids.ofOther(s.now()), created: s.now()}
	verbatim, err := json.Marshal(body(n))
	if err != nil {
		verbatim = rawJSON(err.Error())
	}
	n.verbatim = verbatim
	s.notifications = append(s.notifications, n)
	s.streams.send("notification", n.verbatim, func(sub *subscriber) bool { return sub.notifications })
}

// rawJSON is text as JSON: itself where it is, else a string.
func rawJSON(text string) json.RawMessage {
	if text = strings.TrimSpace(text); json.Valid([]byte(text)) {
		return json.RawMessage(text)
	}
	quoted, _ := json.Marshal(text) // a string always encodes
	return quoted
}
