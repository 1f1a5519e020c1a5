package feed

import (
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/connectortest"
	"vigie/connectors/emulator"
	platform "vigie/connectors/emulator/feed"
	"vigie/inbox"
)

// serve runs an emulated feed and reads it at some of its addresses.
func serve(t *testing.T, options platform.Options, paths ...string) (*platform.Server, *connector) {
	t.Helper()
	site := platform.New(options)
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	t.Cleanup(site.Close)
	var urls []string
	for _, path := range paths {
		urls = append(urls, server.URL+path)
	}
	return site, reader(t, connectors.Config{Channel: inbox.Channel{Name: "presse", Lists: map[string][]string{"urls": urls}}})
}

func reader(t *testing.T, c connectors.Config) *connector {
	t.Helper()
	made, err := Kind().New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = made.(io.Closer).Close() })
	return made.(*connector)
}

func TestFeedPassesTheKit(t *testing.T) {
	for _, path := range []string{"/rss.xml", "/atom.xml", "/feed.json"} {
		t.Run(path, func(t *testing.T) {
			connectortest.Run(t, func(t *testing.T) connectortest.Setup {
				site, c := serve(t, platform.Options{}, path)
				return connectortest.Setup{Platform: site, Connector: c, Flat: path == "/feed.json"}
			})
		})
	}
}

// poll is one call, which must work.
func poll(t *testing.T, c *connector, at connectors.Cursor) connectors.Batch {
	t.Helper()
	batch, err := c.Poll(t.Context(), at, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	return batch
}

func post(text string) emulator.Post {
	return emulator.Post{Author: emulator.Author{Name: "Lucie"}, Text: text, Posted: time.Now().Add(-time.Hour)}
}

func TestAnUnchangedFeedIsNotReadAgain(t *testing.T) {
	site, c := serve(t, platform.Options{}, "/rss.xml")
	site.Arrive(post("Un avis"))
	first := poll(t, c, "")
	second := poll(t, c, first.Cursor)
	if len(first.Posts) != 1 || len(second.Posts) != 0 || second.More {
		t.Errorf("first %d posts, then %d", len(first.Posts), len(second.Posts))
	}
}

func TestAFeedWithoutIdsOrHonestDatesIsStillRead(t *testing.T) {
	for _, options := range []platform.Options{
		{NoGUIDs: true}, {Reemit: true}, {Latin1: true}, {Moved: true},
		{Dates: platform.Missing}, {Dates: platform.Nonsense}, {Dates: platform.Epoch},
	} {
		t.Run(fmt.Sprintf("%+v", options), func(t *testing.T) {
			site, c := serve(t, options, "/rss.xml")
			remote := site.Arrive(post("La livraison a été égarée"))
			first := poll(t, c, "")
			if len(first.Posts) != 1 || first.Posts[0].Remote != remote || first.Posts[0].Text.String() != "La livraison a été égarée" {
				t.Fatalf("got %+v, %v", first.Posts, first.Bad)
			}
			if age := time.Since(first.Posts[0].Posted); age < 0 || age > 2*time.Hour {
				t.Errorf("posted %v ago", age)
			}
			again := poll(t, c, "")
			if again.Posts[0].Digest != first.Posts[0].Digest {
				t.Error("the same entry has another digest when it is read again")
			}
		})
	}
}

func TestAMovedFeedIsReadWhereItMoved(t *testing.T) {
	site, c := serve(t, platform.Options{Moved: true}, "/rss.xml")
	batch := poll(t, c, "")
	before := site.Requests("GET /rss.xml")
	poll(t, c, batch.Cursor)
	if site.Requests("GET /rss.xml") != before {
		t.Error("the old address was asked again")
	}
}

func TestAnEndedFeedSaysWhatToDo(t *testing.T) {
	_, c := serve(t, platform.Options{Gone: true}, "/rss.xml")
	_, err := c.Poll(t.Context(), "", time.Time{})
	if !errors.Is(err, connectors.ErrGone) || !strings.Contains(err.Error(), "take http://") {
		t.Errorf("got %v", err)
	}
}

func TestAFeedThatWantsToBeLeftAloneIs(t *testing.T) {
	site, c := serve(t, platform.Options{TTL: 30 * time.Minute}, "/rss.xml")
	batch := poll(t, c, "")
	before := site.Requests("")
	poll(t, c, batch.Cursor)
	if site.Requests("") != before {
		t.Error("it was asked again within its ttl")
	}
	c.now = func() time.Time { return time.Now().Add(31 * time.Minute) }
	poll(t, c, batch.Cursor)
	if site.Requests("") == before {
		t.Error("it was not asked after its ttl")
	}
}

func TestOneFailingFeedDoesNotStopTheOthers(t *testing.T) {
	site, c := serve(t, platform.Options{}, "/nothing.xml", "/rss.xml")
	site.Arrive(post("Toujours là"))
	first := poll(t, c, "")
	if len(first.Bad) != 1 || !first.More {
		t.Fatalf("the failing feed's turn: %+v", first)
	}
	second := poll(t, c, first.Cursor)
	if len(second.Posts) != 1 || second.More {
		t.Errorf("the other feed's turn: %+v", second)
	}
	site.Fault(emulator.Fault{Status: 503})
	first = poll(t, c, second.Cursor)
	if _, err := c.Poll(t.Context(), first.Cursor, time.Time{}); !errors.Is(err, connectors.ErrTemporary) {
		t.Errorf("no feed answers, and the channel says %v", err)
	}
}

func TestWordsChooseWhatIsHeard(t *testing.T) {
	site, c := serve(t, platform.Options{}, "/atom.xml")
	c.words = []string{inbox.Fold("Café Lune")}
	site.Arrive(post("Rien à voir"))
	want := site.Arrive(post("Le CAFE LUNE est fermé ?"))
	batch := poll(t, c, "")
	if len(batch.Posts) != 1 || batch.Posts[0].Remote != want || batch.Posts[0].Found.Empty() {
		t.Errorf("got %+v", batch.Posts)
	}
}

func TestAPasswordIsSentAndNeverTold(t *testing.T) {
	site := platform.New(platform.Options{})
	server := httptest.NewServer(site)
	t.Cleanup(server.Close)
	t.Cleanup(site.Close)
	site.Fault(emulator.Fault{Status: 401, Body: "hunter2 is wrong"})
	c := reader(t, connectors.Config{
		Channel: inbox.Channel{Settings: map[string]string{"user": "nadia"}, Lists: map[string][]string{"urls": {server.URL + "/rss.xml"}}},
		Secrets: map[string]string{"secret": "hunter2"},
	})
	_, err := c.Check(t.Context())
	if !errors.Is(err, connectors.ErrUnauthorised) || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}

func TestAnAddressWithAPasswordInClearIsRefusedUntold(t *testing.T) {
	err := checkAddress("https://nadia:hunter2@presse.example/rss")
	if err == nil || strings.Contains(err.Error(), "hunter2") {
		t.Errorf("got %v", err)
	}
}

func FuzzEntries(f *testing.F) {
	f.Add([]byte(`<rss><channel><item><title>a</title><guid>1</guid></item></channel></rss>`))
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><entry><id>1</id><thr:in-reply-to ref="2"/></entry><entry><id>2</id><thr:in-reply-to ref="1"/></entry></feed>`))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_html":"<p>x"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c := connector{now: time.Now}
		parsed, err := parse(data)
		if err != nil {
			return
		}
		for _, e := range c.entries(parsed) {
			p, ok := c.post(e)
			if ok && (p.Remote == "" || p.Thread == "" || p.Author.Key() == "" || p.Posted.IsZero()) {
				t.Errorf("an item without what every item has: %+v", p)
			}
		}
	})
}
