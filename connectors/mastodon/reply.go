package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// remembers is for how long a retry with the same Idempotency-Key is safe: Mastodon forgets keys after an hour.
const remembers = 50 * time.Minute

// mostOthers is how many people besides the author a reply mentions. A post that calls more together is no conversation.
const mostOthers = 5

// Opening mentions the author of a post and the others in the conversation: whom a reply doesn't mention isn't told of it, and whom a
// whisper mentions reads it. Whom a public post calls together its author alone chose.
func (m member) Opening(on inbox.Post, whisper bool) string {
	var b strings.Builder
	mention := func(handle string) {
		if handle = mentionable(handle); handle != "" {
			b.WriteString("@" + handle + " ")
		}
	}
	if !on.Ours {
		mention(on.Extra[extraAcct])
	}
	if others := strings.Fields(on.Extra[extraMentions]); len(others) <= mostOthers && !whisper {
		for _, handle := range others {
			mention(handle)
		}
	}
	return b.String()
}

// visibility of a reply: as wide as what it answers, never wider. What its author shows to some alone is answered to those
// whom the reply mentions: "private" would show it to our own followers.
func visibility(on inbox.Post) string {
	switch v := on.Extra[extraVisibility]; {
	case on.Private:
		return "direct"
	case v == "public", v == "unlisted":
		return v
	case v == "":
		return "unlisted" // it is public, we have forgotten how
	}
	return "direct"
}

// newStatus is the body of POST /api/v1/statuses.
type newStatus struct {
	Status      string `json:"status"`
	InReplyToID string `json:"in_reply_to_id"`
	Visibility  string `json:"visibility"`
	SpoilerText string `json:"spoiler_text,omitempty"`
	Sensitive   bool   `json:"sensitive,omitempty"`
}

// Reply answers a post under its content warning. In which language it is written the server takes from the account's settings: that
// of what it answers may be another. Mastodon is given the action's key.
func (m member) Reply(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return m.reply(ctx, a, visibility(a.On))
}

// Whisper answers a post so that only those whom the answer mentions see it.
func (m member) Whisper(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return m.reply(ctx, a, "direct")
}

func (m member) reply(ctx context.Context, a connectors.Action, visibility string) (connectors.Receipt, error) {
	s, err := m.server(ctx)
	if err != nil {
		return connectors.Receipt{}, err
	}
	body := newStatus{
		Status: a.Text.String(), InReplyToID: a.On.Remote, Visibility: visibility,
		SpoilerText: a.On.Extra[extraSpoiler], Sensitive: a.On.Extra[extraSpoiler] != "",
	}
	if err := s.reachesAuthor(body, a.On); err != nil {
		return connectors.Receipt{}, err
	}
	header := http.Header{}
	if s.mastodon && a.Key != "" {
		header.Set("Idempotency-Key", a.Key)
	}
	var raw json.RawMessage
	if _, err := m.client.SendJSON(ctx, http.MethodPost, "/api/v1/statuses", body, &raw, header); err != nil {
		return connectors.Receipt{}, err
	}
	st, err := parseStatus(raw)
	if err != nil {
		t := malformed(s, err)
		t.Unsure = true
		return connectors.Receipt{}, t
	}
	return s.receipt(st, a.On), nil
}

// reachesAuthor refuses a direct reply that doesn't mention whom it answers: nobody would ever see it.
func (s server) reachesAuthor(body newStatus, on inbox.Post) error {
	handle := on.Extra[extraAcct]
	user, _, _ := strings.Cut(handle, "@")
	text := strings.ToLower(body.Status)
	if body.Visibility != "direct" || on.Ours || handle == "" || strings.Contains(text, "@"+strings.ToLower(user)) {
		return nil
	}
	return &connectors.Trouble{
		Kind: connectors.Refused, Site: s.domain, Err: inbox.Reason("a private reply reaches only those whom it mentions"),
		Hint: inbox.Phrase("begin it with @" + inbox.CleanLine(handle).String()),
	}
}

// receipt is a reply that was made.
func (s server) receipt(st status, on inbox.Post) connectors.Receipt {
	post := s.post(st, inbox.Text{})
	post.Thread = on.Thread
	return connectors.Receipt{Remote: post.Remote, Post: &post}
}

// Remembers is how long a server is known to remember a key. GoToSocial ignores keys; of others we don't know.
func (m member) Remembers() time.Duration {
	if m.known().mastodon {
		return remembers
	}
	return 0
}

// amendment is the body of PUT /api/v1/statuses/:id. What it leaves out, the server takes off.
type amendment struct {
	Status      string `json:"status"`
	SpoilerText string `json:"spoiler_text,omitempty"`
	Sensitive   bool   `json:"sensitive,omitempty"`
	Language    string `json:"language,omitempty"`
}

// Amend edits a status of ours; its visibility stays. Media that aren't sent along would be taken off it.
func (m member) Amend(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	s, err := m.server(ctx)
	if err != nil {
		return connectors.Receipt{}, err
	}
	if len(a.On.Media) > 0 {
		return connectors.Receipt{}, &connectors.Trouble{Kind: connectors.Refused, Site: s.domain, Err: inbox.Reason("it has pictures, which an edit from here would take off"), Hint: "edit it on the server's own page"}
	}
	body, err := json.Marshal(amendment{a.Text.String(), a.On.Extra[extraSpoiler], a.On.Extra[extraSpoiler] != "", a.On.Lang})
	if err != nil {
		return connectors.Receipt{}, err
	}
	header := http.Header{"Accept": {"application/json"}, "Content-Type": {"application/json"}}
	resp, err := m.client.Do(ctx, &connectors.Request{Method: http.MethodPut, Path: statusPath(a.On, ""), Header: header, Body: body, Idempotent: true})
	if err != nil {
		return connectors.Receipt{}, err
	}
	st, err := parseStatus(resp.Body)
	if err != nil {
		return connectors.Receipt{}, malformed(s, err)
	}
	receipt := s.receipt(st, a.On)
	receipt.Remote = "" // nothing was made
	return receipt, nil
}

// Retract deletes a status of ours.
func (m member) Retract(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	err := m.set(ctx, http.MethodDelete, statusPath(a.On, ""))
	if errors.Is(err, connectors.ErrGone) {
		err = nil
	}
	return now(a.On, err, func(p *inbox.Platform) { p.Visibility = inbox.Deleted })
}
