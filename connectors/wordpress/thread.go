package wordpress

import (
	"cmp"
	"context"
	"net/url"
	"slices"

	"vigie/connectors"
	"vigie/inbox"
)

const (
	deepest   = 16   // levels of answers that are followed to their root; WordPress's own screens make at most 10
	maxThread = 1000 // comments of a thread that are read
)

// family is comments by id, and the ids that the site doesn't show.
type family struct {
	known   map[int64]comment
	missing map[int64]bool
}

// parents reads the comments above these, as far as their roots.
func (c *connector) parents(ctx context.Context, who account, comments []comment) (family, error) {
	f := family{known: map[int64]comment{}, missing: map[int64]bool{}}
	for _, one := range comments {
		f.known[one.ID] = one
	}
	for range deepest {
		wanted := f.wanted()
		if len(wanted) == 0 {
			break
		}
		p, _, err := c.byID(ctx, who, wanted)
		if err != nil {
			return family{}, err
		}
		for _, id := range wanted {
			f.missing[id] = true
		}
		for _, one := range p.comments {
			f.known[one.ID] = one
			delete(f.missing, one.ID)
		}
	}
	return f, nil
}

// wanted are the parents that were not asked for yet.
func (f family) wanted() []int64 {
	var ids []int64
	for _, one := range f.known {
		if _, known := f.known[one.Parent]; one.Parent != 0 && !known && !f.missing[one.Parent] {
			ids = append(ids, one.Parent)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// root is the first comment of the thread in which one hangs. A parent that the site doesn't show counts as one, so that
// all that hangs from it stays together. The API lets parents go in a circle; the walk ends where it began.
func (f family) root(one comment) int64 {
	seen := map[int64]bool{}
	for one.Parent != 0 && !seen[one.ID] {
		seen[one.ID] = true
		parent, known := f.known[one.Parent]
		if !known {
			return one.Parent
		}
		one = parent
	}
	return one.ID
}

// posts maps comments, with what their surroundings tell: thread, title, kind. bad says what of that could not be read.
func (c *connector) posts(ctx context.Context, who account, comments []comment) (posts []inbox.Post, bad []error, err error) {
	if len(comments) == 0 {
		return nil, nil, nil
	}
	f, err := c.parents(ctx, who, comments)
	if err != nil {
		return nil, nil, err
	}
	titles, bad := c.articleTitles(ctx, comments)
	if ctx.Err() != nil {
		return nil, nil, context.Cause(ctx)
	}
	for _, one := range comments {
		p := one.toPost()
		p.Thread = remote(f.root(one))
		p.Title = titles[one.article()]
		p.Ours = who.owns(one)
		if parent, known := f.known[one.Parent]; known && who.owns(parent) {
			p.Kind = inbox.Reply
		}
		posts = append(posts, p)
	}
	return posts, bad, nil
}

func (a account) owns(c comment) bool { return a.id != 0 && c.Author == a.id }

// Thread brings the thread in which a post hangs, level by level from its root.
func (c *connector) Thread(ctx context.Context, post inbox.Post) ([]inbox.Post, error) {
	who, err := c.whoami(ctx)
	if err != nil {
		return nil, err
	}
	start, _, err := c.byID(ctx, who, []int64{number(post.Remote)})
	if err != nil {
		return nil, err
	}
	f, err := c.parents(ctx, who, start.comments)
	if err != nil {
		return nil, err
	}
	root := number(post.Thread)
	if len(start.comments) > 0 {
		root = f.root(start.comments[0])
	}
	comments, err := c.below(ctx, who, root)
	if err != nil {
		return nil, err
	}
	posts, _, err := c.posts(ctx, who, comments)
	return posts, err
}

// below reads a comment and all that hangs from it, oldest first.
func (c *connector) below(ctx context.Context, who account, root int64) ([]comment, error) {
	p, _, err := c.byID(ctx, who, []int64{root})
	if err != nil {
		return nil, err
	}
	thread, seen := p.comments, map[int64]bool{root: true}
	for level := []int64{root}; len(level) > 0 && len(thread) < maxThread; {
		var next []int64
		for chunk := range slices.Chunk(level, connectors.MaxBatch) {
			p, err := c.listAll(ctx, who, url.Values{"parent": {join(chunk)}, "order": {"asc"}}, maxThread)
			if err != nil {
				return nil, err
			}
			for _, one := range p.comments {
				if !seen[one.ID] {
					seen[one.ID] = true
					next, thread = append(next, one.ID), append(thread, one)
				}
			}
		}
		level = next
	}
	slices.SortFunc(thread, func(a, b comment) int { return cmp.Or(a.posted.Compare(b.posted), cmp.Compare(a.ID, b.ID)) })
	return thread, nil
}
