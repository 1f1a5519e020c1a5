package wordpress

import (
	"fmt"
	"html"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/connectors/emulator"
)

func (s *Server) index(q *request) (any, *restError) {
	now := s.opts.Now().In(s.opts.Zone)
	_, offset := now.Zone()
	authentication := map[string]any{}
	if !s.opts.NoAppAuth {
		authentication["application-passwords"] = map[string]any{"endpoints": map[string]any{"authorization": q.base + "/wp-admin/authorize-application.php"}}
	}
	return map[string]any{
		"name": s.opts.Name, "description": "", "url": q.base, "home": q.base, "gmt_offset": float64(offset) / 3600,
		"timezone_string": s.opts.Zone.String(), "namespaces": []string{"oembed/1.0", "wp/v2"}, "authentication": authentication,
		"routes": map[string]any{}, "_links": map[string]any{"help": []any{map[string]any{"href": "https://developer.wordpress.org/rest-api/"}}},
	}, nil
}

// post finds an article by its id.
func (s *Server) post(id int) *Post {
	if i := id - firstPost; i >= 0 && i < len(s.opts.Posts) {
		return &s.opts.Posts[i]
	}
	return nil
}

func (s *Server) postURL(base string, id int) string {
	post := s.post(id)
	if post == nil || s.opts.Plain {
		return fmt.Sprintf("%s/?p=%d", base, id)
	}
	return base + "/" + slug(post.Title) + "/"
}

var notSlug = emulator.Pattern(`[^\p{L}\p{N}]+`)

func slug(title string) string {
	return url.PathEscape(strings.Trim(notSlug().ReplaceAllString(strings.ToLower(title), "-"), "-"))
}

func (s *Server) postView(q *request, id int) map[string]any {
	post := s.post(id)
	published := time.Date(2026, 1, 1, 8, 0, id, 0, time.UTC) // articles are older than what is said about them
	open := "open"
	if post.Closed {
		open = "closed"
	}
	v := map[string]any{
		"id": id, "date": published.In(s.opts.Zone).Format(dateLayout), "slug": slug(post.Title), "type": "post", "author": accountID,
		"link": s.postURL(q.base, id), "title": map[string]any{"rendered": html.EscapeString(post.Title)},
		"excerpt": map[string]any{"rendered": "", "protected": false}, "featured_media": 0,
		"_links": map[string]any{
			"self":       []any{map[string]any{"href": s.rest(q.base, "/wp/v2/posts/"+strconv.Itoa(id))}},
			"collection": []any{map[string]any{"href": s.rest(q.base, "/wp/v2/posts")}},
			"author":     []any{map[string]any{"embeddable": true, "href": s.rest(q.base, "/wp/v2/users/"+strconv.Itoa(accountID))}},
		},
	}
	if q.context() != "embed" {
		v["date_gmt"], v["status"], v["comment_status"] = published.Format(dateLayout), "publish", open
		v["content"] = map[string]any{"rendered": "", "protected": false}
	}
	return v
}

func (s *Server) readPost(q *request) (any, *restError) {
	if s.post(q.id) == nil {
		return nil, &restError{status: http.StatusNotFound, code: "rest_post_invalid_id", message: "Invalid post ID."}
	}
	return s.postView(q, q.id), nil
}

// listPosts lists the newest first.
func (s *Server) listPosts(q *request) (any, *restError) {
	w, failure := readWindow(q.params)
	if failure != nil {
		return nil, failure
	}
	include, failure := q.params.ids("include")
	if failure != nil {
		return nil, failure
	}
	var ids []int
	for id := firstPost + len(s.opts.Posts) - 1; id >= firstPost; id-- {
		if len(include) == 0 || slices.Contains(include, id) {
			ids = append(ids, id)
		}
	}
	if w.page > 1 && w.page > w.pages(len(ids)) {
		return nil, &restError{status: http.StatusBadRequest, code: "rest_post_invalid_page_number",
			message: "The page number requested is larger than the number of pages available."}
	}
	w.headers(len(ids), q, s.rest(q.base, "/wp/v2/posts"))
	views := []any{}
	for _, id := range cut(w, ids) {
		views = append(views, s.postView(q, id))
	}
	return views, nil
}

func (s *Server) readAccount(q *request) (any, *restError) {
	if !q.account {
		return nil, &restError{status: http.StatusUnauthorized, code: "rest_not_logged_in", message: "You are not currently logged in."}
	}
	q.id = accountID
	return s.readUser(q)
}

func (s *Server) readUser(q *request) (any, *restError) {
	if q.id != accountID {
		return nil, &restError{status: http.StatusNotFound, code: "rest_user_invalid_id", message: "Invalid user ID."}
	}
	email := s.opts.User + "@site.example"
	v := map[string]any{
		"id": accountID, "name": s.opts.Display, "url": "", "description": "", "slug": strings.ToLower(s.opts.User),
		"link": q.base + "/author/" + url.PathEscape(s.opts.User) + "/", "avatar_urls": avatars(email),
		"_links": map[string]any{
			"self":       []any{map[string]any{"href": s.rest(q.base, "/wp/v2/users/"+strconv.Itoa(accountID))}},
			"collection": []any{map[string]any{"href": s.rest(q.base, "/wp/v2/users")}},
		},
	}
	if q.context() == "edit" {
		if !q.account {
			return nil, q.denied("rest_user_cannot_view", "Sorry, you are not allowed to list users.")
		}
		v["username"], v["email"], v["roles"] = s.opts.User, email, []string{"editor"}
		v["registered_date"] = "2026-01-01T08:00:00+00:00"
		v["capabilities"] = map[string]bool{"moderate_comments": true, "edit_posts": true, "edit_others_posts": true, "unfiltered_html": true, "read": true, "editor": true}
	}
	return v, nil
}

// page is what the links of comments lead to: a post with its approved comments, or the front page.
func (s *Server) page(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "text/html; charset=UTF-8")
	base := siteURL(r)
	for i := range s.opts.Posts {
		id := firstPost + i
		if u, err := url.Parse(s.postURL(base, id)); err == nil && u.Path == r.URL.Path && (!s.opts.Plain || r.URL.Query().Get("p") == strconv.Itoa(id)) {
			s.writePost(w, id)
			return
		}
	}
	if r.URL.Path != "/" && r.URL.Path != "/index.php" {
		w.WriteHeader(http.StatusNotFound)
	}
	fmt.Fprintf(w, "<!DOCTYPE html>\n<title>%[1]s</title>\n<h1>%[1]s</h1>\n", html.EscapeString(s.opts.Name))
	for i, post := range s.opts.Posts {
		fmt.Fprintf(w, "<p><a href=\"%s\">%s</a></p>\n", html.EscapeString(s.postURL(base, firstPost+i)), html.EscapeString(post.Title))
	}
}

func (s *Server) writePost(w http.ResponseWriter, id int) {
	fmt.Fprintf(w, "<!DOCTYPE html>\n<title>%[1]s</title>\n<h1>%[1]s</h1>\n", html.EscapeString(s.post(id).Title))
	for _, c := range s.comments {
		if c.post == id && c.status == approved {
			fmt.Fprintf(w, "<article id=\"comment-%d\"><b>%s</b>\n%s</article>\n", c.id, html.EscapeString(c.name), rendered(c.content))
		}
	}
}
