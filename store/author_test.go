package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"go.etcd.io/bbolt"
	"pgregory.net/rapid"

	"vigie/inbox"
)

// author is who wrote an item, to somebody who sees all.
func (b *bench) author(n uint64) inbox.AuthorHistory {
	b.t.Helper()
	h, err := b.Author(n, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return h
}

// about writes a note about the author of an item, and gives its change.
func (b *bench) about(by string, n uint64, text string) string {
	b.t.Helper()
	return b.decide(by, n, inbox.Decision{Verb: inbox.VerbAbout, Text: inbox.Clean(text)}).Change.Key
}

// notes are the texts of the notes about an author, in their order.
func notes(h inbox.AuthorHistory) (texts []string) {
	for _, n := range h.Notes {
		texts = append(texts, n.Text.String())
	}
	return texts
}

// from brings a post of somebody.
func (b *bench) from(author, remote string) uint64 {
	b.t.Helper()
	p := b.post(remote, "bonjour")
	p.Author = inbox.Author{ID: author, Followers: -1}
	return b.bring(p).Number
}

// delivered takes a delivery to a state.
func (b *bench) delivered(d *inbox.Delivery, remote string, states ...inbox.DeliveryState) {
	b.t.Helper()
	for _, s := range states {
		b.must("", inbox.Progressed{Delivery: d.ID, Progress: inbox.Progress{State: s, Remote: remote}})
	}
}

func TestAnAuthorsPastTellsWhatTheyWroteAndWhatBecameOfIt(t *testing.T) {
	b := newBench(t)
	one, two, three := b.arrive("1", "a").Number, b.arrive("2", "b").Number, b.arrive("3", "c").Number
	b.from("anna", "4")
	b.decide("nadia", one, tag("refund"))
	b.decide("nadia", two, tag("refund"))
	b.decide("nadia", one, inbox.Decision{Verb: inbox.VerbDone})
	b.decide("nadia", two, inbox.Decision{Verb: inbox.VerbEscalate, To: "sav", Until: b.now.Add(time.Minute)})
	b.decide("nadia", three, inbox.Decision{Verb: inbox.VerbEscalate, To: "rd"})
	b.decide("rémi", three, inbox.Decision{Verb: inbox.VerbReturn})
	b.now = b.now.Add(time.Hour)
	b.must("", inbox.Late{Number: two})
	h := b.author(one)
	if h.Items != 3 || h.Looked != 3 || h.Tags["refund"] != 2 || len(h.Recent) != 3 || h.Recent[0].Number != three {
		t.Errorf("%+v", h)
	}
	if want := (map[inbox.Status]int{inbox.Done: 1, inbox.Escalated: 1, inbox.Returned: 1}); !maps.Equal(h.Status, want) {
		t.Errorf("of each status there are %v", h.Status)
	}
	if want := []inbox.Escalations{{Department: "sav", Status: inbox.Escalated, Items: 1, Late: 1}, {Department: "rd", Status: inbox.Returned, Items: 1}}; !slices.Equal(h.Escalated, want) {
		t.Errorf("escalated were %+v", h.Escalated)
	}
	if h.Author.Handle.String() != "@karim" || h.Channel != "blog" || h.Brand != "acme" || !h.First.Equal(b.item(one).Posted) || !h.Last.Equal(b.item(three).Posted) {
		t.Errorf("%+v", h)
	}
	p := b.post("5", "who?")
	p.Author = inbox.Author{Followers: -1}
	if h := b.author(b.bring(p).Number); h.Items != 0 || len(h.Notes) != 0 {
		t.Errorf("nobody's past: %+v", h)
	}
}

func TestAnAuthorOfManyItemsIsToldOfTheNewestOnes(t *testing.T) {
	b := newBench(t)
	var changes []inbox.Change
	for i := range authorDepth + 20 {
		p := b.post(fmt.Sprint(i), "encore")
		p.Posted = b.now.Add(time.Duration(i-5000) * time.Minute)
		changes = append(changes, b.change("", inbox.Arrived{Channel: "blog", Brand: "acme", Post: p}))
	}
	b.apply(changes...)
	h := b.author(7)
	if h.Items != authorDepth+20 || h.Looked != authorDepth || h.Status[inbox.Open] != authorDepth || len(h.Recent) != authorRecent {
		t.Errorf("%d items, looked at %d, %v", h.Items, h.Looked, h.Status)
	}
	if !h.First.Equal(b.item(1).Posted) || !h.Last.Equal(b.item(authorDepth+20).Posted) {
		t.Errorf("first %v, last %v", h.First, h.Last)
	}
}

func TestOurLastAnswersTellWhoWroteThemAndHowFarTheyGot(t *testing.T) {
	b := newBench(t)
	reply := func(n uint64, by, text string) *inbox.Delivery {
		return b.decide(by, n, inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean(text)}).Delivery
	}
	first := b.arrive("1", "a").Number
	reply(first, "nadia", "too old to be told")
	sent := b.arrive("2", "b").Number
	b.delivered(reply(sent, "nadia", "Merci"), "92", inbox.Sending, inbox.Sent)
	elsewhere := b.arrive("3", "c").Number
	ours := b.post("93", "from the app")
	ours.Ours, ours.Parent, ours.Thread, ours.Author = true, "3", "3", inbox.Author{ID: "us"}
	b.bring(ours)
	called := b.decide("léa", b.arrive("4", "d").Number, inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean("taken back")})
	b.must("léa", inbox.Undone{Change: called.Change.Key, Number: called.Number})
	waits := b.arrive("5", "e").Number
	b.delivered(reply(waits, "léa", "later"), "", inbox.Sending, inbox.Refused)
	amended := b.post("92", "Merci beaucoup")
	amended.Ours, amended.Parent, amended.Thread = true, "2", "2"
	b.bring(amended)
	var got []string
	for _, a := range b.author(first).Answers {
		got = append(got, fmt.Sprint(a.Number, " ", a.By, " ", a.State, " ", a.Text))
	}
	want := []string{fmt.Sprint(waits, " léa refused later"), fmt.Sprint(elsewhere, "  sent from the app"), fmt.Sprint(sent, " nadia sent Merci beaucoup")}
	if !slices.Equal(got, want) {
		t.Errorf("told are %q, want %q", got, want)
	}
}

func TestASanctionStandsUntilAnotherOfItsKindHasArrived(t *testing.T) {
	for _, c := range []struct {
		name  string
		story func(*bench, func(inbox.Verb, ...inbox.DeliveryState) inbox.Applied)
		want  []string
	}{
		{"on its way", func(_ *bench, do func(inbox.Verb, ...inbox.DeliveryState) inbox.Applied) { do(inbox.VerbBlock) }, []string{"block ready"}},
		{"arrived", func(_ *bench, do func(inbox.Verb, ...inbox.DeliveryState) inbox.Applied) {
			do(inbox.VerbBlock, inbox.Sending, inbox.Sent)
		}, []string{"block sent"}},
		{"to be lifted", func(_ *bench, do func(inbox.Verb, ...inbox.DeliveryState) inbox.Applied) {
			do(inbox.VerbBlock, inbox.Sending, inbox.Sent)
			do(inbox.VerbUnblock)
		}, []string{"unblock ready", "block sent"}},
		{"lifted", func(_ *bench, do func(inbox.Verb, ...inbox.DeliveryState) inbox.Applied) {
			do(inbox.VerbBlock, inbox.Sending, inbox.Sent)
			do(inbox.VerbUnblock, inbox.Sending, inbox.Sent)
		}, []string{"unblock sent"}},
		{"refused", func(_ *bench, do func(inbox.Verb, ...inbox.DeliveryState) inbox.Applied) {
			do(inbox.VerbBlock, inbox.Sending, inbox.Refused)
		}, []string{"block refused"}},
		{"taken back", func(b *bench, do func(inbox.Verb, ...inbox.DeliveryState) inbox.Applied) {
			a := do(inbox.VerbBlock)
			b.must("nadia", inbox.Undone{Change: a.Change.Key, Number: a.Number})
		}, nil},
		{"of two kinds", func(_ *bench, do func(inbox.Verb, ...inbox.DeliveryState) inbox.Applied) {
			do(inbox.VerbBlock, inbox.Sending, inbox.Sent)
			do(inbox.VerbSilence, inbox.Sending, inbox.Sent)
		}, []string{"silence sent", "block sent"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := newBench(t)
			n := b.arrive("1", "casino").Number
			newer := b.arrive("2", "casino").Number
			c.story(b, func(v inbox.Verb, states ...inbox.DeliveryState) inbox.Applied {
				a := b.decide("nadia", n, inbox.Decision{Verb: v})
				b.delivered(a.Delivery, "", states...)
				return a
			})
			var got []string
			for _, s := range b.author(newer).Sanctions {
				got = append(got, fmt.Sprint(s.Verb, " ", s.State))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("told are %q, want %q", got, c.want)
			}
		})
	}
}

func TestNotesAboutAnAuthorFollowThemAndNobodyElse(t *testing.T) {
	b := newBench(t)
	one, two, anna := b.from("karim", "1"), b.from("karim", "2"), b.from("anna", "3")
	b.about("nadia", one, "calls on Mondays")
	wrong := b.about("léa", two, "a journalist")
	other := b.must("", inbox.Arrived{Channel: "blog", Brand: "umbra", Post: inbox.Post{Remote: "9", Author: inbox.Author{ID: "karim"}, Digest: "9"}}).Number
	if got, want := notes(b.author(one)), []string{"a journalist", "calls on Mondays"}; !slices.Equal(got, want) {
		t.Errorf("told are %q, want %q", got, want)
	}
	if got := b.author(two).Notes[0]; got.By != "léa" || got.Number != two || got.Key != wrong || !got.At.Equal(b.now) {
		t.Errorf("%+v", got)
	}
	for _, n := range []uint64{anna, other} {
		if h := b.author(n); len(h.Notes) != 0 || h.Items != 1 {
			t.Errorf("item %d: %+v", n, h)
		}
	}
	b.must("léa", inbox.Undone{Change: wrong, Number: two})
	if got := notes(b.author(one)); !slices.Equal(got, []string{"calls on Mondays"}) {
		t.Errorf("after one was taken back: %q", got)
	}
	b.must("léa", inbox.Undone{Change: wrong, Number: two, Redo: true})
	if got := notes(b.author(one)); len(got) != 2 {
		t.Errorf("after it was made again: %q", got)
	}
	if h, err := b.Author(one, func(it inbox.Item) bool { return it.Number == one }); err != nil || h.Items != 1 || !slices.Equal(notes(h), []string{"calls on Mondays"}) {
		t.Errorf("who sees one item is told %+v, %v", h, err)
	}
	p := b.post("7", "anonymous")
	p.Author = inbox.Author{Followers: -1}
	b.refused("nadia", inbox.Decided{Number: b.bring(p).Number, Decision: inbox.Decision{Verb: inbox.VerbAbout, Text: inbox.Clean("who?")}}, inbox.ErrNotNow)
}

func TestNotesAboutAnAuthorGoWithThem(t *testing.T) {
	b := newBench(t)
	n := b.from("zebulon-id", "1")
	kept := b.from("anna", "2")
	b.about("nadia", n, "zanzibarnote one")
	b.about("nadia", kept, "stays")
	taken := b.about("nadia", n, "zanzibarnote two")
	b.must("nadia", inbox.Undone{Change: taken, Number: n})
	b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbBlock})
	if _, err := b.Erase(t.Context(), b.change("léa", nil), "blog", "zebulon-id", func(inbox.Item) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if h := b.author(n); len(h.Notes)+len(h.Sanctions)+h.Items != 0 {
		t.Errorf("of the erased one is told %+v", h)
	}
	if h := b.author(b.from("zebulon-id", "3")); len(h.Notes)+len(h.Sanctions) != 0 || h.Items != 1 {
		t.Errorf("of who comes again is told %+v", h)
	}
	if got := notes(b.author(kept)); !slices.Equal(got, []string{"stays"}) {
		t.Errorf("of another one is told %q", got)
	}
	b.gone("zanzibarnote")
}

func TestANoteAboutAnAuthorIsKeptAsLongAsAnyOther(t *testing.T) {
	b := newBench(t)
	old, young := b.from("karim", "1"), b.from("karim", "2")
	b.decide("nadia", old, inbox.Decision{Verb: inbox.VerbDone})
	b.decide("nadia", young, inbox.Decision{Verb: inbox.VerbDone})
	b.about("nadia", old, "zanzibarnote old")
	b.now = b.now.Add(year / 2)
	b.about("nadia", young, "young")
	b.now = b.now.Add(year/2 + time.Hour)
	b.forgotten(old, young)
	if h := b.author(young); h.Items != 1 || !slices.Equal(notes(h), []string{"young"}) {
		t.Errorf("told is %+v", h)
	}
	b.gone("zanzibarnote")
}

// gone reports a word that is still in the file, and what a check finds.
func (b *bench) gone(word string) {
	b.t.Helper()
	path := b.path + "-compact"
	if err := b.Compact(b.t.Context(), path); err != nil {
		b.t.Fatal(err)
	}
	if strings.Contains(readFile(b.t, path), word) {
		b.t.Errorf("%q is still in the file", word)
	}
	if report, err := b.Check(b.t.Context()); err != nil || len(report.Problems) > 0 {
		b.t.Errorf("the check finds %q, %v", report.Problems, err)
	}
}

func TestAStoreOfBeforeFindsWhatWasDecidedAboutAuthors(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "casino").Number
	b.about("nadia", n, "a gambler")
	b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbBlock})
	before := dump(t, b.Store)
	if err := b.Store.db.Update(func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("about")) }); err != nil {
		t.Fatal(err)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	read, err := Open(b.path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	if h, err := read.Author(n, nil); err != nil || len(h.Notes) != 0 || h.Items != 1 {
		t.Errorf("only read, it tells %+v, %v", h, err)
	}
	if report, err := read.Check(t.Context()); err != nil || len(report.Problems) > 0 {
		t.Errorf("only read, the check finds %q, %v", report.Problems, err)
	}
	if err := read.Close(); err != nil {
		t.Fatal(err)
	}
	b.open()
	if h := b.author(n); len(h.Notes) != 1 || len(h.Sanctions) != 1 {
		t.Errorf("opened again, it tells %+v", h)
	}
	if after := dump(t, b.Store); after != before {
		t.Errorf("before:\n%s\nopened again:\n%s", before, after)
	}
}

// TestNotesAboutAuthorsAreThoseThatWereWrittenAndStand holds the store to a model: a list of notes.
func TestNotesAboutAuthorsAreThoseThatWereWrittenAndStand(t *testing.T) {
	type note struct {
		key    string
		item   int
		undone bool
	}
	people, brands := []string{"karim", "anna"}, []string{"acme", "umbra"}
	rapid.Check(t, func(t *rapid.T) {
		s := scratch(t)
		keys, now := 0, monday
		apply := func(e inbox.Event) inbox.Applied {
			keys++
			now = now.Add(time.Second)
			applied, err := s.Apply(context.Background(), []inbox.Change{{Key: fmt.Sprint(keys), At: now, By: "nadia", Event: e}})
			if err != nil {
				t.Fatal(err)
			}
			return applied[0]
		}
		const items = 8
		var of [items]string // the brand and the author of each; "" = forgotten
		for i := range items {
			author, brand := rapid.SampledFrom(people).Draw(t, "author"), rapid.SampledFrom(brands).Draw(t, "brand")
			of[i] = brand + author
			apply(inbox.Arrived{Channel: "blog", Brand: brand, Start: inbox.Triage{Status: inbox.Done}, Post: inbox.Post{Remote: fmt.Sprint(i), Author: inbox.Author{ID: author}, Digest: "x"}})
		}
		var written []note
		t.Repeat(map[string]func(*rapid.T){
			"write": func(t *rapid.T) {
				i := rapid.IntRange(0, items-1).Draw(t, "item")
				a := apply(inbox.Decided{Number: uint64(i + 1), Decision: inbox.Decision{Verb: inbox.VerbAbout, Text: inbox.Clean(fmt.Sprint("note ", len(written)))}})
				if (a.Err != nil) != (of[i] == "") {
					t.Fatalf("a note on item %d: %v", i+1, a.Err)
				}
				written = append(written, note{a.Change.Key, i, a.Err != nil})
			},
			"take back or make again": func(t *rapid.T) {
				if len(written) == 0 {
					t.Skip("nothing was written")
				}
				n := &written[rapid.IntRange(0, len(written)-1).Draw(t, "note")]
				if a := apply(inbox.Undone{Change: n.key, Number: uint64(n.item + 1), Redo: n.undone}); a.Err == nil {
					n.undone = !n.undone
				} else if of[n.item] != "" {
					t.Fatal(a.Err)
				}
			},
			"forget": func(t *rapid.T) {
				i := rapid.IntRange(0, items-1).Draw(t, "item")
				if of[i] != "" {
					apply(inbox.Forgotten{Brand: strings.TrimSuffix(strings.TrimSuffix(of[i], "karim"), "anna"), Since: now.Add(time.Hour), Numbers: []uint64{uint64(i + 1)}})
					of[i] = ""
				}
			},
			"rebuild": func(t *rapid.T) {
				if err := s.Rebuild(context.Background()); err != nil {
					t.Fatal(err)
				}
			},
			"": func(t *rapid.T) {
				for i, whose := range of {
					var want []string
					for k, n := range slices.Backward(written) {
						if whose != "" && of[n.item] == whose && !n.undone {
							want = append(want, fmt.Sprint("note ", k))
						}
					}
					h, err := s.Author(uint64(i+1), nil)
					if err != nil || !slices.Equal(notes(h), want) {
						t.Fatalf("item %d of %s: told are %q, %v, want %q", i+1, whose, notes(h), err, want)
					}
				}
			},
		})
	})
}
