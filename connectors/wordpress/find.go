package wordpress

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"vigie/connectors"
)

const (
	skew        = 15 * time.Minute // how far the site's clock may be behind ours
	maxChildren = 1000             // answers to one comment that are looked through
)

// Find looks for our reply among the answers to the comment. It is sure where it saw every answer, held ones too.
func (c *connector) Find(ctx context.Context, a connectors.Action, known func(remote string) bool) (*connectors.Receipt, bool, error) {
	who, err := c.whoami(ctx)
	if err != nil {
		return nil, false, err
	}
	children, err := c.listAll(ctx, who, url.Values{"parent": {a.On.Remote}, "order": {"desc"}, "orderby": {"date_gmt"}}, maxChildren)
	if err != nil {
		return nil, false, err
	}
	for _, one := range children.comments {
		if who.owns(one) && !one.posted.Before(a.First.Add(-skew)) && !known(remote(one.ID)) && sameWords(one.text().String(), a.Text.String()) {
			receipt := who.receipt(one, a.On)
			return &receipt, true, nil
		}
	}
	return nil, who.moderates && children.covers(), nil
}

// sameWords compares texts whose white space a platform may have changed.
func sameWords(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }
