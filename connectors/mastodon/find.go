package mastodon

import (
	"context"
	"strings"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// Finding a reply whose answer was lost.
const (
	skew       = 2 * time.Minute // how far the server's clock may be from ours
	mostToFind = 5               // pages that are looked through
)

// Find looks through what our account wrote since the first attempt for an answer to the same post with the same text. It
// can't tell where another answer of ours to that post is there that it doesn't know: the server may have rewritten the text.
func (m member) Find(ctx context.Context, a connectors.Action, known func(remote string) bool) (*connectors.Receipt, bool, error) {
	s, err := m.server(ctx)
	if err != nil {
		return nil, false, err
	}
	from, before, sure := a.First.Add(-skew), "", true
	for range mostToFind {
		page, err := m.own(ctx, before)
		if err != nil || len(page) == 0 {
			return nil, sure && err == nil, err
		}
		for _, raw := range page {
			st, err := parseStatus(raw)
			if err != nil {
				sure = false
				continue
			}
			if date(st.CreatedAt).Before(from) {
				return nil, sure, nil
			}
			if string(st.InReplyToID) != a.On.Remote || known(string(st.ID)) {
				continue
			}
			if spoken(inbox.FromHTML(st.Content)) == spoken(a.Text) {
				receipt := s.receipt(st, a.On)
				return &receipt, true, nil
			}
			sure = false
		}
		if before = nameOf(page[len(page)-1]); before == "" {
			return nil, false, nil
		}
	}
	return nil, false, nil
}

// spoken is a text as it comes back from a server: mentions lose their host, white space folds.
func spoken(t inbox.Text) string {
	return strings.Join(strings.Fields(withoutHosts(t.String())), " ")
}
