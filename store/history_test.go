package store

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"vigie/inbox"
)

func tag(names ...string) inbox.Decision {
	return inbox.Decision{Verb: inbox.VerbTag, Add: names}
}

func TestTheLogAnswersByItemPersonAndBrand(t *testing.T) {
	b := newBench(t)
	one, two := b.arrive("1", "a").Number, b.arrive("2", "b").Number
	b.must("", inbox.Arrived{Channel: "fedi", Brand: "other", Post: b.post("3", "c")})
	b.decide("nadia", one, tag("x"))
	b.decide("luc", two, tag("y"))
	b.decide("nadia", 3, inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("vu")})
	whats := func(ask inbox.LogAsk) (list []uint64) {
		entries, err := b.Log(ask)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			list = append(list, e.Number)
		}
		return list
	}
	for _, c := range []struct {
		ask  inbox.LogAsk
		want []uint64
	}{
		{inbox.LogAsk{}, []uint64{3, two, one}},
		{inbox.LogAsk{By: "nadia"}, []uint64{3, one}},
		{inbox.LogAsk{By: "nadia", Brands: []string{"acme"}}, []uint64{one}},
		{inbox.LogAsk{Brands: []string{"acme"}}, []uint64{two, one}},
		{inbox.LogAsk{Number: two}, []uint64{two}},
		{inbox.LogAsk{Before: 3, Limit: 1}, []uint64{two}},
		{inbox.LogAsk{By: "nobody"}, nil},
	} {
		if got := whats(c.ask); !slices.Equal(got, c.want) {
			t.Errorf("%+v gives %v, want %v", c.ask, got, c.want)
		}
	}
	if entries, _ := b.Log(inbox.LogAsk{Number: 3}); entries[0].Text.String() != "vu" || entries[0].By != "nadia" {
		t.Errorf("the note is %+v", entries[0])
	}
}

func TestABulkIsOneUndo(t *testing.T) {
	b := newBench(t)
	var changes []inbox.Change
	for _, remote := range []string{"1", "2", "3"} {
		c := b.change("nadia", inbox.Decided{Number: b.arrive(remote, "a").Number, Decision: tag("x")})
		c.Group = "bulk"
		changes = append(changes, c)
	}
	b.apply(changes...)
	key, entries, err := b.LastUndoable("nadia", false)
	if err != nil || key != "bulk" || len(entries) != 3 {
		t.Fatalf("to undo: %q, %d entries, %v", key, len(entries), err)
	}
	for person, want := range map[string]bool{"nadia": true, "léa": false} {
		if may, err := b.MayUndo(person); may != want || err != nil {
			t.Errorf("%s may undo: %v, %v", person, may, err)
		}
	}
	for _, e := range entries {
		b.must("nadia", inbox.Undone{Change: e.Key, Number: e.Number})
	}
	if key, _, _ := b.LastUndoable("nadia", false); key != "" {
		t.Errorf("there is still %q to undo", key)
	}
	if may, err := b.MayUndo("nadia"); may || err != nil {
		t.Errorf("there may still be something to undo, %v", err)
	}
}

func TestANewDecisionLeavesNothingToRedo(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "a").Number
	first := b.decide("nadia", n, tag("x"))
	b.must("nadia", inbox.Undone{Change: first.Change.Key, Number: n})
	b.decide("nadia", n, tag("y"))
	if key, _, err := b.LastUndoable("nadia", true); key != "" || err != nil {
		t.Errorf("redo would take %q, %v", key, err)
	}
}

func TestAnUndoIsRefusedWhereItsFieldsMoved(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "a").Number
	first := b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbAssign, To: "nadia"})
	b.decide("luc", n, inbox.Decision{Verb: inbox.VerbAssign, To: "luc"})
	before := dump(t, b.Store)
	b.refused("nadia", inbox.Undone{Change: first.Change.Key, Number: n}, inbox.ErrChanged)
	b.refused("nadia", inbox.Undone{Change: first.Change.Key, Number: n, Redo: true}, inbox.ErrNoChange)
	b.refused("nadia", inbox.Undone{Change: "none", Number: n}, ErrNoChange)
	if after := dump(t, b.Store); after != before {
		t.Error("a refused change leaves something")
	}
}

func TestAPersonsOwnThingsAreTheirs(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "a").Number
	d := inbox.Draft{Number: n, Verb: inbox.VerbReply, Text: "Bonj", Caret: 4, Saved: monday, Seen: 1}
	if err := errors.Join(b.SaveDraft("nadia", d), b.Remember("nadia", "place", []byte("here"))); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := b.Draft("nadia", n, inbox.VerbReply); !ok || err != nil || !reflect.DeepEqual(got, d) {
		t.Errorf("her draft is %+v, %v", got, err)
	}
	if _, ok, _ := b.Draft("luc", n, inbox.VerbReply); ok {
		t.Error("he has a draft of hers")
	}
	if row, err := b.Item(n, "nadia"); err != nil || !row.Draft || row.Seen {
		t.Errorf("her row is %+v, %v", row, err)
	}
	if v, ok, err := b.Recall("nadia", "place"); !ok || string(v) != "here" || err != nil {
		t.Errorf("she recalls %q", v)
	}
	if _, ok, _ := b.Recall("luc", "place"); ok {
		t.Error("he recalls something of hers")
	}
	note := inbox.Draft{Number: n, Verb: inbox.VerbNote, Text: "To look up", Saved: monday}
	longer := d
	longer.Text, longer.Caret = "Bonjour", 7
	if err := errors.Join(b.SaveDraft("nadia", note), b.SaveDraft("nadia", longer)); err != nil {
		t.Fatal(err)
	}
	if got, ok, err := b.Draft("nadia", n, inbox.VerbNote); !ok || err != nil || !reflect.DeepEqual(got, note) {
		t.Errorf("her note is %+v, %v", got, err)
	}
	if list, err := b.Drafts("nadia"); len(list) != 2 || !reflect.DeepEqual(list[0], longer) || err != nil {
		t.Errorf("her drafts are %+v, %v", list, err)
	}
	if err := b.DropDraft("nadia", n, inbox.VerbReply); err != nil {
		t.Fatal(err)
	}
	if got, ok, _ := b.Draft("nadia", n, inbox.VerbNote); !ok || !reflect.DeepEqual(got, note) {
		t.Errorf("with her reply goes her note: %+v", got)
	}
	if err := b.DropDraft("nadia", n, inbox.VerbNote); err != nil {
		t.Fatal(err)
	}
	if list, err := b.Drafts("nadia"); len(list) != 0 || err != nil {
		t.Errorf("her drafts are %v", list)
	}
}

func TestVocabularyAndRereadingKeepToWhatThereIs(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "a").Number
	done := b.arrive("2", "b").Number
	b.must("", inbox.Arrived{Channel: "fedi", Brand: "other", Post: b.post("3", "c")})
	b.decide("nadia", n, tag("x"))
	b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbAssign, To: "luc"})
	b.decide("nadia", done, inbox.Decision{Verb: inbox.VerbDone})
	tags, people, channels := b.Vocabulary([]string{"acme"})
	if !slices.Equal(tags, []string{"x"}) || !slices.Equal(people, []string{"luc"}) || !slices.Equal(channels, []string{"blog"}) {
		t.Errorf("%v %v %v", tags, people, channels)
	}
	b.decide("nadia", done, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"élan", "zébu", "eau"}})
	b.decide("nadia", n, tag("zébu"))
	if tags, _, _ = b.Vocabulary(nil); !slices.Equal(tags, []string{"zébu", "eau", "élan", "x"}) {
		t.Errorf("the tags are offered as %q", tags)
	}
	if ids, err := b.Recent("blog", b.now, 0); err != nil || !slices.Equal(ids, []string{"1"}) {
		t.Errorf("to read again: %v, %v", ids, err)
	}
}

func TestARevisionIsMadeOfWhatIsKeptAndARefusedOneChangesNothing(t *testing.T) {
	b := newBench(t)
	add := func(word string) func([]byte) ([]byte, error) {
		return func(value []byte) ([]byte, error) { return append(value, word...), nil }
	}
	refusal := errors.New("no")
	if err := errors.Join(b.Revise("nadia", "views", add("a")), b.Revise("nadia", "views", add("b")), b.Revise("luc", "views", add("c"))); err != nil {
		t.Fatal(err)
	}
	if err := b.Revise("nadia", "views", func([]byte) ([]byte, error) { return nil, refusal }); err != refusal {
		t.Errorf("the refusal is told as %v", err)
	}
	if v, _, err := b.Recall("nadia", "views"); string(v) != "ab" || err != nil {
		t.Errorf("she recalls %q, %v", v, err)
	}
}

func TestBehindALargeBulkThatWasTakenBackTheDecisionBeforeIsFound(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "a").Number
	first := b.decide("nadia", n, tag("x"))
	var made, back []inbox.Change
	for i := range 5_000 {
		d := inbox.Decision{Verb: inbox.VerbMute}
		if i%2 == 1 {
			d.Verb = inbox.VerbUnmute
		}
		c := b.change("nadia", inbox.Decided{Number: n, Decision: d})
		c.Group = "bulk"
		made = append(made, c)
	}
	for _, c := range slices.Backward(made) {
		u := b.change("nadia", inbox.Undone{Change: c.Key, Number: n})
		u.Group = "undo"
		back = append(back, u)
	}
	b.apply(made...)
	b.apply(back...)
	if key, _, err := b.LastUndoable("nadia", false); key != first.Change.Key || err != nil {
		t.Errorf("to undo: %q, %v", key, err)
	}
	if key, entries, err := b.LastUndoable("nadia", true); key != "bulk" || len(entries) != 5_000 || err != nil {
		t.Errorf("to redo: %q of %d, %v", key, len(entries), err)
	}
}
