package store

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"vigie/inbox"
)

// found checks what words find, before and after what waits is posted.
func (b *bench) found(word string, want ...uint64) {
	b.t.Helper()
	for _, posted := range []bool{false, true} {
		if posted {
			if err := b.flushTail(); err != nil {
				b.t.Fatal(err)
			}
		}
		if got := b.numbers(word); !slices.Equal(got, want) {
			b.t.Errorf("posted %v: %s finds %v, want %v", posted, word, got, want)
		}
	}
}

func TestAnEditInTheSameBreathAsAnAnswerFromElsewhereIsFound(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "ancien").Number
	answer := b.post("2", "merci")
	answer.Ours, answer.Parent = true, "1"
	b.apply(
		b.change("", inbox.Arrived{Channel: "blog", Brand: "acme", Post: answer}), // it moves the first, as it was
		b.change("", inbox.Arrived{Channel: "blog", Brand: "acme", Post: b.post("1", "nouveau")}),
	)
	b.found("nouveau", n)
	b.found("ancien")
}

func TestOldWordsFindNothingHoweverTheyWentAway(t *testing.T) {
	for what, set := range map[string]func(p *inbox.Post, word inbox.Text){
		"another text":  func(p *inbox.Post, word inbox.Text) { p.Text = word },
		"another title": func(p *inbox.Post, word inbox.Text) { p.Title = word },
		"another name":  func(p *inbox.Post, word inbox.Text) { p.Author.Name = word },
	} {
		t.Run(what, func(t *testing.T) {
			b := newBench(t)
			p := b.post("1", "bonjour")
			set(&p, inbox.CleanLine("ancien"))
			n := b.bring(p).Number
			b.found("ancien", n)
			set(&p, inbox.CleanLine("nouveau"))
			p.Digest = "changed"
			b.bring(p)
			b.found("nouveau", n)
			b.found("ancien")
		})
	}
}

func TestWhatTurnsOutNotToBeOursIsFound(t *testing.T) {
	b := newBench(t)
	p := b.post("1", "bonjour")
	p.Ours = true
	n := b.bring(p).Number
	b.found("bonjour")
	p.Ours, p.Digest = false, "theirs"
	b.bring(p)
	b.found("bonjour", n)
	p.Ours, p.Digest = true, "ours"
	b.bring(p)
	b.found("bonjour")
}

// TestAnEditWhilePostingIsUnderwayIsFound edits between the reading and the writing of a batch, of an item that is posted for the
// first time and of one that is posted anew.
func TestAnEditWhilePostingIsUnderwayIsFound(t *testing.T) {
	b := newBench(t)
	n := b.arrive("1", "premier ancien").Number
	for _, words := range []struct{ before, after string }{{"premier", "second"}, {"second", "dernier"}} {
		var gathered *batch
		err := b.read(func(v *view) (err error) {
			gathered, err = v.gather(postMost)
			return err
		})
		if err != nil || gathered == nil {
			t.Fatal(gathered, err)
		}
		b.bring(b.post("1", words.after))
		if err := b.Store.post(context.Background(), gathered, 1); err != nil {
			t.Fatal(err)
		}
		if got := b.numbers(words.after); !slices.Equal(got, []uint64{n}) {
			t.Errorf("%s finds %v", words.after, got)
		}
		if got := b.numbers(words.before); len(got) != 0 {
			t.Errorf("%s still finds %v", words.before, got)
		}
	}
	b.found("dernier", n)
	b.found("premier")
	b.found("ancien")
}

func TestAnErasedAuthorsFormerNameAndTitlesAreNowhere(t *testing.T) {
	b := newBench(t)
	p := b.post("1", "bonjour")
	p.Author = inbox.Author{ID: "zebulon-id", Name: inbox.CleanLine("Zanzibarnote"), Followers: -1}
	p.Title = inbox.CleanLine("Zanzibarnote")
	b.bring(p)
	b.found("zanzibarnote", 1)
	p.Author.Name, p.Title, p.Digest = inbox.CleanLine("Zoé"), inbox.Text{}, "renamed"
	b.bring(p)
	if err := b.flushTail(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Erase(t.Context(), inbox.Change{Key: "erase", At: b.now, By: "lea"}, "blog", "zebulon-id", anything); err != nil {
		t.Fatal(err)
	}
	err := b.read(func(v *view) error {
		c := v.bucket(bucketTerms).Cursor()
		for k, _ := c.First(); k != nil; k, _ = c.Next() {
			t.Errorf("the postings still hold %q", k)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestWhatAnEndedProcessLeftUnpostedIsPostedOnceTheStoreIsOpen(t *testing.T) {
	b := newBench(t)
	c := newCorpus()
	if _, err := b.Bulk(t.Context(), c.changes(0, postSoon), nil); err != nil {
		t.Fatal(err)
	}
	if err := b.write(t.Context(), urgent, (*txn).beginRebuild); err != nil { // as a version does that posts otherwise
		t.Fatal(err)
	}
	left := filepath.Join(t.TempDir(), "left")
	if err := b.db.View(func(tx *bbolt.Tx) error { return tx.CopyFile(left, 0o600) }); err != nil {
		t.Fatal(err)
	}
	renewed := false
	s, err := Open(left, Options{Machine: "here", Salt: []byte("salt"), Renews: func() { renewed = true }})
	if err != nil || !renewed {
		t.Fatal(renewed, err)
	}
	defer s.Close()
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(time.Millisecond) {
		switch st, err := s.Stats(); {
		case err != nil || time.Now().After(deadline):
			t.Fatal(st.Unposted, err)
		case st.Unposted == 0:
			return
		}
	}
}
