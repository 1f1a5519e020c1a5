package console

import (
	"testing"
	"time"

	"vigie/inbox"
)

// ranked are posts of people who are followed more, or less.
func ranked() (all []inbox.Post) {
	for i, followers := range []int{-1, 12, 1_500, 50_000, 3_000} {
		p := postOf(i+1, []string{"Un.", "Deux.", "Trois.", "Quatre.", "Cinq."}[i], time.Duration(i+1)*time.Minute)
		p.Author.Followers = followers
		all = append(all, p)
	}
	return all
}

// order fails unless the texts stand on the screen in this order.
func (d *driver) order(texts ...string) *driver {
	d.t.Helper()
	last := -1
	for _, text := range texts {
		at := max(d.lineOf("▏  "+text), d.lineOf("▌  "+text))
		if at <= last {
			d.t.Fatalf("%q isn't where it should be:\n%s", text, d.screen())
		}
		last = at
	}
	return d
}

func TestTheListIsShownInFourOrdersAndEachViewKeepsItsOwn(t *testing.T) {
	flowOf(t, "nadia", ranked, func(w *work) {
		w.see("newest first").order("Un.", "Deux.", "Trois.", "Quatre.", "Cinq.")
		w.press(",").see("oldest first").press("g g").order("Cinq.", "Quatre.", "Trois.", "Deux.", "Un.")
		w.press(",").see("most urgent first").press("g g").order("Un.", "Deux.", "Trois.", "Quatre.", "Cinq.")
		w.press("G p").write("urgent").press("enter g g").wait(time.Second).order("Cinq.", "Un.", "Deux.", "Trois.", "Quatre.")
		w.press("u , g g").wait(time.Second).see("most followed first").order("Quatre.", "Cinq.", "Trois.", "Un.", "Deux.")
		w.press("G k k").order("Quatre.", "Cinq.", "Trois.")
		if row, _ := w.m.current(); row.Text.String() != "Trois." {
			t.Errorf("the cursor is on %q", row.Text)
		}
		w.press("6").see("newest first").press("1").see("most followed first")
		again := sit(t, w.ctx, w.real, "nadia")
		again.see("most followed first").press("2").see("newest first").press("1").see("most followed first")
	})
}
