package mastodon

import (
	"context"
	"net/url"

	"vigie/connectors"
	"vigie/inbox"
)

// relationship is how our account stands to another, as GET /api/v1/accounts/relationships tells it to a token that may read
// follows (https://docs.joinmastodon.org/entities/Relationship/).
type relationship struct {
	ID        id   `json:"id"`
	Blocking  bool `json:"blocking"`
	BlockedBy bool `json:"blocked_by"`
	Muting    bool `json:"muting"`
}

// Standing asks whether we block or mute the author of a post, or they us.
func (m member) Standing(ctx context.Context, on inbox.Post) (inbox.Standing, error) {
	var told []relationship
	if _, err := m.client.GetJSON(ctx, "/api/v1/accounts/relationships", url.Values{"id[]": {on.Author.ID}}, &told); err != nil {
		return inbox.Standing{}, err
	}
	for _, r := range told {
		if string(r.ID) == on.Author.ID && on.Author.ID != "" {
			return inbox.Standing{Blocked: r.Blocking, Silenced: r.Muting, BlocksUs: r.BlockedBy}, nil
		}
	}
	return inbox.Standing{}, &connectors.Trouble{Kind: connectors.Gone, Site: m.known().domain, Err: inbox.Reason("the server doesn't know the author any more")}
}
