package store

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/inbox"
)

func TestAPostThatArrivesIsFoundByEveryIndex(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Où est mon colis ?")
	b.decide("nadia", it.Number, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"parcel"}})
	b.decide("nadia", it.Number, inbox.Decision{Verb: inbox.VerbAssign, To: "luc"})
	for _, q := range []string{"", "is:open", "channel:blog", "tag:parcel", "assignee:luc", "brand:acme", "is:open tag:parcel", "colis"} {
		if got := b.numbers(q); !slices.Equal(got, []uint64{it.Number}) {
			t.Errorf("%q finds %v", q, got)
		}
	}
	for _, q := range []string{"is:done", "channel:fedi", "tag:other", "assignee:nadia", "brand:other", "rien"} {
		if got := b.numbers(q); len(got) != 0 {
			t.Errorf("%q finds %v", q, got)
		}
	}
}

func TestAKnownPostBringsNothing(t *testing.T) {
	b := newBench(t)
	p := b.post("1", "Bonjour")
	b.bring(p)
	if a := b.bring(p); !a.Nothing || a.New || a.Number != 1 {
		t.Errorf("brought again it gives %+v", a)
	}
}

func TestAnAppliedKeyDoesNothingAgain(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	c := b.change("nadia", inbox.Decided{Number: it.Number, Decision: inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("vu")}})
	b.apply(c)
	if a := b.apply(c)[0]; !a.Nothing || a.Item.Notes != 1 {
		t.Errorf("applied again it gives %+v", a)
	}
}

func TestAnEditAfterOurAnswerReopensToWhoAnswered(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	b.decide("nadia", it.Number, inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean("Merci")})
	a := b.bring(b.post("1", "Scandale"))
	if a.Item.Status != inbox.Open || a.Item.Assignee != "nadia" || a.Item.Edits != 1 {
		t.Errorf("after the edit: %+v", a.Item.Triage)
	}
	versions, err := b.Versions(it.Number)
	if err != nil || len(versions) != 1 || versions[0].Text.String() != "Bonjour" {
		t.Errorf("kept versions: %v, %v", versions, err)
	}
}

func TestWhoeverEditsForEverFillsNoDisk(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "text 0")
	for i := range 130 {
		b.bring(b.post("1", fmt.Sprintf("text %d", i+1)))
	}
	versions, err := b.Versions(it.Number)
	if err != nil || len(versions) != maxVersions || versions[0].Text.String() != "text 0" || versions[maxVersions-1].Text.String() != "text 129" {
		t.Errorf("%d versions, %v: %v … %v", len(versions), err, versions[0], versions[len(versions)-1])
	}
}

func TestADeletionMayComeBeforeItsPost(t *testing.T) {
	b := newBench(t)
	b.must("", inbox.Gone{Channel: "blog", Remote: "1"})
	if it := b.arrive("1", "Bonjour"); it.Visibility != inbox.Deleted {
		t.Errorf("it arrives %s", it.Visibility)
	}
}

func TestOurAnswerFromElsewhereClosesWhatItAnswersInEitherOrder(t *testing.T) {
	for _, late := range []bool{false, true} {
		b := newBench(t)
		question, ours := b.post("1", "Quand ?"), b.post("2", "Demain")
		ours.Ours, ours.Parent, ours.Thread = true, "1", "1"
		posts := []inbox.Post{question, ours}
		if late {
			slices.Reverse(posts)
		}
		for _, p := range posts {
			b.bring(p)
		}
		n, ok, err := b.Lookup("blog", "1")
		if err != nil || !ok || b.item(n).Status != inbox.Done {
			t.Errorf("late %v: the question is %s", late, b.item(n).Status)
		}
		if thread, err := b.Thread(n); err != nil || len(thread) != 2 {
			t.Errorf("late %v: its thread has %d items, %v", late, len(thread), err)
		}
	}
}

func TestALongThreadIsReadAroundItsItem(t *testing.T) {
	b := newBench(t)
	b.arrive("root", "Qui vient ?")
	last := uint64(0)
	for i := range maxThread + 100 {
		p := b.post(fmt.Sprint(i), "moi")
		p.Thread, p.Parent = "root", "root"
		last = b.bring(p).Number
	}
	for _, n := range []uint64{1, 50, last - 50, last} {
		thread, err := b.Thread(n)
		if err != nil || len(thread) != maxThread {
			t.Fatalf("%d of item %d's thread, %v", len(thread), n, err)
		}
		if !slices.ContainsFunc(thread, func(it inbox.Item) bool { return it.Number == n }) {
			t.Errorf("item %d isn't in what is read of its thread", n)
		}
		if !slices.IsSortedFunc(thread, func(a, b inbox.Item) int { return cmp.Compare(a.Order, b.Order) }) {
			t.Errorf("the thread of item %d isn't told oldest first", n)
		}
	}
}

func TestALateRootGathersItsThread(t *testing.T) {
	b := newBench(t)
	leaf, middle, root := b.post("3", "c"), b.post("2", "b"), b.post("1", "a")
	leaf.Thread, leaf.Parent = "2", "2"
	middle.Thread, middle.Parent = "1", "1"
	n := b.bring(leaf).Number
	b.bring(middle)
	b.bring(root)
	thread, err := b.Thread(n)
	if err != nil || len(thread) != 3 {
		t.Fatalf("the thread has %d items, %v", len(thread), err)
	}
	for _, it := range thread {
		if it.Thread != "1" {
			t.Errorf("item %s hangs from %s", it.Remote, it.Thread)
		}
	}
}

func TestAStaleDecisionIsRefused(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	b.decide("luc", it.Number, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"x"}})
	b.refused("nadia", inbox.Decided{Number: it.Number, Version: it.Version, Decision: inbox.Decision{Verb: inbox.VerbDone}}, inbox.ErrChanged)
	b.refused("nadia", inbox.Decided{Number: 99, Decision: inbox.Decision{Verb: inbox.VerbDone}}, ErrNoItem)
	b.must("nadia", inbox.Decided{Number: it.Number, Version: it.Version, Decision: inbox.Decision{Verb: inbox.VerbTag, Add: []string{"y"}}})
}

func TestADeliveredReplyBecomesAnItemThatThePollAddsNothingTo(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	d := b.decide("nadia", it.Number, inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean("Merci")}).Delivery
	if d == nil || d.State != inbox.Ready || b.item(it.Number).Pending != 1 {
		t.Fatalf("the reply causes %+v", d)
	}
	b.must("", inbox.Progressed{Delivery: d.ID, Progress: inbox.Progress{State: inbox.Sending}})
	own := b.post("9", "Merci")
	b.must("", inbox.Progressed{Delivery: d.ID, Progress: inbox.Progress{State: inbox.Sent, Remote: "9", Post: &own}})
	if it := b.item(it.Number); it.Pending != 0 || it.Status != inbox.Done {
		t.Errorf("after it was sent: %+v", it.Flags)
	}
	if !b.Linked("blog", "9") || b.Linked("blog", "1") {
		t.Error("the reply's id should be linked, and no other")
	}
	own.Ours, own.Parent, own.Thread = true, "1", "1"
	if a := b.bring(own); !a.Nothing {
		t.Errorf("the poll adds %+v", a)
	}
	if thread, _ := b.Thread(it.Number); len(thread) != 2 || !thread[1].Ours {
		t.Errorf("the thread is %v", thread)
	}
}

func TestARefusedReplyComesBackToItsSender(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	d := b.decide("nadia", it.Number, inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean("Merci")}).Delivery
	b.must("", inbox.Progressed{Delivery: d.ID, Progress: inbox.Progress{State: inbox.Sending}})
	b.must("", inbox.Progressed{Delivery: d.ID, Progress: inbox.Progress{State: inbox.Refused, Words: inbox.Clean("too long")}})
	got := b.item(it.Number)
	if got.Status != inbox.Open || got.Assignee != "nadia" || !got.Unsent || got.Pending != 0 {
		t.Errorf("it is %+v %+v", got.Triage, got.Flags)
	}
	counts, err := b.Counts(nil)
	if err != nil || counts.Unsent != 1 || counts.Status[inbox.Open] != 1 || counts.Assignee["nadia"] != 1 {
		t.Errorf("counts are %+v, %v", counts, err)
	}
}

func TestUndoTakesBackExactlyWhatWasChanged(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	b.decide("luc", it.Number, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"a"}})
	before := b.item(it.Number).Triage
	b.decide("nadia", it.Number, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"a", "b"}})
	key, entries, err := b.LastUndoable("nadia", false)
	if err != nil || len(entries) != 1 {
		t.Fatalf("to undo: %v, %v", entries, err)
	}
	b.must("nadia", inbox.Undone{Change: key, Number: it.Number})
	if diff := inbox.Diff(before, b.item(it.Number).Triage); len(diff) > 0 {
		t.Errorf("undo leaves %s", diff)
	}
	again, _, _ := b.LastUndoable("nadia", true)
	if again != key {
		t.Fatalf("to redo: %q, want %q", again, key)
	}
	b.must("nadia", inbox.Undone{Change: key, Number: it.Number, Redo: true})
	if !b.item(it.Number).HasTag("b") {
		t.Error("redo brings the tag back")
	}
	if again, _, _ := b.LastUndoable("nadia", true); again != "" {
		t.Errorf("nothing is left to redo, got %q", again)
	}
}

func TestUndoOfAReplyCancelsItUntilItLeaves(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	c := b.change("nadia", inbox.Decided{Number: it.Number, Decision: inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean("Merci")}, Hold: b.now.Add(8 * time.Second)})
	d := b.apply(c)[0].Delivery
	if d.State != inbox.Holding {
		t.Fatalf("it is %s", d.State)
	}
	if a := b.must("nadia", inbox.Undone{Change: c.Key, Number: it.Number}); a.Delivery.State != inbox.Cancelled || a.Item.Status != inbox.Open || a.Item.Pending != 0 {
		t.Errorf("undone: %+v, %+v", a.Delivery, a.Item.Triage)
	}
	b.must("nadia", inbox.Undone{Change: c.Key, Number: it.Number, Redo: true})
	b.must("", inbox.Progressed{Delivery: d.ID, Progress: inbox.Progress{State: inbox.Sending}})
	b.refused("nadia", inbox.Undone{Change: c.Key, Number: it.Number}, inbox.ErrDelivery)
}

func TestTimeWakesAndTellsLateOnce(t *testing.T) {
	b := newBench(t)
	one, two := b.arrive("1", "a"), b.arrive("2", "b")
	until := b.now.Add(time.Hour)
	b.decide("nadia", one.Number, inbox.Decision{Verb: inbox.VerbSnooze, Until: until})
	b.decide("nadia", two.Number, inbox.Decision{Verb: inbox.VerbEscalate, To: "sav", Until: until})
	if due, err := b.Due(until.Add(-time.Millisecond), 0); err != nil || len(due) != 0 {
		t.Fatalf("due before its time: %v, %v", due, err)
	}
	due, err := b.Due(until, 0)
	if err != nil || len(due) != 2 {
		t.Fatalf("due: %v, %v", due, err)
	}
	if a := b.must("", inbox.Woke{Number: one.Number}); !a.Nothing {
		t.Error("it doesn't wake before its time")
	}
	b.now = until.Add(time.Second)
	if a := b.must("", inbox.Woke{Number: one.Number}); a.Item.Status != inbox.Open {
		t.Errorf("woken, it is %s", a.Item.Status)
	}
	b.must("", inbox.Late{Number: two.Number})
	if a := b.must("", inbox.Late{Number: two.Number}); !a.Nothing {
		t.Error("late is told once")
	}
	if due, _ := b.Due(b.now, 0); len(due) != 0 {
		t.Errorf("still due: %v", due)
	}
}

func TestRulesActInTheirOrderAndAreNamed(t *testing.T) {
	b := newBench(t)
	a := b.must("", inbox.Arrived{Channel: "blog", Brand: "acme", Post: b.post("1", "remboursement"), Rules: []inbox.Ruled{
		{Rule: "refund", Decision: inbox.Decision{Verb: inbox.VerbTag, Add: []string{"refund"}}},
		{Rule: "refund", Decision: inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}},
		{Rule: "again", Decision: inbox.Decision{Verb: inbox.VerbTag, Add: []string{"refund"}}},
	}})
	if a.Item.Status != inbox.Escalated || !a.Item.HasTag("refund") {
		t.Errorf("it is %+v", a.Item.Triage)
	}
	entries, err := b.Log(inbox.LogAsk{Number: a.Number})
	if err != nil || len(entries) != 2 || entries[0].Rule != "refund" || entries[0].What != "escalate" {
		t.Errorf("the log says %+v, %v", entries, err)
	}
}

func TestWhatWasSeenStaysSeenUntilSomebodyElseMovesIt(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	if err := b.MarkSeen("nadia", it.Number, 99); err != nil {
		t.Fatal(err)
	}
	b.decide("nadia", it.Number, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"a"}})
	if row, err := b.Item(it.Number, "nadia"); err != nil || !row.Seen {
		t.Error("her own decision leaves it seen")
	}
	b.decide("luc", it.Number, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"b"}})
	if row, err := b.Item(it.Number, "nadia"); err != nil || row.Seen || !slices.Equal(b.numbers("is:unseen"), []uint64{it.Number}) {
		t.Error("a decision of somebody else makes it unseen")
	}
}

func TestAChannelKeepsItsNumberWhenItIsRenamed(t *testing.T) {
	b := newBench(t)
	b.arrive("1", "Bonjour")
	b.must("", inbox.Polled{Channel: "blog", Cursor: "c1"})
	b.must("", inbox.Measured{Channel: "blog", Followers: 12})
	b.must("", inbox.Renamed{From: "blog", To: "journal"})
	rec, err := b.Channel("journal")
	if err != nil || rec.Cursor != "c1" || rec.Brand != "acme" || len(rec.Followers) != 1 || rec.First.IsZero() {
		t.Errorf("the channel is %+v, %v", rec, err)
	}
	if got := b.item(1).Channel; got != "journal" {
		t.Errorf("its item is of %s", got)
	}
	if rec, err := b.Channel("nowhere"); err != nil || rec.Number != 0 {
		t.Errorf("an unknown channel is %+v, %v", rec, err)
	}
}

func TestPagesGoBothWays(t *testing.T) {
	b := newBench(t)
	for i := range 10 {
		b.now = b.now.Add(time.Minute)
		b.arrive(string(rune('a'+i)), "x")
	}
	ask := inbox.Ask{Limit: 4}
	first, err := b.Page(t.Context(), ask)
	if err != nil || len(first.Rows) != 4 || !first.More || first.Rows[0].Number != 10 {
		t.Fatalf("the first page is %v, %v", first, err)
	}
	ask.From = first.Rows[3].At()
	second, _ := b.Page(t.Context(), ask)
	if second.Rows[0].Number != 6 || second.Rows[3].Number != 3 {
		t.Errorf("the second page begins with %d", second.Rows[0].Number)
	}
	ask.From, ask.Back = second.Rows[0].At(), true
	back, _ := b.Page(t.Context(), ask)
	if back.More || back.Rows[0].Number != 10 || back.Rows[3].Number != 7 {
		t.Errorf("back again it is %v", back)
	}
	if n, more, err := b.Count(t.Context(), inbox.Ask{}, 999); n != 10 || more || err != nil {
		t.Errorf("counted %d", n)
	}
}
