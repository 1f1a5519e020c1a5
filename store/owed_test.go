package store

import (
	"encoding/binary"
	"fmt"
	"testing"
	"time"

	"vigie/inbox"
)

// escalated brings an item that a department answers within a length of time; 0 is whenever.
func (b *bench) escalated(remote, department string, within time.Duration) uint64 {
	b.t.Helper()
	it := b.arrive(remote, "Bonjour")
	d := inbox.Decision{Verb: inbox.VerbEscalate, To: department}
	if within != 0 {
		d.Until = b.now.Add(within)
	}
	b.must("nadia", inbox.Decided{Number: it.Number, Decision: d})
	return it.Number
}

// owes are the numbers that a department owes, page by page.
func (b *bench) owes(ask inbox.OwedAsk) (numbers []uint64, o inbox.Owed) {
	b.t.Helper()
	for page := 0; page == 0 || ask.From != (inbox.Position{}); page++ {
		o2, err := b.Owed(ask)
		if err != nil {
			b.t.Fatal(err)
		}
		if page == 0 {
			o = o2
		}
		for _, r := range o2.Rows {
			numbers = append(numbers, r.Number)
		}
		ask.From = o2.Next
	}
	return numbers, o
}

func TestADepartmentOwesTheEarliestDueFirstAndWhatHasNoTermLast(t *testing.T) {
	b := newBench(t)
	whenever := b.escalated("1", "sav", 0)
	late := b.escalated("2", "sav", 4*time.Hour)
	later := b.escalated("3", "sav", 9*time.Hour)
	latest := b.escalated("4", "sav", time.Hour)
	b.escalated("5", "legal", time.Minute)
	for limit := 1; limit < 6; limit++ {
		got, o := b.owes(inbox.OwedAsk{Department: "sav", Now: b.now.Add(5 * time.Hour), Limit: limit})
		if want := []uint64{latest, late, later, whenever}; fmt.Sprint(got) != fmt.Sprint(want) || o.All != 4 || o.Late != 2 {
			t.Errorf("%d a page: %v, all %d, late %d, want %v", limit, got, o.All, o.Late, want)
		}
	}
	if got, _ := b.owes(inbox.OwedAsk{Department: "nobody"}); len(got) != 0 {
		t.Errorf("a department that has nothing owes %v", got)
	}
	if got, _ := b.owes(inbox.OwedAsk{Department: "sav", Brands: []string{"another"}}); len(got) != 0 {
		t.Errorf("behind the wall it owes %v", got)
	}
}

func TestWhatIsMovedReturnedOrUndoneIsOwedByWhoHasIt(t *testing.T) {
	b := newBench(t)
	n := b.escalated("1", "sav", time.Hour)
	owed := func(want string) {
		t.Helper()
		sav, _ := b.owes(inbox.OwedAsk{Department: "sav"})
		legal, _ := b.owes(inbox.OwedAsk{Department: "legal"})
		counts, err := b.Counts(nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(sav, legal); got != want || counts.Department["sav"] != len(sav) || counts.Department["legal"] != len(legal) {
			t.Errorf("sav and legal owe %s, want %s; counted %v", got, want, counts.Department)
		}
	}
	owed("[1] []")
	move := b.must("lea", inbox.Decided{Number: n, Decision: inbox.Decision{Verb: inbox.VerbMove, To: "legal", Until: b.now.Add(2 * time.Hour)}})
	owed("[] [1]")
	b.must("lea", inbox.Undone{Change: move.Change.Key, Number: n})
	owed("[1] []")
	b.must("lea", inbox.Undone{Change: move.Change.Key, Number: n, Redo: true})
	owed("[] [1]")
	b.must("lea", inbox.Decided{Number: n, Decision: inbox.Decision{Verb: inbox.VerbUrge, Text: inbox.Clean("please")}})
	if row, err := b.Item(n, "lea"); err != nil || row.Urged != 1 {
		t.Errorf("urged %d times, %v", row.Urged, err)
	}
	back := b.must("lea", inbox.Decided{Number: n, Decision: inbox.Decision{Verb: inbox.VerbSendBack, Text: inbox.Clean("it is ours")}})
	owed("[] []")
	b.must("lea", inbox.Undone{Change: back.Change.Key, Number: n})
	owed("[] [1]")
	if row, err := b.Item(n, "lea"); err != nil || row.Urged != 1 || row.Due.IsZero() {
		t.Errorf("the undo brought back %+v, %v", row.Triage, err)
	}
	report, err := b.Check(t.Context())
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("check: %v, %v", report.Problems, err)
	}
}

func TestAStoreOfTheFirstLayoutIsMadeAnewAndTellsWhatIsOwed(t *testing.T) {
	b := newBench(t)
	n := b.escalated("1", "sav", time.Hour)
	err := b.transact(func(x *txn) error {
		index := x.bucket(bucketIndex)
		var old [][]byte
		for k, _ := index.Cursor().First(); k != nil; k, _ = index.Cursor().Seek(append(k, 0)) {
			if indexKind(k[2]) == byDue {
				old = append(old, append([]byte{}, k...))
			}
		}
		for _, k := range old {
			if err := index.Delete(k); err != nil {
				return err
			}
			if err := x.bucket(bucketCounts).Delete(k[:prefixSize]); err != nil {
				return err
			}
		}
		return x.bucket(bucketMeta).Put(metaSchema, binary.AppendUvarint(nil, 1))
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := b.owes(inbox.OwedAsk{Department: "sav"}); len(got) != 0 {
		t.Fatalf("the older layout tells %v", got)
	}
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b.open()
	if got, o := b.owes(inbox.OwedAsk{Department: "sav"}); len(got) != 1 || got[0] != n || o.All != 1 {
		t.Errorf("once opened it tells %v", got)
	}
	report, err := b.Check(t.Context())
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("check: %v, %v", report.Problems, err)
	}
}
