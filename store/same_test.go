package store

import (
	"testing"
	"time"

	"vigie/inbox"
)

// meet brings one public post by way of a channel of a brand.
func (b *bench) meet(channel, brand, remote string) inbox.Applied {
	b.t.Helper()
	p := b.post(remote, "Où est mon colis ?")
	p.Origin = "social.example/users/zoe/statuses/17"
	return b.must("", inbox.Arrived{Channel: channel, Brand: brand, Post: p})
}

func (b *bench) reply(n uint64, keepOpen bool) inbox.Applied {
	return b.decide("nadia", n, inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean("Demain"), KeepOpen: keepOpen})
}

// sameAs are the numbers of the items that are the same post.
func (b *bench) sameAs(n uint64) (list []uint64) {
	b.t.Helper()
	items, err := b.Same(n)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, it := range items {
		list = append(list, it.Number)
	}
	return list
}

func (b *bench) whole() {
	b.t.Helper()
	if report, err := b.Check(b.t.Context()); err != nil || len(report.Problems) > 0 {
		b.t.Errorf("the check finds %q, %v", report.Problems, err)
	}
}

func TestAnsweringAPostMarksItWhereAnotherChannelMetIt(t *testing.T) {
	b := newBench(t)
	one, two, other := b.meet("fedi", "acme", "1").Number, b.meet("fedi2", "acme", "9").Number, b.meet("fedi3", "umbra", "9").Number
	if got := b.sameAs(one); len(got) != 1 || got[0] != two {
		t.Fatalf("the same as %d: %v", one, got)
	}
	if got := b.sameAs(other); len(got) != 0 {
		t.Errorf("another brand's item is the same as %v", got)
	}
	if b.reply(two, true); b.item(one).Status != inbox.Open {
		t.Error("a reply that keeps its item open closes the other")
	}
	b.reply(two, false)
	got := b.item(one)
	if got.Status != inbox.Done || got.AnsweredBy != "nadia" || b.item(other).Status != inbox.Open {
		t.Errorf("the other item is %+v", got.Triage)
	}
	lines, err := b.Log(inbox.LogAsk{Number: one, Limit: 1})
	if err != nil || lines[0].What != "answered" || lines[0].To != "fedi2" || lines[0].By != "nadia" {
		t.Errorf("its history ends with %+v, %v", lines, err)
	}
	b.whole()
}

func TestAnEscalatedItemStaysWithItsDepartmentWhereTheSamePostIsAnswered(t *testing.T) {
	b := newBench(t)
	one, two := b.meet("fedi", "acme", "1").Number, b.meet("fedi2", "acme", "9").Number
	b.decide("nadia", one, inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"})
	b.reply(two, false)
	if got := b.item(one).Status; got != inbox.Escalated {
		t.Errorf("it is %s", got)
	}
}

func TestAPostThatComesAfterItWasAnsweredElsewhereArrivesDone(t *testing.T) {
	b := newBench(t)
	b.reply(b.meet("fedi", "acme", "1").Number, false)
	if got := b.meet("fedi2", "acme", "9").Item; got.Status != inbox.Done || got.AnsweredBy != "nadia" {
		t.Errorf("it arrives %+v", got.Triage)
	}
}

func TestTakingAnAnswerBackBringsBackTheSamePost(t *testing.T) {
	b := newBench(t)
	one, two := b.meet("fedi", "acme", "1").Number, b.meet("fedi2", "acme", "9").Number
	a := b.reply(two, false)
	for _, redo := range []bool{false, true, false} {
		b.must("nadia", inbox.Undone{Change: a.Change.Key, Number: two, Redo: redo, Hold: b.now.Add(time.Minute)})
		want := inbox.Open
		if redo {
			want = inbox.Done
		}
		if got := b.item(one).Status; got != want {
			t.Errorf("redo %v: it is %s", redo, got)
		}
	}
	b.whole()
}

func TestAnAnswerThatIsRefusedBringsBackTheSamePost(t *testing.T) {
	b := newBench(t)
	one, two := b.meet("fedi", "acme", "1").Number, b.meet("fedi2", "acme", "9").Number
	d := b.reply(two, false).Delivery
	for _, state := range []inbox.DeliveryState{inbox.Sending, inbox.Refused} {
		b.must("", inbox.Progressed{Delivery: d.ID, Progress: inbox.Progress{State: state}})
	}
	if got := b.item(one); got.Status != inbox.Open {
		t.Errorf("it is %s", got.Status)
	}
	b.whole()
}

func TestOurAnswerFromElsewhereMarksTheSamePostToo(t *testing.T) {
	b := newBench(t)
	one := b.meet("fedi", "acme", "1").Number
	b.meet("fedi2", "acme", "9")
	ours := b.post("10", "Demain")
	ours.Ours, ours.Parent, ours.Thread = true, "9", "9"
	b.must("", inbox.Arrived{Channel: "fedi2", Brand: "acme", Post: ours, Start: inbox.Triage{Status: inbox.Done}})
	if got := b.item(one).Status; got != inbox.Done {
		t.Errorf("it is %s", got)
	}
	lines, err := b.Log(inbox.LogAsk{Number: one, Limit: 1})
	if err != nil || len(lines) != 1 || lines[0].What != "answered" || lines[0].To != "fedi2" {
		t.Errorf("its history ends with %+v, %v", lines, err)
	}
}

func TestOriginsCostNothingWhereThereAreNone(t *testing.T) {
	b := newBench(t)
	b.arrive("1", "bonjour")
	err := b.read(func(v *view) error {
		r, err := v.record(1)
		if err != nil {
			return err
		}
		for _, e := range entriesOf(&r, v.known(&r.Item)) {
			if indexKind(e[2]) == byOrigin {
				t.Error("it stands in the index of origins")
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
