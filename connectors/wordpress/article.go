package wordpress

import (
	"context"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strconv"

	"vigie/connectors"
	"vigie/inbox"
)

// maxTitles bounds the titles that are kept in memory.
const maxTitles = 1000

// article is what a comment stands below: a post, a page, or what a plugin adds, each kind at a route of its own.
type article struct {
	route string
	id    int64
}

// articleRoute is the end of the address of an article in the API, with either kind of permalinks.
var articleRoute = regexp.MustCompile(`(/wp/v2/[\w-]+)/\d+$`)

// article finds what the comment stands below; a post unless its links tell better.
func (c comment) article() article {
	if match := articleRoute.FindStringSubmatch(string(c.Up)); match != nil {
		return article{match[1], c.Post}
	}
	return article{"/wp/v2/posts", c.Post}
}

// articleTitles are the titles of what the comments stand below, a request per kind for those that are not known. A title is
// worth a try and no more: those that don't come are empty, and bad says why.
func (c *connector) articleTitles(ctx context.Context, comments []comment) (titles map[article]inbox.Text, bad []error) {
	titles = map[article]inbox.Text{}
	wanted := map[string][]int64{}
	c.mu.Lock()
	for _, one := range comments {
		a := one.article()
		title, known := c.titles[a]
		if !known && a.id > 0 && !slices.Contains(wanted[a.route], a.id) {
			wanted[a.route] = append(wanted[a.route], a.id)
		}
		titles[a] = title
	}
	c.mu.Unlock()
	for route, ids := range wanted {
		for chunk := range slices.Chunk(ids, connectors.MaxBatch) {
			found, err := c.askTitles(ctx, route, chunk)
			if err != nil {
				bad = append(bad, inbox.Errorf("the titles of %s: %w", route, err))
				continue
			}
			for _, id := range chunk {
				a := article{route, id}
				titles[a] = found[id]
				c.keepTitle(a, found[id])
			}
		}
	}
	return titles, bad
}

func (c *connector) askTitles(ctx context.Context, route string, ids []int64) (map[int64]inbox.Text, error) {
	var items []json.RawMessage
	query := url.Values{"include": {join(ids)}, "per_page": {strconv.Itoa(len(ids))}, "_fields": {"id,title"}}
	if _, err := c.ask(ctx, ask{route: route, query: query}, &items); err != nil {
		return nil, err
	}
	titles := map[int64]inbox.Text{}
	for _, item := range items {
		var one struct {
			ID    int64
			Title struct{ Rendered string }
		}
		if json.Unmarshal(item, &one) == nil { // else it has no title
			titles[one.ID] = inbox.CleanLine(inbox.FromHTML(one.Title.Rendered).String())
		}
	}
	return titles, nil
}

func (c *connector) keepTitle(a article, title inbox.Text) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.titles) >= maxTitles {
		clear(c.titles)
	}
	c.titles[a] = title
}
