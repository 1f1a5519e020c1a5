package store

import (
	"slices"
	"testing"
	"time"

	"vigie/inbox"
)

// mentioned is how many items have a note that the person hasn't read, as the store counts them.
func (b *bench) mentioned(person string) int {
	b.t.Helper()
	c, err := b.Counts(nil)
	if err != nil {
		b.t.Fatal(err)
	}
	return c.Mentioned[person]
}

// asked are the numbers of what a query finds when somebody asks.
func (b *bench) asked(person, query string) (numbers []uint64) {
	b.t.Helper()
	q, err := inbox.ParseQuery(query)
	if err != nil {
		b.t.Fatal(err)
	}
	page, err := b.Page(b.t.Context(), inbox.Ask{Query: q, Scene: inbox.Scene{Now: b.now, Person: person}})
	if err != nil {
		b.t.Fatal(err)
	}
	for _, r := range page.Rows {
		numbers = append(numbers, r.Number)
	}
	slices.Sort(numbers)
	return numbers
}

func naming(people ...string) inbox.Decision {
	return inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("look"), Mentions: people}
}

func TestAMentionIsFoundForEverAndCountedUntilRead(t *testing.T) {
	b := newBench(t)
	one, two := b.arrive("1", "a").Number, b.arrive("2", "b").Number
	b.decide("nadia", one, naming("lea"))
	b.decide("nadia", two, naming("lea", "luc"))
	if b.mentioned("lea") != 2 || b.mentioned("luc") != 1 {
		t.Errorf("unread: %d of lea, %d of luc", b.mentioned("lea"), b.mentioned("luc"))
	}
	if row, err := b.Item(one, "lea"); err != nil || row.Seen {
		t.Error("an item with a note that names somebody isn't seen by them")
	}
	if err := b.MarkSeen("lea", one); err != nil {
		t.Fatal(err)
	}
	if b.mentioned("lea") != 1 || !slices.Equal(b.asked("lea", "is:mentioned"), []uint64{two}) || !slices.Equal(b.asked("nadia", "mentions:Léa"), []uint64{one, two}) {
		t.Errorf("after reading: %d, %v, %v", b.mentioned("lea"), b.asked("lea", "is:mentioned"), b.asked("nadia", "mentions:lea"))
	}
	b.decide("lea", two, naming("nadia"))
	if b.mentioned("lea") != 0 || b.mentioned("nadia") != 1 || b.mentioned("luc") != 1 {
		t.Error("who answers by a note has read what named them, and nobody else has")
	}
	b.decide("nadia", one, naming("lea"))
	if b.mentioned("lea") != 1 {
		t.Error("another note names her again")
	}
}

func TestATakenBackNoteNamesNobody(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "a").Number
	note := b.must("nadia", inbox.Decided{Number: it, Decision: naming("lea")}).Change.Key
	b.must("nadia", inbox.Undone{Change: note, Number: it})
	if b.mentioned("lea") != 0 || len(b.asked("lea", "mentions:lea")) != 0 {
		t.Error("the note was taken back")
	}
	b.must("nadia", inbox.Undone{Change: note, Number: it, Redo: true})
	if b.mentioned("lea") != 1 {
		t.Error("the note was made again")
	}
}

func TestAForgottenItemNamesNobody(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "a")
	b.decide("nadia", it.Number, naming("lea"))
	if _, err := b.Erase(t.Context(), b.change("lea", nil), it.Channel, it.Author.Key(), func(inbox.Item) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if b.mentioned("lea") != 0 || len(b.asked("lea", "mentions:lea")) != 0 {
		t.Error("the note is gone, and so is whom it named")
	}
	if report, err := b.Check(t.Context()); err != nil || len(report.Problems) > 0 {
		t.Errorf("the check finds %v, %v", report.Problems, err)
	}
}

func TestWhatCameInLateIsNewWheneverItWasPosted(t *testing.T) {
	b := newBench(t)
	b.arrive("1", "before")
	b.now = b.now.Add(time.Hour)
	left := b.now.Add(-time.Minute)
	late := b.post("2", "posted before she left, heard after")
	late.Posted = left.Add(-time.Hour)
	n := b.must("", inbox.Arrived{Channel: "blog", Brand: "acme", Post: late}).Number
	b.now = b.now.Add(9 * time.Minute)
	if got := b.asked("nadia", "since:10m"); !slices.Equal(got, []uint64{n}) {
		t.Errorf("new are %v, want %d", got, n)
	}
	if got := b.asked("nadia", "after:10m"); len(got) != 0 {
		t.Errorf("posted since are %v", got)
	}
}

func TestASnoozedItemOfAnOlderStoreWakesOpen(t *testing.T) {
	var e encoder
	e.string(itemRemote, "7")
	e.uint(itemStatus, uint64(inbox.Snoozed))
	e.time(itemUntil, monday)
	r, err := decodeRecord(1, e.b, &names{})
	if err != nil || r.Wake(monday).Status != inbox.Open {
		t.Errorf("it wakes %s, %v", r.Wake(monday).Status, err)
	}
}
