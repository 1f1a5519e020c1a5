package wordpress

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// filter is what a list of comments is asked for.
type filter struct {
	status, kind, search, email string
	zone                        *time.Location
	after, before               time.Time
	include, exclude            []int
	posts, parents, notParents  []int
	authors, notAuthors         []int
	order, orderBy              string
}

// readFilter checks the parameters in core's way: the first bad one is refused.
func (s *Server) readFilter(q *request) (f filter, failure *restError) {
	check := func(err *restError) {
		if failure == nil {
			failure = err
		}
	}
	p := q.params
	var err *restError
	for _, date := range []struct {
		name string
		to   *time.Time
	}{{"after", &f.after}, {"before", &f.before}} {
		*date.to, err = p.date(date.name, s.opts.Zone)
		check(err)
	}
	for _, list := range []struct {
		name string
		to   *[]int
	}{
		{"include", &f.include}, {"exclude", &f.exclude}, {"post", &f.posts}, {"parent", &f.parents},
		{"parent_exclude", &f.notParents}, {"author", &f.authors}, {"author_exclude", &f.notAuthors},
	} {
		*list.to, err = p.ids(list.name)
		check(err)
	}
	f.order, err = p.oneOf("order", "desc", "asc", "desc")
	check(err)
	f.orderBy, err = p.oneOf("orderby", "date_gmt", "date", "date_gmt", "id", "include", "post", "parent", "type")
	check(err)
	f.status, f.kind = "approve", "comment"
	if p.has("status") {
		f.status = p.key("status")
	}
	if p.has("type") {
		f.kind = p.key("type")
	}
	f.zone = s.opts.Zone
	f.search, f.email = strings.ToLower(p.text("search")), p.text("author_email")
	return f, failure
}

// protected are the parameters that a stranger may not use.
func (f filter) protected() (names []string) {
	if len(f.authors) > 0 {
		names = append(names, "author")
	}
	if len(f.notAuthors) > 0 {
		names = append(names, "author_exclude")
	}
	if f.email != "" {
		names = append(names, "author_email")
	}
	if f.kind != "comment" {
		names = append(names, "type")
	}
	if f.status != "approve" {
		names = append(names, "status")
	}
	return names
}

func (f filter) matches(c *comment) bool {
	in := func(list []int, n int) bool { return len(list) == 0 || slices.Contains(list, n) }
	return f.wantsStatus(c.status) && (f.kind == "comment" || f.kind == "all" || f.kind == "") &&
		in(f.include, c.id) && !slices.Contains(f.exclude, c.id) &&
		in(f.posts, c.post) && in(f.parents, c.parent) && !slices.Contains(f.notParents, c.parent) &&
		in(f.authors, c.user) && !slices.Contains(f.notAuthors, c.user) &&
		(f.email == "" || strings.EqualFold(f.email, c.email)) &&
		(f.after.IsZero() || f.clock(c.when).After(f.clock(f.after))) && (f.before.IsZero() || f.clock(c.when).Before(f.clock(f.before))) &&
		(f.search == "" || strings.Contains(strings.ToLower(strings.Join([]string{c.name, c.email, c.url, c.ip, c.content}, "\n")), f.search))
}

// clock is what the site's clock showed. Core compares that, also with a date that has an offset: in autumn an hour comes
// twice, so that what is later may count as earlier.
func (f filter) clock(t time.Time) time.Time {
	_, offset := t.In(f.zone).Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

// wantsStatus: all is approved and held, any is everything, a word that core doesn't know is nothing.
func (f filter) wantsStatus(status string) bool {
	switch f.status {
	case "any":
		return true
	case "all", "":
		return status == approved || status == held
	case "approve":
		return status == approved
	}
	return f.status == status && f.status != approved
}

// compare orders comments as asked; ties by id, newest first unless the order is an ascending date.
func (f filter) compare(a, b *comment) int {
	sign := -1
	if f.order == "asc" {
		sign = 1
	}
	switch f.orderBy {
	case "date", "date_gmt":
		return sign * cmp.Or(a.when.Compare(b.when), cmp.Compare(a.id, b.id))
	case "id":
		return sign * cmp.Compare(a.id, b.id)
	case "include":
		return cmp.Compare(slices.Index(f.include, a.id), slices.Index(f.include, b.id))
	case "post":
		return cmp.Or(sign*cmp.Compare(a.post, b.post), cmp.Compare(b.id, a.id))
	case "parent":
		return cmp.Or(sign*cmp.Compare(a.parent, b.parent), cmp.Compare(b.id, a.id))
	}
	return cmp.Compare(b.id, a.id)
}

func (s *Server) listComments(q *request) (any, *restError) {
	f, failure := s.readFilter(q)
	if failure != nil {
		return nil, failure
	}
	window, failure := readWindow(q.params)
	if failure != nil {
		return nil, failure
	}
	if failure := q.readContext(); failure != nil {
		return nil, failure
	}
	if names := f.protected(); !q.account && len(names) > 0 {
		return nil, q.denied("rest_forbidden_param", "Query parameter not permitted: "+strings.Join(names, ", "))
	}
	var found []*comment
	for _, c := range s.comments {
		if f.matches(c) {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, f.compare)

	window.headers(len(found), q, s.rest(q.base, "/wp/v2/comments"))
	views := []any{}
	for _, c := range cut(window, found) {
		views = append(views, s.view(q, c))
	}
	return views, nil
}

// window is the part of a list that is asked for.
type window struct{ page, size, offset int }

func readWindow(p params) (w window, failure *restError) {
	if w.page, failure = p.whole("page", 1); failure != nil {
		return w, failure
	}
	if w.page < 1 {
		return w, invalid("page", "rest_out_of_bounds", "page must be greater than or equal to 1")
	}
	if w.size, failure = p.whole("per_page", 10); failure != nil {
		return w, failure
	}
	if w.size < 1 || w.size > 100 {
		return w, invalid("per_page", "rest_out_of_bounds", "per_page must be between 1 (inclusive) and 100 (inclusive)")
	}
	w.offset, failure = p.whole("offset", 0)
	if w.offset = max(w.offset, -w.offset); w.offset == 0 {
		w.offset = (w.page - 1) * w.size
	}
	return w, failure
}

func (w window) pages(total int) int { return (total + w.size - 1) / w.size }

// cut is the part of the list. Beyond the end of a list of comments it is empty and no error, unlike a list of posts.
func cut[T any](w window, list []T) []T {
	from := min(w.offset, len(list))
	return list[from:min(from+w.size, len(list))]
}

// headers tells about the whole list.
func (w window) headers(total int, q *request, address string) {
	if q.embedded {
		return
	}
	pages := w.pages(total)
	q.header.Set("X-WP-Total", strconv.Itoa(total))
	q.header.Set("X-WP-TotalPages", strconv.Itoa(pages))
	link := func(page int, rel string) {
		query := q.URL.Query()
		query.Del("rest_route")
		query.Set("page", strconv.Itoa(page))
		q.header.Add("Link", fmt.Sprintf("<%s>; rel=%q", withQuery(address, query), rel))
	}
	if w.page > 1 {
		link(min(w.page-1, max(pages, 1)), "prev")
	}
	if pages > w.page {
		link(w.page+1, "next")
	}
}

// withQuery adds to an address that may have a query already, as all do with plain permalinks.
func withQuery(address string, query url.Values) string {
	if strings.Contains(address, "?") {
		return address + "&" + query.Encode()
	}
	return address + "?" + query.Encode()
}

// readContext checks the context parameter: edit shows what only moderators may see.
func (q *request) readContext() *restError {
	context, failure := q.params.oneOf("context", "view", "view", "embed", "edit")
	if failure != nil {
		return failure
	}
	if context == "edit" && !q.account {
		return q.denied("rest_forbidden_context", "Sorry, you are not allowed to edit comments.")
	}
	return nil
}

func (q *request) context() string {
	if context := q.params.text("context"); context != "" {
		return context
	}
	return "view"
}

func (s *Server) readComment(q *request) (any, *restError) {
	if _, failure := q.params.oneOf("context", "view", "view", "embed", "edit"); failure != nil {
		return nil, failure
	}
	c := s.find(q.id)
	if c == nil {
		return nil, noComment()
	}
	if failure := q.readContext(); failure != nil {
		return nil, failure
	}
	if c.status != approved && !q.account {
		return nil, q.denied("rest_cannot_read", "Sorry, you are not allowed to read this comment.")
	}
	return s.view(q, c), nil
}

func noComment() *restError {
	return &restError{status: http.StatusNotFound, code: "rest_comment_invalid_id", message: "Invalid comment ID."}
}
