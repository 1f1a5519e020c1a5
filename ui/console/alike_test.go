package console

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
)

// backlog is a Monday's: 600 items that say six things, and two that say others.
func backlog() (all []inbox.Post) {
	says := []string{
		"Où est ma commande n° %d ?", "Le site est en panne !!", "@acme merci %d fois", "Voir https://spam.example/%d vite", "The app crashes on start",
		"Livraison en retard de %d jours",
	}
	for i := range 600 {
		text := says[i%len(says)]
		if strings.Contains(text, "%d") {
			text = fmt.Sprintf(text, i)
		}
		all = append(all, postOf(i+2, text, time.Duration(600-i)*time.Minute))
	}
	return append(all, postOf(1, "Le tiroir de gauche grince.", 30*time.Second), postOf(700, "Une idée pour la notice.", 900*time.Minute))
}

func postOf(i int, text string, ago time.Duration) inbox.Post {
	id := fmt.Sprint(i)
	return inbox.Post{
		Remote: id, Thread: id, Kind: inbox.Comment, Posted: time.Now().Add(-ago), Text: inbox.Clean(text),
		Author: inbox.Author{ID: "a" + id, Name: inbox.CleanLine("Auteur " + id), Followers: -1},
	}
}

func (w *work) open() int {
	w.t.Helper()
	counts, err := w.m.desk.Counts(w.ctx)
	if err != nil {
		w.t.Fatal(err)
	}
	return counts.Status[inbox.Open]
}

func TestABacklogOfSixHundredGoesToZeroInAFewKeys(t *testing.T) {
	flowOf(t, "nadia", backlog, func(w *work) {
		w.see("1 Open 602", "×100", "Le tiroir de gauche").press("j").see("×100")
		w.press("d").wait(time.Second).see("Done: 100 items", "1 Open 502")
		w.press("u").wait(time.Second).see("Undone: done of 100 items", "1 Open 602")
		w.press("g g j d d d d d d").wait(5 * time.Second)
		if n := w.open(); n != 2 {
			t.Errorf("%d are open", n)
		}
		w.see("Le tiroir de gauche", "Une idée pour la notice").miss("×")
		w.press("u").wait(time.Second).see("Undone: done of 100 items", "×100")
	})
}

func TestAfterTheUndoOfAGroupTheCursorIsOnItAgain(t *testing.T) {
	flowOf(t, "nadia", backlog, func(w *work) {
		w.press("j j")
		was := w.under()
		w.press("d").wait(time.Second).see("Done: 100 items").press("g g").press("u").wait(time.Second).see("Undone: done of 100 items")
		if w.under() != was {
			t.Errorf("the cursor is on %d, it was on %d", w.under(), was)
		}
	})
}

func TestAGroupOpensAndCloses(t *testing.T) {
	flowOf(t, "nadia", backlog, func(w *work) {
		w.press("F").see("no other item here says the same")
		w.press("j F").wait(time.Second).see("said alike · is:open", "Livraison en retard de 599 jours", "Livraison en retard de 593 jours").miss("×100", "tiroir")
		w.press("d").wait(time.Second).see("Done 1").press("F").wait(time.Second).see("is:open", "×99", "tiroir").miss("said alike")
		w.press("F esc").wait(time.Second).see("×99", "tiroir").miss("said alike")
	})
}

func TestNearDuplicatesHaveARowEachWhereSomebodyWantsThat(t *testing.T) {
	flowOf(t, "nadia", backlog, func(w *work) {
		w.press(";").wait(time.Second).see("every item has its row").miss("×100")
		again := sit(t, w.ctx, w.real, "nadia")
		again.miss("×100").press(";").wait(time.Second).see("×100")
	})
}

func TestASelectionOfCollapsedRowsIsAllThatTheyStandFor(t *testing.T) {
	flowOf(t, "nadia", backlog, func(w *work) {
		w.press("x x x r").see("one item at a time").wait(time.Second).press("d").wait(time.Second).see("Done: 201 items")
		if n := w.open(); n != 401 {
			t.Errorf("%d are open", n)
		}
		w.press("u").wait(time.Second)
		if n := w.open(); n != 602 {
			t.Errorf("%d are open after one undo", n)
		}
	})
}

func TestAReplyToACollapsedRowGoesToTheOneThatIsShown(t *testing.T) {
	flowOf(t, "nadia", backlog, func(w *work) {
		w.press("j r").see("Public reply to").write("Bonjour").press("ctrl+s").wait(20 * time.Second)
		if n := w.open(); n != 601 || len(w.platform.replies) != 1 {
			t.Errorf("%d are open, %d replies left", n, len(w.platform.replies))
		}
	})
}

func TestARowUnderTheCursorStaysWhenANewDuplicateArrives(t *testing.T) {
	flowOf(t, "nadia", backlog, func(w *work) {
		w.press("j")
		was := w.under()
		w.platform.bring(postOf(900, "Livraison en retard de 2 jours", 0))
		w.wait(10*time.Minute).see("1 Open 603", "×101")
		if w.under() != was {
			t.Errorf("the cursor is on %d, it was on %d", w.under(), was)
		}
	})
}
