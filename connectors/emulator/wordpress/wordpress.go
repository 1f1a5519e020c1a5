// Package wordpress emulates the comments of a WordPress site as its REST API (core, namespace wp/v2) shows them:
// posts, comments and the account of one editor, behind Application Passwords.
//
// What it does was read in the source of WordPress 6.1 and is compared with a running one by a test. Where core
// surprises, so does this: see the comments at the places concerned.
package wordpress

import (
	"fmt"
	"hash/fnv"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"vigie/connectors/emulator"
)

// Options describe the site. The zero value is a site with one post and the account "editor" with the password "secret".
type Options struct {
	Name     string // of the site
	User     string // login of the one account, an editor
	Password string // its application password; spaces don't count
	Display  string // its public name
	Posts    []Post // at least one unless left nil
	Zone     *time.Location

	Plain     bool // plain permalinks: no /wp-json/, only ?rest_route=
	NoTrash   bool // EMPTY_TRASH_DAYS is 0: what is trashed is deleted
	NoAppAuth bool // application passwords are switched off, as security plugins do

	// Core takes a request with a wrong password for an anonymous one. A site where a plugin asks early who is there
	// answers 401 instead.
	RefuseWrongPassword bool

	Now func() time.Time
}

// Post is an article that can be commented.
type Post struct {
	Title  string
	Closed bool // to comments
}

// Server is an emulated site. It is an emulator.Platform.
//
// Strangers' texts are stored as core stores a visitor's: HTML, with &, < and > escaped. What the account sends is stored as sent, since an
// editor may use any HTML. A comment by an author whose handle is the account's login is the account's own.
// Private and Lang have no meaning here.
type Server struct {
	*emulator.Faults
	emulator.Effects
	opts Options

	mu       sync.Mutex
	comments []*comment // by id
	last     int        // highest id given
	threads  int
}

var _ emulator.Platform = (*Server)(nil)

// New returns a site without comments.
func New(opts Options) *Server {
	if opts.Name == "" {
		opts.Name = "Town news"
	}
	if opts.User == "" {
		opts.User, opts.Password = "editor", "secret"
	}
	if opts.Display == "" {
		opts.Display = opts.User
	}
	if opts.Posts == nil {
		opts.Posts = []Post{{Title: "Hello world!"}}
	}
	if opts.Zone == nil {
		opts.Zone = time.UTC
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	s := &Server{opts: opts, Effects: emulator.Effects{Now: opts.Now}}
	s.Faults = emulator.NewFaults(http.HandlerFunc(s.route))
	return s
}

// Arrive is a visitor who comments. Threads are spread over the posts in turn.
func (s *Server) Arrive(p emulator.Post) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.find(atoi(p.Parent)) != nil {
		return s.arrive(firstPost, p)
	}
	s.threads++
	return s.arrive(firstPost+(s.threads-1)%len(s.opts.Posts), p)
}

// Comment is Arrive of a comment under one of Options.Posts, counted from 0.
func (s *Server) Comment(post int, p emulator.Post) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.arrive(firstPost+post, p)
}

// arrive adds a visitor's comment to a post, or to its parent's.
func (s *Server) arrive(post int, p emulator.Post) string {
	c := &comment{
		post: post, parent: atoi(p.Parent), name: p.Author.Name, email: visitor(p.Author) + "@mail.example", ip: address(p.Author),
		agent: "Mozilla/5.0", when: p.Posted, content: html.EscapeString(p.Text), status: approved,
	}
	c.content = unquote.Replace(c.content)
	if c.name == "" {
		c.name = visitor(p.Author)
	}
	if p.Author.Handle == s.opts.User {
		s.sign(c)
	}
	if p.Held {
		c.status = held
	}
	if parent := s.find(c.parent); parent != nil {
		c.post = parent.post
	}
	return strconv.Itoa(s.add(c))
}

// unquote takes back what html.EscapeString does and core doesn't.
var unquote = strings.NewReplacer("&#34;", `"`, "&#39;", "'")

// Edit changes what a visitor wrote.
func (s *Server) Edit(remote, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.find(atoi(remote)); c != nil {
		c.content = unquote.Replace(html.EscapeString(text))
	}
}

// Remove deletes a comment for good, as its owner would in the site's own screens.
func (s *Server) Remove(remote string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remove(atoi(remote))
}

// AuthorIP is the address that the site keeps of who wrote the comment: evidence that an update without author_ip destroys.
func (s *Server) AuthorIP(remote string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.find(atoi(remote)); c != nil {
		return c.ip
	}
	return ""
}

// Status is the comment's: approved, hold, spam or trash; "" when it is gone.
func (s *Server) Status(remote string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.find(atoi(remote)); c != nil {
		return c.status
	}
	return ""
}

// visitor is the part of an author's address that tells visitors apart, who have no id on a site.
func visitor(a emulator.Author) string {
	for _, name := range []string{a.Handle, a.ID, a.Name} {
		if name != "" {
			return strings.Join(strings.Fields(name), ".")
		}
	}
	return "anonymous"
}

// address gives each author an address of their own, out of the block for documentation.
func address(a emulator.Author) string {
	h := fnv.New32a()
	_, _ = h.Write([]byte(visitor(a)))
	return fmt.Sprintf("198.51.100.%d", h.Sum32()%254+1)
}

func (s *Server) find(id int) *comment {
	i, ok := slices.BinarySearchFunc(s.comments, id, func(c *comment, id int) int { return c.id - id })
	if !ok {
		return nil
	}
	return s.comments[i]
}

func (s *Server) add(c *comment) int {
	if c.when.IsZero() {
		c.when = s.opts.Now()
	}
	c.when = c.when.UTC().Truncate(time.Second)
	s.last++
	c.id = s.last
	s.comments = append(s.comments, c)
	return c.id
}

// remove deletes a comment; its answers move up a level.
func (s *Server) remove(id int) {
	gone := s.find(id)
	if gone == nil {
		return
	}
	s.comments = slices.DeleteFunc(s.comments, func(c *comment) bool { return c == gone })
	for _, c := range s.comments {
		if c.parent == id {
			c.parent = gone.parent
		}
	}
}

// sign makes the comment the account's own.
func (s *Server) sign(c *comment) {
	c.user, c.name, c.email, c.url = accountID, s.opts.Display, s.opts.User+"@site.example", ""
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
