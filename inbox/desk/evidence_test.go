package desk_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
)

// strangers is a web of addresses that lie: what each host and path answers.
type strangers map[string]http.HandlerFunc

func (s strangers) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, ok := s[r.URL.Host+r.URL.Path]
	if !ok {
		return nil, errors.New("nobody is there")
	}
	w := httptest.NewRecorder()
	answer(w, r)
	resp := w.Result()
	resp.Request = r
	return resp, nil
}

func bytesOf(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }
}

func slow(w http.ResponseWriter, r *http.Request) {
	time.Sleep(10 * time.Second)
	_, _ = w.Write([]byte("late"))
}

// strangersPost has a page and media at some addresses.
func strangersPost(media ...string) inbox.Post {
	p := inbox.Post{Remote: "1", Thread: "1", Kind: inbox.Mention, Posted: time.Now().Add(-time.Minute), Text: inbox.Clean("insult"), URL: inbox.CleanLine("https://page.example/1")}
	p.Author = inbox.Author{ID: "9", Handle: inbox.CleanLine("@karim"), Name: inbox.CleanLine("Karim"), Followers: 3412}
	for _, m := range media {
		p.Media = append(p.Media, inbox.Media{Type: "image", URL: inbox.CleanLine(m)})
	}
	return p
}

// onEvidence runs a test on a desk whose department legal wants evidence.
func onEvidence(t *testing.T, web strangers, test func(*bench)) {
	t.Helper()
	of := team("doer")
	of.Departments[1].Evidence = true
	onBenchOf(t, of, func(b *bench) {
		b.options.Client.Transport = web
		b.reopen()
		test(b)
	})
}

func (b *bench) evidence(number uint64) inbox.Evidence {
	b.Helper()
	all, err := b.as("nadia").Evidence(b.Context(), number)
	if err != nil || len(all) != 1 {
		b.Fatalf("there are %d captures (%v), want 1", len(all), err)
	}
	return all[0]
}

func TestEvidenceIsKeptBeforeAnItemIsHidden(t *testing.T) {
	png := "\x89PNG\r\n\x1a\n and so on"
	onEvidence(t, strangers{"page.example/1": slow, "media.example/1.png": bytesOf(png)}, func(b *bench) {
		b.arrive(strangersPost("https://media.example/1.png"))
		b.run()
		b.decide(inbox.Decision{Verb: inbox.VerbHide}, 1)
		b.after(9 * time.Second)
		if len(b.platform.done()) != 0 {
			t.Fatal("it was hidden before the page came")
		}
		b.after(5 * time.Second)
		if got := b.platform.done(); len(got) != 1 {
			t.Fatalf("the platform did %v", got)
		}
		ev := b.evidence(1)
		if ev.Wanted || len(ev.Files) != 3 || ev.Verb != inbox.VerbHide || ev.By != "nadia" {
			t.Fatalf("kept is %+v", ev)
		}
		if f := ev.Files[2]; f.Type != "image/png" || f.Size != int64(len(png)) || f.Status != 200 || f.SHA256 != inbox.Fingerprint([]byte(png)) {
			t.Errorf("the picture is %+v", f)
		}
		shown, err := b.as("nadia").EvidenceFile(b.Context(), ev, 0)
		for _, want := range []string{`"handle": "@karim"`, `"followers": 3412`, `"text": "insult"`, `"link": "https://page.example/1"`} {
			if err != nil || !strings.Contains(string(shown), want) {
				t.Errorf("the item as shown lacks %s (%v):\n%s", want, err, shown)
			}
		}
		log, _ := b.store.Log(inbox.LogAsk{Number: 1})
		if !slices.ContainsFunc(log, func(e inbox.Entry) bool {
			return e.What == inbox.EvidenceKept && strings.Contains(e.Text.String(), ev.Files[2].SHA256)
		}) {
			t.Errorf("the history doesn't tell: %+v", log)
		}
	})
}

func TestWhatStrangersLieAboutIsGivenUpWithTheReason(t *testing.T) {
	endless := func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write(make([]byte, 9<<20))
	}
	elsewhere := func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
	}
	web := strangers{
		"page.example/1": elsewhere, "media.example/endless": endless, "media.example/html": bytesOf("<html><script>"),
		"media.example/gone": func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) },
	}
	onEvidence(t, web, func(b *bench) {
		b.arrive(strangersPost("https://media.example/endless", "https://media.example/html", "https://media.example/gone", "https://nobody.example/", "javascript:alert(1)"))
		b.run()
		b.decide(inbox.Decision{Verb: inbox.VerbDelete}, 1)
		b.after(time.Minute)
		if got := b.platform.done(); len(got) != 1 {
			t.Fatalf("the platform did %v", got)
		}
		ev := b.evidence(1)
		want := []struct {
			kept bool
			told string
		}{{true, "sha256"}, {false, "302"}, {false, "too large"}, {true, "text/html"}, {false, "404"}, {false, "nobody is there"}, {false, "javascript"}}
		for i, f := range ev.Files {
			if line := f.Line(); f.Kept() != want[i].kept || !strings.Contains(line, want[i].told) {
				t.Errorf("file %d is told as %q", i, line)
			}
		}
	})
}

func TestEvidenceFromPrivateAddressesIsRefused(t *testing.T) {
	server := httptest.NewServer(bytesOf("a secret of this network"))
	defer server.Close()
	private := server.URL
	of := team("doer")
	of.Departments[1].Evidence = true
	b := &bench{T: t, machine: "here", platform: &platform{}}
	b.options = desk.Options{Team: of, Registry: kinds(b.platform), UndoWindow: -1}
	b.open(t.TempDir() + "/vigie.db")
	defer b.close()
	p := strangersPost(private)
	p.URL = inbox.Text{}
	b.arrive(p)
	b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "legal"}, 1)
	if err := b.Sync(t.Context(), func(desk.SyncLine) {}); err != nil {
		t.Fatal(err)
	}
	if f := b.evidence(1).Files[1]; f.Kept() || !strings.Contains(f.Why.String(), "private") && !strings.Contains(f.Why.String(), "public") {
		t.Errorf("what was fetched is %+v", f)
	}
}

func TestEvidenceComesFromTheChannelsServerAndNoOtherOnThatMachine(t *testing.T) {
	own, other := httptest.NewServer(bytesOf("a picture")), httptest.NewServer(bytesOf("a secret of this machine"))
	defer own.Close()
	defer other.Close()
	of := team("doer")
	of.Departments[1].Evidence = true
	of.Channels[0].Settings = map[string]string{"url": own.URL}
	b := &bench{T: t, machine: "here", platform: &platform{}}
	b.options = desk.Options{Team: of, Registry: kinds(b.platform), UndoWindow: -1}
	b.open(t.TempDir() + "/vigie.db")
	defer b.close()
	p := strangersPost(own.URL+"/1.png", other.URL)
	p.URL = inbox.Text{}
	b.arrive(p)
	b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "legal"}, 1)
	if err := b.Sync(t.Context(), func(desk.SyncLine) {}); err != nil {
		t.Fatal(err)
	}
	if ev := b.evidence(1); !ev.Files[1].Kept() || ev.Files[2].Kept() {
		t.Errorf("what was fetched is %+v", ev.Files)
	}
}

// byRule hands all that comes to the department that wants evidence.
func byRule() inbox.Team {
	of := team("doer")
	of.Departments[1].Evidence = true
	of.Rules = []inbox.Rule{{Name: "all", Escalate: "legal"}}
	return of
}

func TestWhatStrangersWriteFillsNoDiskWithEvidence(t *testing.T) {
	web := strangers{"media.example/large": bytesOf(strings.Repeat("x", 7<<20))}
	onBenchOf(t, byRule(), func(b *bench) {
		b.options.Client.Transport = web
		b.reopen()
		var posts []inbox.Post
		for i := range 24 {
			p := strangersPost("https://media.example/large")
			p.Remote, p.Thread, p.URL = fmt.Sprint(i), fmt.Sprint(i), inbox.Text{}
			posts = append(posts, p)
		}
		b.platform.bring(connectors.Batch{Posts: posts})
		b.run()
		b.after(10 * time.Minute)
		kept, toldWhy := 0, 0
		for n := range uint64(24) {
			switch f := b.evidence(n + 1).Files[1]; {
			case f.Kept():
				kept++
			case strings.Contains(f.Why.String(), "within the hour"):
				toldWhy++
			}
		}
		if kept == 0 || kept > 22 || kept+toldWhy != 24 {
			t.Errorf("of 24 large files %d are kept, and of %d it is told why not", kept, toldWhy)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbHide}, 24)
		b.after(time.Minute)
		if all, err := b.as("nadia").Evidence(b.Context(), 24); err != nil || len(all) != 2 || !all[1].Files[1].Kept() {
			t.Errorf("of what a person hides %+v is kept, %v", all, err)
		}
	})
}

func TestAHideWaitsForNoEvidenceThatRulesWant(t *testing.T) {
	web := strangers{"media.example/1": slow, "media.example/2": slow, "media.example/3": slow, "media.example/4": slow, "media.example/5": slow}
	onBenchOf(t, byRule(), func(b *bench) {
		b.options.Client.Transport = web
		b.reopen()
		var posts []inbox.Post
		for i := range 60 {
			p := strangersPost()
			for n := range web {
				p.Media = append(p.Media, inbox.Media{Type: "image", URL: inbox.CleanLine("https://" + n)})
			}
			p.Remote, p.Thread, p.URL = fmt.Sprint(i), fmt.Sprint(i), inbox.Text{}
			posts = append(posts, p)
		}
		b.platform.bring(connectors.Batch{Posts: posts})
		b.run()
		b.after(2 * time.Second)

		b.decide(inbox.Decision{Verb: inbox.VerbHide}, 60)
		b.after(3 * time.Minute)
		if got := b.platform.done(); len(got) != 1 {
			t.Errorf("it isn't hidden yet: the platform did %v", got)
		}
	})
}

func TestOnlyADepartmentThatWantsEvidenceGetsSome(t *testing.T) {
	onEvidence(t, strangers{}, func(b *bench) {
		b.arrive(strangersPost())
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		if all, err := b.store.Evidence(1); err != nil || len(all) != 0 {
			t.Fatalf("kept is %v (%v)", all, err)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbReturn}, 1)
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "legal"}, 1)
		if ev := b.evidence(1); !ev.Wanted || !ev.Files[0].Kept() {
			t.Errorf("kept is %+v", ev)
		}
		if _, err := b.as("sam").Evidence(b.Context(), 1); !errors.Is(err, desk.ErrNotFound) {
			t.Errorf("another department reads it: %v", err)
		}
	})
}

func TestForgettingAnItemForgetsItsEvidence(t *testing.T) {
	onEvidence(t, strangers{"page.example/1": bytesOf("page")}, func(b *bench) {
		b.arrive(strangersPost())
		b.run()
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "legal"}, 1)
		b.after(time.Minute)
		ev := b.evidence(1)
		c := inbox.Change{Key: "erase", At: time.Now(), By: "olga"}
		if _, err := b.store.Erase(b.Context(), c, "fedi", "9", func(inbox.Item) error { return nil }); err != nil {
			t.Fatal(err)
		}
		if left, err := b.store.Evidence(1); err != nil || len(left) != 0 {
			t.Errorf("left is %v (%v)", left, err)
		}
		if body, err := b.store.EvidenceFile(ev, 1); err == nil {
			t.Errorf("its page is still %q", body)
		}
		log, _ := b.store.Log(inbox.LogAsk{Number: 1})
		for _, e := range log {
			if strings.Contains(e.Text.String(), "page.example") {
				t.Errorf("the log still tells %q", e.Text)
			}
		}
	})
}
