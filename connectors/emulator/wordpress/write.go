package wordpress

import (
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxContent is what the column of the content holds, less core's margin, in bytes.
const maxContent = 65525

// change is what a create or update asks for, its parameters checked.
type change struct {
	content   string
	sent      bool // whether content was
	post      int
	parent    int
	date      time.Time
	authorIP  string
	authorID  int
	hasAuthor bool
}

func (s *Server) readChange(p params) (c change, failure *restError) {
	for _, number := range []struct {
		name string
		to   *int
	}{{"post", &c.post}, {"parent", &c.parent}, {"author", &c.authorID}} {
		if *number.to, failure = p.whole(number.name, 0); failure != nil {
			return c, failure
		}
	}
	c.hasAuthor = p.has("author")
	if c.authorIP, failure = p.address("author_ip"); failure != nil {
		return c, failure
	}
	if c.date, failure = p.date("date", s.opts.Zone); failure != nil {
		return c, failure
	}
	if c.date.IsZero() {
		if c.date, failure = p.date("date_gmt", time.UTC); failure != nil {
			return c, failure
		}
	}
	c.content, c.sent = p.content()
	return c, nil
}

// sender writes to the comment where it came from. Core does so on every update too, so that approving a comment
// without sending author_ip and author_user_agent back replaces the visitor's with the moderator's.
func (c *comment) sender(q *request, ch change) {
	if c.ip = ch.authorIP; c.ip == "" {
		c.ip = q.remote()
	}
	if agent := q.params.text("author_user_agent"); agent != "" {
		c.agent = agent
	} else if q.UserAgent() != "" {
		c.agent = q.UserAgent()
	}
}

func (s *Server) createComment(q *request) (any, *restError) {
	ch, failure := s.readChange(q.params)
	if failure != nil {
		return nil, failure
	}
	if failure := s.mayCreate(q, ch); failure != nil {
		return nil, failure
	}
	c := &comment{post: ch.post, parent: ch.parent, content: ch.content, when: ch.date}
	c.sender(q, ch)
	if failure := s.author(q, c, ch); failure != nil {
		return nil, failure
	}
	if len(c.content) > maxContent {
		return nil, tooLong()
	}
	if s.duplicate(c) {
		return nil, &restError{status: http.StatusConflict, code: "comment_duplicate",
			message: "Duplicate comment detected; it looks as though you&#8217;ve already said that!"}
	}
	c.status = held
	if c.user != 0 || s.trusts(c) {
		c.status = approved
	}
	s.add(c)
	if q.params.has("status") {
		c.move(q.params.key("status"))
	}
	if c.parent == 0 {
		s.Record("post", strconv.Itoa(c.id), "", html.UnescapeString(c.content))
	} else {
		s.Record("reply", strconv.Itoa(c.id), strconv.Itoa(c.parent), html.UnescapeString(c.content))
	}

	q.params["context"] = "edit"
	q.status = http.StatusCreated
	q.header.Set("Location", s.rest(q.base, "/wp/v2/comments/"+strconv.Itoa(c.id)))
	return s.view(q, c), nil
}

// mayCreate makes core's checks in core's order. Core doesn't check the parent: it may be gone, or below another post.
func (s *Server) mayCreate(q *request, ch change) *restError {
	refuse := func(status int, code, message string) *restError {
		return &restError{status: status, code: code, message: message}
	}
	post := s.post(ch.post)
	switch {
	case !q.account:
		return refuse(http.StatusUnauthorized, "rest_comment_login_required", "Sorry, you must be logged in to comment.")
	case post == nil:
		return refuse(http.StatusForbidden, "rest_comment_invalid_post_id", "Sorry, you are not allowed to create this comment without a post.")
	case post.Closed:
		return refuse(http.StatusForbidden, "rest_comment_closed", "Sorry, comments are closed for this item.")
	case q.params.has("type") && q.params.text("type") != "comment":
		return refuse(http.StatusBadRequest, "rest_invalid_comment_type", "Cannot create a comment with that type.")
	case ch.content == "":
		return emptyContent()
	}
	return nil
}

// author takes the comment's author from the parameters, else from the credentials.
func (s *Server) author(q *request, c *comment, ch change) *restError {
	if ch.hasAuthor {
		if ch.authorID != accountID {
			return &restError{status: http.StatusBadRequest, code: "rest_comment_author_invalid", message: "Invalid comment author ID."}
		}
		s.sign(c)
	}
	for name, to := range map[string]*string{"author_name": &c.name, "author_email": &c.email, "author_url": &c.url} {
		if q.params.has(name) {
			*to = q.params.text(name)
		}
	}
	if c.user == 0 && c.name == "" && c.email == "" && c.url == "" {
		s.sign(c)
	}
	if c.name == "" || c.email == "" {
		return &restError{status: http.StatusBadRequest, code: "rest_comment_author_data_required",
			message: "Creating a comment requires valid author name and email values."}
	}
	return nil
}

// duplicate finds the same text by the same author in the same place. Core's database compares without regard to case
// (and accents, which this doesn't): "Merci" after "merci" is refused.
func (s *Server) duplicate(c *comment) bool {
	for _, o := range s.comments {
		if o.post == c.post && o.parent == c.parent && o.status != trashed && strings.EqualFold(o.name, c.name) &&
			strings.EqualFold(o.email, c.email) && strings.EqualFold(o.content, c.content) {
			return true
		}
	}
	return false
}

// trusts tells whether the author has an approved comment already.
func (s *Server) trusts(c *comment) bool {
	for _, o := range s.comments {
		if o.status == approved && o.name == c.name && o.email == c.email {
			return true
		}
	}
	return false
}

func (s *Server) updateComment(q *request) (any, *restError) {
	ch, failure := s.readChange(q.params)
	if failure != nil {
		return nil, failure
	}
	c := s.find(q.id)
	if c == nil {
		return nil, noComment()
	}
	if !q.account {
		return nil, q.denied("rest_cannot_edit", "Sorry, you are not allowed to edit this comment.")
	}
	switch {
	case ch.sent && ch.content == "":
		return nil, emptyContent()
	case len(ch.content) > maxContent:
		return nil, tooLong()
	case ch.post != 0 && s.post(ch.post) == nil:
		return nil, &restError{status: http.StatusForbidden, code: "rest_comment_invalid_post_id", message: "Invalid post ID."}
	}
	s.apply(q, c, ch)
	if q.params.has("status") {
		if failure := s.setStatus(c, q.params.key("status")); failure != nil {
			return nil, failure
		}
	}
	q.params["context"] = "edit"
	return s.view(q, c), nil
}

// apply writes all of an update but its status. Core filters a visitor's text anew on every update, even of the status alone: what an
// editor or an import had put there unescaped changes.
func (s *Server) apply(q *request, c *comment, ch change) {
	c.sender(q, ch)
	if ch.sent && ch.content != c.content {
		c.content = ch.content
		s.Record("edit", "", strconv.Itoa(c.id), html.UnescapeString(c.content))
	}
	if c.user == 0 {
		c.content = escapeStray(c.content)
	}
	if ch.post != 0 {
		c.post = ch.post
	}
	if q.params.has("parent") {
		c.parent = ch.parent
	}
	if !ch.date.IsZero() {
		c.when = ch.date.UTC()
	}
	for name, to := range map[string]*string{"author_name": &c.name, "author_email": &c.email, "author_url": &c.url} {
		if q.params.has(name) {
			*to = q.params.text(name)
		}
	}
}

// setStatus moves the comment. Without a trash core deletes what is to be trashed, and then fails to show it.
func (s *Server) setStatus(c *comment, word string) *restError {
	id := strconv.Itoa(c.id)
	if word == trashed && s.opts.NoTrash {
		s.remove(c.id)
		s.Record("delete", "", id, "")
		return &restError{status: http.StatusInternalServerError, code: "internal_server_error", message: "<p>There has been a critical error on this website.</p>"}
	}
	if c.move(word) {
		s.Record(effect(word), "", id, "")
	}
	return nil
}

func (s *Server) deleteComment(q *request) (any, *restError) {
	c := s.find(q.id)
	if c == nil {
		return nil, noComment()
	}
	if !q.account {
		return nil, q.denied("rest_cannot_delete", "Sorry, you are not allowed to delete this comment.")
	}
	id := strconv.Itoa(c.id)
	q.params["context"] = "edit"
	if force := q.params["force"]; force == true || force == "true" || force == "1" {
		previous := s.view(q, c)
		delete(previous, "_links")
		s.remove(c.id)
		s.Record("delete", "", id, "")
		return map[string]any{"deleted": true, "previous": previous}, nil
	}
	switch {
	case s.opts.NoTrash:
		return nil, &restError{status: http.StatusNotImplemented, code: "rest_trash_not_supported",
			message: "The comment does not support trashing. Set 'force=true' to delete."}
	case c.status == trashed:
		return nil, &restError{status: http.StatusGone, code: "rest_already_trashed", message: "The comment has already been trashed."}
	}
	c.move(trashed)
	s.Record("delete", "", id, "")
	return s.view(q, c), nil
}

func emptyContent() *restError {
	return &restError{status: http.StatusBadRequest, code: "rest_comment_content_invalid", message: "Invalid comment content."}
}

func tooLong() *restError {
	return &restError{status: http.StatusBadRequest, code: "comment_content_column_length", message: "Comment field exceeds maximum length allowed."}
}
