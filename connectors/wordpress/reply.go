package wordpress

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// maxContent is what the column of the content takes, in bytes (wp_get_comment_fields_max_lengths).
const maxContent = 65525

// flood is how long core lets a visitor wait between two comments.
const flood = 15 * time.Second

// markup escapes what would be HTML, since an editor may write any. WordPress makes the paragraphs.
var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// Limit counts the bytes that are stored.
func (c *connector) Limit(_ inbox.Post, text string) (length, most int) {
	return len(markup.Replace(text)), maxContent
}

// Reply answers a comment. WordPress refuses the same words of the same author in the same place: then they are there.
func (c *connector) Reply(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	who, err := c.whoami(ctx)
	if err != nil {
		return connectors.Receipt{}, err
	}
	// Core takes an answer to a comment that is gone, and shows it as if it answered nothing.
	var parent struct{ Post int64 }
	if _, err := c.ask(ctx, ask{route: route(a.On), query: url.Values{"_fields": {"post"}}}, &parent); err != nil {
		return connectors.Receipt{}, err
	}
	body := map[string]any{"post": parent.Post, "parent": number(a.On.Remote), "content": markup.Replace(a.Text.String())}
	if who.moderates {
		body["status"] = "approve"
	}
	var made comment
	resp, err := c.ask(ctx, ask{method: http.MethodPost, route: "/wp/v2/comments", query: url.Values{"_fields": {fields}}, body: body}, &made)
	if err == nil {
		if err := made.check(); err != nil {
			return connectors.Receipt{}, &connectors.Trouble{Kind: connectors.Malformed, Site: c.site.Host, Err: err, Unsure: true}
		}
		return who.receipt(made, a.On), nil
	}
	if code(resp) == "comment_duplicate" {
		if found, _, lost := c.findDuplicate(ctx, a); lost == nil && found != nil {
			return *found, nil
		}
	}
	return connectors.Receipt{}, judge(resp, err)
}

// route is where the API has a comment.
func route(on inbox.Post) string { return "/wp/v2/comments/" + remote(number(on.Remote)) }

// judge tells apart the refusals that share a status.
func judge(resp *connectors.Response, err error) error {
	t, ok := errors.AsType[*connectors.Trouble](err)
	if !ok {
		return err
	}
	switch code(resp) {
	case "comment_flood":
		t.Kind, t.After = connectors.Temporary, flood
	case "rest_comment_closed", "rest_comment_draft_post", "rest_comment_trash_post", "rest_comment_invalid_post_id", "rest_cannot_read_post":
		t.Kind, t.Hint = connectors.Refused, "nobody can comment on that article; see its settings there"
	}
	return err
}

// receipt is our own reply, with what it shares with the comment that it answers.
func (a account) receipt(made comment, on inbox.Post) connectors.Receipt {
	p := made.toPost()
	p.Parent, p.Thread, p.Title, p.Ours = on.Remote, on.Thread, on.Title, true
	if on.Ours {
		p.Kind = inbox.Reply
	}
	return connectors.Receipt{Remote: p.Remote, Post: &p}
}

// Amend changes the words of a comment of ours.
func (c *connector) Amend(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	who, err := c.whoami(ctx)
	if err != nil {
		return connectors.Receipt{}, err
	}
	var now comment
	body := map[string]any{"content": markup.Replace(a.Text.String())}
	resp, err := c.ask(ctx, ask{method: http.MethodPost, route: route(a.On), query: url.Values{"_fields": {fields}}, body: body, idempotent: true}, &now)
	if err != nil {
		return connectors.Receipt{}, judge(resp, err)
	}
	if err := now.check(); err != nil {
		return connectors.Receipt{}, &connectors.Trouble{Kind: connectors.Malformed, Site: c.site.Host, Err: err}
	}
	receipt := who.receipt(now, a.On)
	receipt.Remote, receipt.Post.Parent, receipt.Post.Kind = "", a.On.Parent, a.On.Kind // it answers what it answered
	return receipt, nil
}

// Retract puts a reply of ours in the trash.
func (c *connector) Retract(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return c.Delete(ctx, a)
}
