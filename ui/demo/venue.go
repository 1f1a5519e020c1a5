package demo

import (
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/feed"
	"vigie/connectors/emulator/mastodon"
	"vigie/connectors/emulator/wordpress"
)

// venue is a place where people talk to a brand: an emulated platform on a loopback listener.
type venue struct {
	emulator.Platform
	name   string // the channel's
	url    string
	server *http.Server
	served chan struct{} // closed when the listener's goroutine has ended
	lines  *deck         // what people there have still to say
	talk
}

// talk is how people speak at a kind of venue.
type talk interface {
	// say is a stranger who begins a thread.
	say(l line, p emulator.Post) (remote string)
	// answer is a stranger who answers what we wrote.
	answer(ours string, p emulator.Post) (remote string)
	// ours is an answer of ours that was written elsewhere than here.
	ours(parent string, to emulator.Author, text string, at time.Time) (remote string)
}

// open serves a platform on loopback.
func open(name string, p emulator.Platform, t talk) (*venue, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("the demo can't listen on loopback: %w", err)
	}
	v := &venue{Platform: p, name: name, talk: t, url: "http://" + listener.Addr().String(),
		server: &http.Server{Handler: p, ReadHeaderTimeout: 10 * time.Second}, served: make(chan struct{})}
	go func() {
		defer close(v.served)
		_ = v.server.Serve(listener) // ends with Close, which is no error
	}()
	return v, nil
}

// Close ends the platform and its listener.
func (v *venue) Close() {
	v.Platform.Close()
	_ = v.server.Close() // its connections are all our own
	<-v.served
}

// fediverse is a Mastodon server, where we have an account.
type fediverse struct {
	*mastodon.Server
	handle string
}

// say names us, or only our hashtag where nothing is wanted of us.
func (f fediverse) say(l line, p emulator.Post) string {
	switch {
	case l.mark == "~" || l.mark == "*":
		p.Text += " #" + f.handle
	case len(p.Text)%3 == 0:
		p.Text = "@" + f.handle + " " + p.Text
	default:
		p.Text += " @" + f.handle
	}
	return f.Arrive(p)
}

func (f fediverse) answer(ours string, p emulator.Post) string {
	p.Parent, p.Text = ours, "@"+f.handle+" "+p.Text
	return f.Arrive(p)
}

func (f fediverse) ours(parent string, to emulator.Author, text string, _ time.Time) string {
	return f.OwnReply(parent, "@"+to.Handle+" "+text)
}

// blog is a WordPress site, where people comment on articles.
type blog struct {
	*wordpress.Server
	articles []string
	user     string
}

func (b blog) say(l line, p emulator.Post) string {
	article := slices.Index(b.articles, l.title)
	if article < 0 {
		article = len(p.Text) % len(b.articles)
	}
	return b.Comment(article, p)
}

func (b blog) answer(ours string, p emulator.Post) string {
	p.Parent = ours
	return b.Arrive(p)
}

func (b blog) ours(parent string, _ emulator.Author, text string, at time.Time) string {
	return b.Arrive(emulator.Post{Author: emulator.Author{Handle: b.user}, Parent: parent, Text: text, Posted: at})
}

// wire is a news feed: nobody answers there.
type wire struct{ *feed.Server }

func (w wire) say(l line, p emulator.Post) string {
	p.Text = l.title + "\n\n" + p.Text
	return w.Arrive(p)
}

func (w wire) answer(string, emulator.Post) string { return "" }

func (w wire) ours(string, emulator.Author, string, time.Time) string { return "" }

// articles are the titles of a blog's script, in their order.
func articles(lines []line) []string {
	var titles []string
	for _, l := range lines {
		if l.title != "" && !slices.Contains(titles, l.title) {
			titles = append(titles, l.title)
		}
	}
	return titles
}

func posts(titles []string) []wordpress.Post {
	var posts []wordpress.Post
	for _, t := range titles {
		posts = append(posts, wordpress.Post{Title: t})
	}
	return posts
}
