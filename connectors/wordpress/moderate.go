package wordpress

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"net/url"
	"slices"

	"vigie/connectors"
	"vigie/inbox"
)

// standing is what has to be known of a comment before it is moderated. It is the one place where a visitor's IP address
// passes through, in memory, from the site and back: see move.
type standing struct {
	Status    string
	IP        string `json:"author_ip"`
	UserAgent string `json:"author_user_agent"`
}

// Hide takes a public comment back to those that wait for approval.
func (c *connector) Hide(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return c.move(ctx, a, "hold", "approved")
}

// Unhide makes a comment public, like Approve.
func (c *connector) Unhide(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return c.Approve(ctx, a)
}

// Approve makes a comment public, wherever it was.
func (c *connector) Approve(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return c.move(ctx, a, "approve", "hold", "spam", "trash")
}

// Spam marks a comment as spam.
func (c *connector) Spam(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return c.move(ctx, a, "spam", "approved", "hold", "trash")
}

// Unspam takes a comment out of the spam, to where it was before.
func (c *connector) Unspam(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return c.move(ctx, a, "unspam", "spam")
}

// Restore takes a comment out of the trash, to where it was before.
func (c *connector) Restore(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return c.move(ctx, a, "untrash", "trash")
}

// move changes the status of a comment, where it has one of those that the move starts from. The others need no move; and
// to repeat unspam or untrash would do harm, since core then holds the comment.
//
// Core writes the caller's IP address and user agent over the visitor's with every update (Trac 64248), so the visitor's are
// read first and sent back. Where there is no address, 0.0.0.0 (which is what core's anonymiser writes for none) is better than ours.
func (c *connector) move(ctx context.Context, a connectors.Action, to string, from ...string) (connectors.Receipt, error) {
	var now standing
	query := url.Values{"context": {"edit"}, "_fields": {"status,author_ip,author_user_agent"}}
	if _, err := c.ask(ctx, ask{route: route(a.On), query: query}, &now); err != nil {
		return connectors.Receipt{}, err
	}
	if !slices.Contains(from, now.Status) {
		return stands(a.On, now.Status), nil
	}
	change := map[string]string{"status": to, "author_ip": now.IP}
	if _, err := netip.ParseAddr(now.IP); err != nil {
		change["author_ip"] = netip.IPv4Unspecified().String()
	}
	if now.UserAgent != "" {
		change["author_user_agent"] = now.UserAgent
	}
	again := to != "unspam" && to != "untrash"
	_, err := c.ask(ctx, ask{method: http.MethodPost, route: route(a.On), query: url.Values{"_fields": {"status"}}, body: change, idempotent: again}, &now)
	if err != nil {
		return connectors.Receipt{}, err
	}
	return stands(a.On, now.Status), nil
}

// stands tells what the public sees of a post now.
func stands(on inbox.Post, status string) connectors.Receipt {
	return connectors.Receipt{Now: &inbox.Platform{Visibility: visibility(status), Liked: on.Liked}}
}

// Delete puts a comment in the trash, or deletes it for good where the site has no trash.
func (c *connector) Delete(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	resp, err := c.remove(ctx, a, false)
	if code(resp) == "rest_trash_not_supported" {
		c.mu.Lock()
		c.noTrash = true
		c.mu.Unlock()
		resp, err = c.remove(ctx, a, true)
	}
	if err != nil && !already(resp) {
		return connectors.Receipt{}, notTheAPI(err)
	}
	return stands(a.On, "trash"), nil
}

// already reports whether the failure of a deletion is that there is nothing left to delete.
func already(resp *connectors.Response) bool {
	return slices.Contains([]string{"rest_already_trashed", "rest_comment_invalid_id"}, code(resp))
}

// notTheAPI keeps a 404 that isn't about the comment from being taken for its deletion.
func notTheAPI(err error) error {
	if t, ok := errors.AsType[*connectors.Trouble](err); ok && t.Kind == connectors.Gone {
		t.Kind, t.Hint = connectors.Refused, "the site's REST API doesn't answer there any more: look at the channel's url"
	}
	return err
}

// remove calls DELETE by the name that WordPress has for it where a host lets only GET and POST through.
func (c *connector) remove(ctx context.Context, a connectors.Action, force bool) (*connectors.Response, error) {
	query := url.Values{"_method": {"DELETE"}, "_fields": {"id"}}
	if force {
		query.Set("force", "true")
	}
	var done struct{}
	return c.ask(ctx, ask{method: http.MethodPost, route: route(a.On), query: query, idempotent: true}, &done)
}
