package wordpress

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

const (
	skew        = 15 * time.Minute // how far the site's clock may be behind ours
	maxChildren = 1000             // answers to one comment that are looked through
)

// Find looks for our reply among the answers to the comment. It is sure where it saw every answer, held ones too.
func (c *connector) Find(ctx context.Context, a connectors.Action, known func(remote string) bool) (*connectors.Receipt, bool, error) {
	return c.findAnswer(ctx, a, func(one comment) bool {
		return !one.posted.Before(a.First.Add(-skew)) && !known(remote(one.ID))
	})
}

// findDuplicate looks for the answer because of which WordPress refused the same words again; what is in the trash is none.
func (c *connector) findDuplicate(ctx context.Context, a connectors.Action) (*connectors.Receipt, bool, error) {
	return c.findAnswer(ctx, a, func(one comment) bool { return visibility(one.Status) != inbox.Deleted })
}

// findAnswer looks for the newest comment of ours with these words, out of those that may be the one.
func (c *connector) findAnswer(ctx context.Context, a connectors.Action, may func(comment) bool) (found *connectors.Receipt, sure bool, err error) {
	who, err := c.whoami(ctx)
	if err != nil {
		return nil, false, err
	}
	children, err := c.listAll(ctx, who, url.Values{"parent": {a.On.Remote}, "order": {"desc"}, "orderby": {"date_gmt"}}, maxChildren)
	if err != nil {
		return nil, false, err
	}
	for _, one := range children.comments {
		if who.owns(one) && may(one) && sameWords(one.text().String(), a.Text.String()) {
			receipt := who.receipt(one, a.On)
			return &receipt, true, nil
		}
	}
	return nil, who.moderates && children.covers(), nil
}

// sameWords compares texts whose white space a platform may have changed.
func sameWords(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }
