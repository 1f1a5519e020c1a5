package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vigie/inbox"
)

// dump is the logical state of a store: every bucket but those of search, which are posted when there is time.
func dump(t interface{ Fatal(...any) }, s *Store) string {
	var out strings.Builder
	err := s.read(func(v *view) error {
		for id := range buckets {
			switch id {
			case bucketMeta, bucketTerms, bucketOrders, bucketUnposted:
				continue
			}
			b := v.bucket(id)
			fmt.Fprintf(&out, "%s %d\n", bucketNamesOf[id], b.Sequence())
			err := b.ForEach(func(k, value []byte) error {
				fmt.Fprintf(&out, "  %x = %x\n", k, value)
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// scratch opens an empty store in a folder that a run of a property has to itself.
func scratch(t *rapid.T) *Store {
	dir, err := os.MkdirTemp("", "store")
	if err != nil {
		t.Fatal(err)
	}
	s, err := Open(filepath.Join(dir, "inbox"), Options{Machine: "here", Salt: []byte("salt")})
	if err != nil {
		t.Fatal(err)
	}
	s.db.NoSync = true
	t.Cleanup(func() {
		if err := errors.Join(s.Close(), os.RemoveAll(dir)); err != nil {
			t.Error(err)
		}
	})
	return s
}

// drawer draws changes that mean something: they name a few posts, items, deliveries, people and tags again and again.
type drawer struct {
	t    *rapid.T
	at   time.Time
	keys []string
}

func (d *drawer) one(label string, from ...string) string {
	return rapid.SampledFrom(from).Draw(d.t, label)
}

func (d *drawer) number(label string) uint64 { return rapid.Uint64Range(1, 8).Draw(d.t, label) }

func (d *drawer) change() inbox.Change {
	d.at = d.at.Add(time.Duration(rapid.IntRange(0, 5000).Draw(d.t, "wait")) * time.Millisecond)
	key := "k" + strconv.Itoa(len(d.keys))
	if len(d.keys) > 0 && rapid.IntRange(0, 19).Draw(d.t, "again") == 0 {
		key = d.one("key", d.keys...)
	}
	d.keys = append(d.keys, key)
	return inbox.Change{Key: key, At: d.at, By: d.one("by", "", "nadia", "luc"), Group: d.one("group", "", "", "g"), Event: d.event()}
}

func (d *drawer) event() inbox.Event {
	switch rapid.IntRange(0, 9).Draw(d.t, "event") {
	case 0, 1, 2:
		return d.arrived()
	case 3:
		return inbox.Gone{Channel: d.one("channel", "blog", "fedi"), Remote: d.one("remote", "1", "2", "3", "4", "5")}
	case 4, 5, 6:
		return inbox.Decided{
			Number: d.number("item"), Version: rapid.Uint64Range(0, 3).Draw(d.t, "version"), Decision: d.decision(),
			Hold: d.at.Add(time.Duration(rapid.IntRange(-1, 8).Draw(d.t, "hold")) * time.Second),
		}
	case 7:
		return inbox.Undone{Change: d.one("undo", append(d.keys, "none")...), Number: d.number("item"), Redo: rapid.Bool().Draw(d.t, "redo")}
	case 8:
		return inbox.Progressed{Delivery: d.number("delivery"), Progress: inbox.Progress{
			State:  inbox.DeliveryState(rapid.IntRange(0, 8).Draw(d.t, "state")),
			Remote: d.one("made", "", "8", "9"), Until: d.at.Add(time.Minute), Words: inbox.Clean("why"),
			Text: inbox.Clean(d.one("text", "", "mended")),
		}}
	}
	switch rapid.IntRange(0, 5).Draw(d.t, "other") {
	case 5:
		return inbox.Signed{
			What:  d.one("signed", inbox.SignedIn, inbox.SignedOut, inbox.TurnedAway, inbox.TookCopy),
			Visit: inbox.Visit{Address: d.one("address", "", "192.0.2.1"), Key: d.one("fingerprint", "", "SHA256:abc")}, Why: inbox.CleanLine(d.one("why", "", "no such key")),
		}
	case 4:
		return inbox.Forgotten{
			Brand: d.one("brand", "acme", "umbra"), Since: d.at.Add(time.Duration(rapid.IntRange(-9, 1).Draw(d.t, "since")) * time.Second),
			Numbers: rapid.SliceOfN(rapid.Uint64Range(1, 8), 0, 6).Draw(d.t, "numbers"),
		}
	case 0:
		return inbox.Woke{Number: d.number("item")}
	case 1:
		return inbox.Late{Number: d.number("item")}
	case 2:
		return inbox.Measured{Channel: "blog", Followers: 3}
	}
	return inbox.Polled{Channel: d.one("channel", "blog", "fedi"), Cursor: "c"}
}

func (d *drawer) arrived() inbox.Arrived {
	remotes := []string{"1", "2", "3", "4", "5", "8", "9"}
	a := inbox.Arrived{Channel: d.one("channel", "blog", "fedi"), Brand: "acme", Seen: rapid.Bool().Draw(d.t, "seen"), Post: inbox.Post{
		Remote: d.one("remote", remotes...), Parent: d.one("parent", append(remotes, "")...), Kind: inbox.Comment,
		Text: inbox.Clean(d.one("text", "bonjour", "Bonjour !! @acme", "où est mon colis", "merci")), Ours: rapid.IntRange(0, 3).Draw(d.t, "ours") == 0,
		Author: inbox.Author{ID: d.one("author", "a", "b"), Links: []inbox.Link{{Name: inbox.CleanLine(d.one("link", "", "Blog")), URL: inbox.CleanLine("https://a.example/")}}, Followers: rapid.SampledFrom([]int{-1, -1, 10, 1500, 90_000}).Draw(d.t, "followers")}, Posted: d.at.Add(-time.Second),
		Digest: d.one("digest", "x", "y", "z"), Original: d.one("original", "", "<b>"),
		Origin: d.one("origin", "", "", "blog.example/1", "blog.example/2"), Private: rapid.IntRange(0, 9).Draw(d.t, "private") == 0,
	}}
	a.Post.Thread = d.one("thread", append(remotes, "")...)
	if rapid.IntRange(0, 3).Draw(d.t, "ruled") == 0 {
		a.Rules = []inbox.Ruled{{Rule: "r", Decision: d.decision()}}
	}
	return a
}

func (d *drawer) decision() inbox.Decision {
	verbs := make([]string, len(inbox.Actions))
	for i, a := range inbox.Actions {
		verbs[i] = string(a.Verb)
	}
	return inbox.Decision{
		Verb: inbox.Verb(d.one("verb", verbs...)), Text: inbox.Clean(d.one("words", "", "merci")), To: d.one("to", "", "sav", "luc"),
		Add: []string{d.one("add", "a", "b", "c")}, Remove: []string{d.one("remove", "a", "b", "d")},
		Priority: inbox.Priority(rapid.IntRange(-1, 2).Draw(d.t, "priority")), Until: d.at.Add(time.Second), KeepOpen: rapid.Bool().Draw(d.t, "keep"),
		Mentions: [][]string{nil, nil, {"luc"}, {"luc", "nadia"}}[rapid.IntRange(0, 3).Draw(d.t, "mentions")],
	}
}

func (d *drawer) changes() (list []inbox.Change) {
	for range rapid.IntRange(1, 40).Draw(d.t, "changes") {
		list = append(list, d.change())
	}
	return list
}

func TestTheSameChangesGiveTheSameStore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		changes := (&drawer{t: t, at: monday}).changes()
		one, two := scratch(t), scratch(t)
		if _, err := one.Apply(context.Background(), changes); err != nil {
			t.Fatal(err)
		}
		for _, c := range changes {
			if _, err := two.Apply(context.Background(), []inbox.Change{c}); err != nil {
				t.Fatal(err)
			}
		}
		if a, b := dump(t, one), dump(t, two); a != b {
			t.Fatalf("together:\n%s\none by one:\n%s", a, b)
		}
	})
}

func TestIndexesAndCountersAreWhatARebuildMakes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scratch(t)
		if _, err := s.Apply(context.Background(), (&drawer{t: t, at: monday}).changes()); err != nil {
			t.Fatal(err)
		}
		for _, who := range []string{"luc", "nadia"} {
			if err := s.MarkSeen(who, rapid.SliceOfN(rapid.Uint64Range(1, 8), 0, 4).Draw(t, "seen by "+who)...); err != nil {
				t.Fatal(err)
			}
		}
		report, err := s.Check(context.Background())
		if err != nil || len(report.Problems) > 0 {
			t.Fatalf("the check finds %q, %v", report.Problems, err)
		}
		before := dump(t, s)
		if err := s.Rebuild(context.Background()); err != nil {
			t.Fatal(err)
		}
		if after := dump(t, s); after != before {
			t.Fatalf("before:\n%s\nrebuilt:\n%s", before, after)
		}
	})
}

func TestUndoRestoresTheTriageThatADecisionFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scratch(t)
		d := &drawer{t: t, at: monday}
		if _, err := s.Apply(context.Background(), d.changes()); err != nil {
			t.Fatal(err)
		}
		number := d.number("item")
		row, err := s.Item(number, "")
		if err != nil {
			return
		}
		decided := inbox.Change{Key: "decided", At: d.at, By: "nadia", Event: inbox.Decided{Number: number, Decision: d.decision()}}
		undone := inbox.Change{Key: "undone", At: d.at, By: "nadia", Event: inbox.Undone{Change: "decided", Number: number}}
		applied, err := s.Apply(context.Background(), []inbox.Change{decided, undone})
		if err != nil {
			t.Fatal(err)
		}
		if applied[0].Err != nil {
			return
		}
		if applied[1].Err != nil {
			t.Fatalf("undo is refused: %v", applied[1].Err)
		}
		if diff := inbox.Diff(row.Triage, applied[1].Item.Triage); len(diff) > 0 {
			t.Fatalf("undo leaves %s", diff)
		}
		if got := applied[1].Item; got.Pending != row.Pending || got.Notes != row.Notes {
			t.Fatalf("undo leaves %+v, it was %+v", got.Flags, row.Flags)
		}
		for i, m := range row.Mentions {
			if got := applied[1].Item; len(got.Mentions) != len(row.Mentions) || got.Mentions[i].Person != m.Person || got.Mentions[i].Notes != m.Notes {
				t.Fatalf("undo leaves mentions %+v, they were %+v", got.Mentions, row.Mentions)
			}
		}
	})
}

func FuzzDecodeItem(f *testing.F) {
	n := &names{}
	n.put(channelName, 1, "blog")
	it := record{Item: inbox.Item{Number: 1, Channel: "blog", Version: 1, Post: inbox.Post{
		Remote: "1", Thread: "1", Text: inbox.Clean("bonjour"), Posted: monday, Media: []inbox.Media{{Type: "image"}}, Extra: map[string]string{"a": "b"},
	}}}
	f.Add(encodeRecord(&it, numbered{channel: 1, tags: []uint32{1}}))
	f.Add([]byte{0x0a, 0xff})
	f.Add([]byte{0x08, 0x01, 0x28, 0x01})
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := decodeRecord(1, b, n)
		if err != nil {
			if !errors.Is(err, ErrDamaged) {
				t.Fatalf("the error is no ErrDamaged: %v", err)
			}
			return
		}
		v := view{names: n}
		once := encodeRecord(&r, v.known(&r.Item))
		again, err := decodeRecord(1, once, n)
		if err != nil {
			t.Fatal(err)
		}
		if twice := encodeRecord(&again, v.known(&again.Item)); !bytes.Equal(once, twice) {
			t.Fatalf("written %x, read and written again %x", once, twice)
		}
	})
}

func TestAFieldOfALaterVersionIsPassedOver(t *testing.T) {
	var e encoder
	e.string(itemRemote, "7")
	e.string(999, "from the future")
	e.uint(1000, 5)
	e.b = append(e.b, 0xc1, 0x3e, 1, 2, 3, 4, 5, 6, 7, 8) // field 1000, 8 bytes: a type that no field of ours has
	r, err := decodeRecord(1, e.b, &names{})
	if err != nil || r.Remote != "7" {
		t.Errorf("read %q, %v", r.Remote, err)
	}
}
