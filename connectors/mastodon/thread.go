package mastodon

import (
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"slices"

	"vigie/inbox"
)

// surroundings are the posts above and below a status, as a token may see them: up to 4096 on either side, without a token
// 40 above and 60 below.
type surroundings struct {
	Ancestors   []json.RawMessage `json:"ancestors"` // the root first
	Descendants []json.RawMessage `json:"descendants"`
}

func (r *reader) context(ctx context.Context, remote string) (surroundings, error) {
	var around surroundings
	_, err := r.client.GetJSON(ctx, "/api/v1/statuses/"+url.PathEscape(remote)+"/context", nil, &around)
	return around, err
}

// root is the id of the topmost post that can be seen above a status, its own where there is none.
func (c surroundings) root(of string) string {
	for _, raw := range c.Ancestors {
		if st, err := parseStatus(raw); err == nil {
			return string(st.ID)
		}
	}
	return of
}

// Thread brings all that hangs under the same root as a post, the branches beside it included. Here the root is known: it is
// every post's Thread.
func (r *reader) Thread(ctx context.Context, post inbox.Post) ([]inbox.Post, error) {
	s, err := r.server(ctx)
	if err != nil {
		return nil, err
	}
	around, err := r.context(ctx, post.Remote)
	if err != nil {
		return nil, err
	}
	raw := slices.Concat(around.Ancestors, around.Descendants)
	root := around.root(post.Remote)
	if root != post.Remote {
		whole, err := r.context(ctx, root)
		if err != nil {
			return nil, err
		}
		raw = append(raw, whole.Descendants...)
	}
	posts, seen := []inbox.Post{post}, map[string]int{post.Remote: 0}
	for _, one := range raw {
		st, err := parseStatus(one)
		if err != nil {
			continue // one that can't be read leaves a gap, as one that can't be seen does
		}
		p := s.post(st, inbox.Text{})
		if i, known := seen[p.Remote]; known {
			p.Kind, p.Found = posts[i].Kind, posts[i].Found
			posts[i] = p
			continue
		}
		if p.Kind == inbox.Match {
			p.Kind = inbox.Comment
		}
		seen[p.Remote] = len(posts)
		posts = append(posts, p)
	}
	for i := range posts {
		posts[i].Thread = root
	}
	slices.SortStableFunc(posts, older)
	return posts, nil
}

func older(a, b inbox.Post) int {
	return cmp.Or(a.Posted.Compare(b.Posted), compare(a.Remote, b.Remote))
}

// arrange puts posts in the order of their dates, and each in the thread of what it answers, as far as that is among them. So
// of a conversation that comes in one batch all have one thread; where its beginning isn't there, that is the first post that
// something in it answers. The desk, which knows more posts, and Thread join what came apart.
func arrange(posts []inbox.Post) {
	slices.SortStableFunc(posts, older)
	parents := map[string]string{}
	for _, p := range posts {
		parents[p.Remote] = p.Parent
	}
	for i, p := range posts {
		if p.Thread != p.Parent {
			continue // a root, or one whose root is known
		}
		root := p.Parent
		for range posts { // a stranger's server may tell of a ring
			above, known := parents[root]
			if !known || above == "" || above == p.Remote {
				break
			}
			root = above
		}
		posts[i].Thread = root
	}
}
