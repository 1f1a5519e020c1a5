package mastodon

import (
	"io"
	"net/http/httptest"
	"testing"
	"time"

	"go.uber.org/goleak"

	"vigie/connectors"
	"vigie/connectors/connectortest"
	"vigie/connectors/emulator"
	platform "vigie/connectors/emulator/mastodon"
	"vigie/inbox"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// world is an emulated server and the address where it is served.
type world struct {
	*platform.Server
	t   *testing.T
	url string
}

func serve(t *testing.T, o platform.Options) *world {
	t.Helper()
	s := platform.New(o)
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	t.Cleanup(s.Close)
	return &world{s, t, server.URL}
}

// open makes a connector of the world.
func (w *world) open(token string, lists map[string][]string) connectors.Connector {
	w.t.Helper()
	made, err := Kind().New(connectors.Config{
		Channel: inbox.Channel{Name: "masto", Settings: map[string]string{"url": w.url}, Lists: lists},
		Secrets: map[string]string{"secret": token},
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = made.(io.Closer).Close() })
	return made
}

// member is the connector of our account there.
func (w *world) member() member { return w.open("token", nil).(member) }

func TestMastodonPassesTheKit(t *testing.T) {
	for _, flavour := range []string{platform.Mastodon, platform.GoToSocial} {
		t.Run(flavour, func(t *testing.T) {
			connectortest.Run(t, func(t *testing.T) connectortest.Setup {
				w := serve(t, platform.Options{Flavour: flavour})
				return connectortest.Setup{
					Platform: w, Address: "@townhall ",
					Connector: w.open("token", nil), Stranger: w.open("wrong", nil),
				}
			})
		})
	}
}

func TestHashtagsWithoutAnAccountPassTheKit(t *testing.T) {
	connectortest.Run(t, func(t *testing.T) connectortest.Setup {
		w := serve(t, platform.Options{})
		return connectortest.Setup{Platform: w, Address: "#acme ", Connector: w.open("", map[string][]string{"hashtags": {"#acme"}})}
	})
}

func TestSearchesPassTheKit(t *testing.T) {
	connectortest.Run(t, func(t *testing.T) connectortest.Setup {
		w := serve(t, platform.Options{})
		return connectortest.Setup{Platform: w, Address: "acme ", Silent: true, Connector: w.open("token", map[string][]string{"searches": {"acme"}})}
	})
}

var (
	zoe  = emulator.Author{ID: "971724", Handle: "zoe@social.example", Name: "Zoé", Followers: 87}
	omar = emulator.Author{ID: "971725", Handle: "omar", Name: "Omar", Followers: 5}
)

// says is what somebody wrote a moment ago.
func says(who emulator.Author, text, parent string) emulator.Post {
	return emulator.Post{Author: who, Text: text, Parent: parent, Posted: time.Now().Add(-time.Minute), Lang: "fr"}
}

// read polls a channel until there is no more.
func (w *world) read(c connectors.Connector, at connectors.Cursor) (posts []inbox.Post, bad []error, end connectors.Cursor) {
	w.t.Helper()
	for range 200 {
		batch, err := c.Poll(w.t.Context(), at, time.Now().Add(-30*24*time.Hour))
		if err != nil {
			w.t.Fatal(err)
		}
		posts, bad, at = append(posts, batch.Posts...), append(bad, batch.Bad...), batch.Cursor
		if !batch.More {
			return posts, bad, at
		}
	}
	w.t.Fatal("the round doesn't end")
	return nil, nil, ""
}

// get is the one post of an id among posts.
func (w *world) get(posts []inbox.Post, remote string) inbox.Post {
	w.t.Helper()
	for _, p := range posts {
		if p.Remote == remote {
			return p
		}
	}
	w.t.Fatalf("the post %s didn't come", remote)
	return inbox.Post{}
}
