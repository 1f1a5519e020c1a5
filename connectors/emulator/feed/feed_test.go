package feed_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"go.uber.org/goleak"

	"vigie/connectors/emulator"
	"vigie/connectors/emulator/feed"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	paths  = []string{"/rss.xml", "/atom.xml", "/feed.json"}
	posted = time.Date(2026, 11, 20, 9, 2, 11, 0, time.UTC)
	maria  = emulator.Author{Handle: "maria", Name: "Maria Köhler"}
)

// serve starts the feed and returns a way to read it: the response, its body read, without following redirects.
func serve(t *testing.T, opts feed.Options) (*feed.Server, func(path string, header ...string) (*http.Response, []byte)) {
	t.Helper()
	s := feed.New(opts)
	srv := httptest.NewServer(s)
	client := &http.Client{Transport: &http.Transport{}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	t.Cleanup(func() {
		s.Close()
		client.CloseIdleConnections()
		srv.Close()
	})
	return s, func(path string, header ...string) (*http.Response, []byte) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), "GET", srv.URL+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res, body
	}
}

// parse reads a feed as readers do.
func parse(t *testing.T, body []byte) *gofeed.Feed {
	t.Helper()
	parsed, err := gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return parsed
}

func TestAllFormatsShowTheSameItem(t *testing.T) {
	for _, path := range paths {
		t.Run(path, func(t *testing.T) {
			s, read := serve(t, feed.Options{})
			remote := s.Arrive(emulator.Post{Author: maria, Text: "Pool & sauna\n\n5 < 6 🎉\nopen", Posted: posted, Lang: "fr"})
			_, body := read(path)
			items := parse(t, body).Items
			if len(items) != 1 {
				t.Fatalf("%d items in %s", len(items), body)
			}
			it := items[0]
			content := it.Content + it.Description
			if it.GUID != remote || it.Title != "Pool & sauna" || content != "<p>5 &lt; 6 🎉<br>\nopen</p>" || !it.PublishedParsed.Equal(posted) ||
				it.Link != "https://news.example/items/1" || len(it.Authors) == 0 || it.Authors[0].Name != "Maria Köhler" {
				t.Errorf("%+v", it)
			}
		})
	}
}

func TestAnItemWithoutATitleHasNone(t *testing.T) {
	s, read := serve(t, feed.Options{})
	s.Arrive(emulator.Post{Text: "just a line\nand another"})
	for _, path := range paths {
		_, body := read(path)
		if it := parse(t, body).Items[0]; it.Title != "" || it.Content+it.Description != "<p>just a line<br>\nand another</p>" {
			t.Errorf("%s: %+v", path, it)
		}
	}
}

func TestNewestFirstInAWindow(t *testing.T) {
	s, read := serve(t, feed.Options{Window: 2})
	s.Arrive(emulator.Post{Text: "new", Posted: posted.Add(time.Hour)})
	s.Arrive(emulator.Post{Text: "old", Posted: posted})
	s.Arrive(emulator.Post{Text: "newest", Posted: posted.Add(2 * time.Hour)})
	s.Arrive(emulator.Post{Text: "for us alone", Private: true})
	_, body := read("/rss.xml")
	items := parse(t, body).Items
	if len(items) != 2 || items[0].Description != "<p>newest</p>" || items[1].Description != "<p>new</p>" {
		t.Errorf("%s", body)
	}
}

func TestEditAndRemove(t *testing.T) {
	now := posted.Add(time.Hour)
	s, read := serve(t, feed.Options{Now: func() time.Time { return now }})
	remote := s.Arrive(emulator.Post{Text: "first", Posted: posted})
	s.Edit(remote, "second")
	_, body := read("/atom.xml")
	it := parse(t, body).Items[0]
	if it.Content != "<p>second</p>" || !it.UpdatedParsed.Equal(now) || !it.PublishedParsed.Equal(posted) || it.GUID != remote {
		t.Errorf("%+v", it)
	}
	s.Remove(remote)
	if _, body := read("/atom.xml"); len(parse(t, body).Items) != 0 {
		t.Errorf("%s", body)
	}
	if len(s.Sent()) != 0 {
		t.Error("a feed was written to")
	}
}

func TestNothingNewIs304(t *testing.T) {
	for _, path := range paths {
		s, read := serve(t, feed.Options{})
		s.Arrive(emulator.Post{Text: "a"})
		res, _ := read(path)
		etag, modified := res.Header.Get("ETag"), res.Header.Get("Last-Modified")
		if again, _ := read(path, "If-None-Match", etag); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s by ETag %s: %d", path, etag, again.StatusCode)
		}
		if again, _ := read(path, "If-Modified-Since", modified); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s by date %s: %d", path, modified, again.StatusCode)
		}
		s.Arrive(emulator.Post{Text: "b"})
		if again, _ := read(path, "If-None-Match", etag, "If-Modified-Since", modified); again.StatusCode != http.StatusOK {
			t.Errorf("%s after something new: %d", path, again.StatusCode)
		}
	}
}

func TestThreadsAreTold(t *testing.T) {
	s, read := serve(t, feed.Options{})
	root := s.Arrive(emulator.Post{Text: "a", Posted: posted})
	s.Arrive(emulator.Post{Text: "b", Parent: root, Posted: posted.Add(time.Minute)})
	for _, path := range paths[:2] {
		_, body := read(path)
		answers := parse(t, body).Items[0].Extensions["thr"]["in-reply-to"]
		if len(answers) != 1 || answers[0].Attrs["ref"] != root {
			t.Errorf("%s: %v", path, answers)
		}
	}
}

func TestItemsWithoutIDs(t *testing.T) {
	for _, path := range paths {
		s, read := serve(t, feed.Options{NoGUIDs: true})
		remote := s.Arrive(emulator.Post{Text: "a"})
		s.Edit(remote, "b")
		_, body := read(path)
		if it := parse(t, body).Items[0]; it.GUID != "" || it.Link != remote || !strings.Contains(it.Content+it.Description, "b") {
			t.Errorf("%s: %+v", path, it)
		}
	}
}

func TestDatesLie(t *testing.T) {
	now := posted.Add(48 * time.Hour)
	for _, c := range []struct {
		opts feed.Options
		want string
	}{
		{feed.Options{Dates: feed.Missing}, ""},
		{feed.Options{Dates: feed.Nonsense}, "yesterday, about noon"},
		{feed.Options{Dates: feed.Future}, "2036-11-20T09:02:11Z"},
		{feed.Options{Dates: feed.Epoch}, "1970-01-01T00:00:00Z"},
		{feed.Options{Reemit: true}, "2026-11-22T09:02:11Z"},
	} {
		c.opts.Now = func() time.Time { return now }
		s, read := serve(t, c.opts)
		s.Arrive(emulator.Post{Text: "a", Posted: posted})
		if _, body := read("/feed.json"); parse(t, body).Items[0].Published != c.want {
			t.Errorf("want %q in %s", c.want, body)
		}
	}
}

func TestAReemittedFeedIsAlwaysNew(t *testing.T) {
	now := posted
	s, read := serve(t, feed.Options{Reemit: true, Now: func() time.Time { return now }})
	remote := s.Arrive(emulator.Post{Text: "a", Posted: posted})
	res, _ := read("/rss.xml")
	now = now.Add(time.Hour)
	again, body := read("/rss.xml", "If-None-Match", res.Header.Get("ETag"), "If-Modified-Since", res.Header.Get("Last-Modified"))
	if again.StatusCode != http.StatusOK || parse(t, body).Items[0].GUID != remote {
		t.Errorf("%d %s", again.StatusCode, body)
	}
}

func TestLatin1(t *testing.T) {
	s, read := serve(t, feed.Options{Latin1: true})
	s.Arrive(emulator.Post{Author: maria, Text: "Où est le café à 5 € ? 🎉 \x1b[31m"})
	for _, path := range paths[:2] {
		res, body := read(path)
		if bytes.Contains(body, []byte("é")) || !bytes.Contains(body, []byte("caf\xe9")) || !strings.Contains(res.Header.Get("Content-Type"), "iso-8859-1") {
			t.Errorf("%s: %q", path, body)
		}
		it := parse(t, body).Items[0]
		if content := it.Content + it.Description; content != "<p>Où est le café à 5 € ? 🎉 \uFFFD[31m</p>" {
			t.Errorf("%s: %q", path, content)
		}
	}
}

func TestAFeedMovesAndEnds(t *testing.T) {
	s, read := serve(t, feed.Options{})
	s.Arrive(emulator.Post{Text: "a"})
	if res, _ := read("/moved/rss.xml"); res.StatusCode != http.StatusNotFound {
		t.Errorf("before it moved: %d", res.StatusCode)
	}
	s.Change(func(o *feed.Options) { o.Moved = true })
	if res, _ := read("/rss.xml"); res.StatusCode != http.StatusMovedPermanently || res.Header.Get("Location") != "/moved/rss.xml" {
		t.Errorf("moved: %d to %s", res.StatusCode, res.Header.Get("Location"))
	}
	if _, body := read("/moved/rss.xml"); len(parse(t, body).Items) != 1 {
		t.Errorf("at the new place: %s", body)
	}
	s.Change(func(o *feed.Options) { o.Gone = true })
	if res, _ := read("/moved/rss.xml"); res.StatusCode != http.StatusGone {
		t.Errorf("ended: %d", res.StatusCode)
	}
}

func TestReadersAreToldHowOftenToCome(t *testing.T) {
	_, read := serve(t, feed.Options{TTL: 30 * time.Minute})
	res, body := read("/rss.xml")
	if res.Header.Get("Cache-Control") != "max-age=1800" || !bytes.Contains(body, []byte("<ttl>30</ttl>")) {
		t.Errorf("%q, %s", res.Header.Get("Cache-Control"), body)
	}
}

func TestTheFrontPagePointsToTheFeeds(t *testing.T) {
	_, read := serve(t, feed.Options{Title: "A & B"})
	_, body := read("/")
	for _, want := range []string{"<title>A &amp; B</title>", `type="application/rss+xml" href="/rss.xml"`, `type="application/atom+xml" href="/atom.xml"`} {
		if !bytes.Contains(body, []byte(want)) {
			t.Errorf("lacks %s: %s", want, body)
		}
	}
}
