package wordpress

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"strconv"
	"strings"
	"time"

	"vigie/inbox"
)

// fields are what is asked of a comment. Not among them: author_email, author_ip, author_user_agent.
const fields = "id,post,parent,author,author_name,author_url,date_gmt,content,link,status,_links.up"

// comment is a comment as the REST API shows it.
type comment struct {
	ID         int64
	Post       int64
	Parent     int64  // 0 where it answers the article
	Author     int64  // 0 for a visitor
	AuthorName string `json:"author_name"` // HTML entities, as stored
	AuthorURL  string `json:"author_url"`
	DateGMT    string `json:"date_gmt"`
	Content    struct {
		Rendered *string
		Raw      *string // for moderators alone
	}
	Link   string
	Status string
	Up     up `json:"_links"`

	posted time.Time
}

// up is the address of the article in the API. It is for the title alone, so that one that can't be read is none.
type up string

func (u *up) UnmarshalJSON(b []byte) error {
	var links struct{ Up []struct{ Href string } }
	if json.Unmarshal(b, &links) == nil && len(links.Up) > 0 {
		*u = up(links.Up[0].Href)
	}
	return nil
}

// decode reads a comment. Its errors name the comment, where its id at least could be read.
func decode(raw []byte) (comment, error) {
	var c comment
	err := json.Unmarshal(raw, &c)
	if err == nil {
		err = c.check()
	}
	switch {
	case err == nil:
		return c, nil
	case c.ID > 0:
		return c, inbox.Errorf("comment %d: %w", c.ID, err)
	}
	return c, inbox.Errorf("a comment without a readable id: %w", err)
}

func (c *comment) check() (err error) {
	switch {
	case c.ID <= 0:
		return inbox.Reason("it has no id")
	case c.Content.Raw == nil && c.Content.Rendered == nil:
		return inbox.Reason("it has no content")
	case c.Parent < 0 || c.Parent == c.ID:
		c.Parent = 0
	}
	if c.posted, err = time.Parse("2006-01-02T15:04:05", strings.TrimSuffix(c.DateGMT, "Z")); err != nil {
		return inbox.Errorf("its date_gmt %.40q can't be read", c.DateGMT)
	}
	return nil
}

// source is the HTML of the content. Where it is told, what was typed is better than what is rendered: the quotes and
// dashes are the writer's own, and no plugin adds to it, differently each time.
func (c comment) source() string {
	if c.Content.Raw != nil {
		return *c.Content.Raw
	}
	return *c.Content.Rendered
}

func (c comment) text() inbox.Text {
	if c.Content.Raw != nil {
		return inbox.FromHTML("<pre>" + *c.Content.Raw + "</pre>") // WordPress makes paragraphs of its lines when it renders
	}
	return inbox.FromHTML(*c.Content.Rendered)
}

// toPost maps a comment. Thread, title and kind are its surroundings', which the caller knows.
func (c comment) toPost() inbox.Post {
	p := inbox.Post{
		Remote:     remote(c.ID),
		Thread:     remote(c.ID),
		Kind:       inbox.Comment,
		Author:     c.author(),
		Text:       c.text(),
		URL:        inbox.CleanLine(c.Link),
		Posted:     c.posted,
		Visibility: visibility(c.Status),
		Digest:     digest(c.source(), c.AuthorName),
	}
	if p.Visibility == inbox.Public {
		p.Origin = inbox.Origin(c.Link)
	}
	if c.Parent != 0 {
		p.Parent = remote(c.Parent)
	}
	if source := c.source(); source != p.Text.String() {
		p.Original = strings.ToValidUTF8(source[:min(len(source), inbox.MaxText)], "")
	}
	return p
}

// author is who wrote it. A visitor has no id: the same name and site is taken for the same person.
func (c comment) author() inbox.Author {
	a := inbox.Author{ID: fmt.Sprintf("user:%d", c.Author), Name: inbox.CleanLine(html.UnescapeString(c.AuthorName)), Followers: -1}
	if c.Author <= 0 {
		a.ID = "visitor:" + digest(c.AuthorName, c.AuthorURL)[:24]
	}
	if link, ok := inbox.NewLink("", c.AuthorURL, false); ok {
		a.Links = []inbox.Link{link}
	}
	return a
}

func visibility(status string) inbox.Visibility {
	switch status {
	case "approved", "approve", "1", "": // "" where a plugin leaves it out for the public
		return inbox.Public
	case "hold", "0":
		return inbox.Held
	case "spam":
		return inbox.Spam
	case "trash", "post-trashed":
		return inbox.Deleted
	}
	return inbox.Hidden // a plugin's own status
}

func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:])
}

func remote(id int64) string { return strconv.FormatInt(id, 10) }

// number reads a remote id; 0 is none of WordPress's.
func number(remote string) int64 {
	id, err := strconv.ParseInt(remote, 10, 64)
	if err != nil || id < 0 {
		return 0
	}
	return id
}
