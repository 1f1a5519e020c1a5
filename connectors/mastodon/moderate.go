package mastodon

import (
	"context"
	"net/http"
	"net/url"

	"vigie/connectors"
	"vigie/inbox"
)

// The verbs of the platform. Hiding or deleting what others wrote is not possible there. All but the report set a state, and
// may be repeated.

// Like favourites a post.
func (m member) Like(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	err := m.set(ctx, http.MethodPost, statusPath(a.On, "/favourite"))
	return now(a.On, err, func(p *inbox.Platform) { p.Liked = true })
}

// Unlike takes the favourite back.
func (m member) Unlike(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	err := m.set(ctx, http.MethodPost, statusPath(a.On, "/unfavourite"))
	return now(a.On, err, func(p *inbox.Platform) { p.Liked = false })
}

// Silence mutes the author, who isn't told: neither timelines nor notifications show them to the account again.
func (m member) Silence(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return m.decide(ctx, a.On, "mute")
}

// Unsilence lifts it.
func (m member) Unsilence(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return m.decide(ctx, a.On, "unmute")
}

// Block blocks the author. The server also forgets the notifications that they caused.
func (m member) Block(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return m.decide(ctx, a.On, "block")
}

// Unblock lifts it.
func (m member) Unblock(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return m.decide(ctx, a.On, "unblock")
}

// newReport is the body of POST /api/v1/reports. It isn't forwarded to the author's own server.
type newReport struct {
	AccountID string   `json:"account_id"`
	StatusIDs []string `json:"status_ids"`
	Comment   string   `json:"comment"`
	Category  string   `json:"category"`
}

// Report tells the moderators of the account's server, in the action's words.
func (m member) Report(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	body := newReport{AccountID: a.On.Author.ID, StatusIDs: []string{a.On.Remote}, Comment: a.Text.String(), Category: "other"}
	_, err := m.client.SendJSON(ctx, http.MethodPost, "/api/v1/reports", body, nil)
	return connectors.Receipt{}, err
}

// decide changes what our account has decided about the author of a post.
func (m member) decide(ctx context.Context, on inbox.Post, what string) (connectors.Receipt, error) {
	if on.Author.ID == "" {
		return connectors.Receipt{}, &connectors.Trouble{Kind: connectors.Refused, Site: m.known().domain, Err: inbox.Reason("the server didn't say whose post that is")}
	}
	return connectors.Receipt{}, m.set(ctx, http.MethodPost, "/api/v1/accounts/"+url.PathEscape(on.Author.ID)+"/"+what)
}

// set brings something into a state. Doing it twice is doing it once.
func (m member) set(ctx context.Context, method, path string) error {
	_, err := m.client.Do(ctx, &connectors.Request{Method: method, Path: path, Idempotent: true})
	return err
}

func statusPath(on inbox.Post, action string) string {
	return "/api/v1/statuses/" + url.PathEscape(on.Remote) + action
}

// now is the receipt of an action that changed how a post stands.
func now(on inbox.Post, err error, change func(*inbox.Platform)) (connectors.Receipt, error) {
	if err != nil {
		return connectors.Receipt{}, err
	}
	p := inbox.Platform{Visibility: on.Visibility, Liked: on.Liked}
	change(&p)
	return connectors.Receipt{Now: &p}, nil
}
