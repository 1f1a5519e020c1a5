package console

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
)

// ownsViews is the desk of somebody who has saved views.
func ownsViews(views ...inbox.View) func() *fakeDesk {
	return func() *fakeDesk {
		f := newFake(30)
		f.views = views
		return f
	}
}

// saved is a view as somebody would have saved it.
func saved(name, key, words string) inbox.View {
	q, err := inbox.ParseQuery(words)
	if err != nil {
		panic(err)
	}
	return inbox.View{Name: name, Key: key, Query: q}
}

func TestASearchIsSavedAndFollowsThePersonToTheirNextSession(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("/ ctrl+u").write("commande").press("enter").wait(time.Second).press(",").see("oldest first")
		w.press("V").see("What is shown now: commande · oldest first", "No view of your own yet").press("s").see("Save as a view of yours")
		w.write("Colis").press("tab").write("x").see("g x opens it").press("enter").see("Saved: Colis · 8 g x opens it", "g x")
		w.press("esc").see("▌8 Colis", "yours", "oldest first").press("1").see("newest first").press("g").see("x colis").press("x").see("commande", "oldest first")
		again := sit(t, w.ctx, w.real, "nadia")
		again.see("▌8 Colis", "oldest first").press("1 8").see("▌8 Colis")
		other := sit(t, w.ctx, w.real, "léa")
		other.miss("8 Colis")
		if other.press("g x"); !other.shows("does nothing here") {
			t.Error("somebody else's letter does something")
		}
	})
}

func TestTheSearchLineSavesWhatIsBeingWritten(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/ ctrl+u").write("tag:merci").see("ctrl-s save it").press("ctrl+s").see("Save as a view of yours").write("Mercis").press("enter").see("Saved: Mercis · 8 opens it", "▌8 Mercis")
		d.press("/ ctrl+u").write("tag:merci is:opne").press("ctrl+s").see(`"opne" is no value`).miss("Save as a view")
	})
}

func TestInFrenchTooTheNarrowestBoardOfViewsSaysHowOneIsRemoved(t *testing.T) {
	drive(t, func() *fakeDesk { return inFrench(newFake(30)) }, 80, 24, func(d *driver) {
		d.press("V s").write("Colis").press("enter").press("V").see("J K ranger", "X retirer", "échap fermer")
	})
}

func TestAnotherSessionOfThePersonSeesTheirViewsAtOnce(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		again := sit(t, w.ctx, w.real, "nadia")
		w.press("V s").write("Ouverts").press("enter esc")
		again.wait(time.Second).see("8 Ouverts")
		again.press("V X").see("is removed · u puts it back", "No view of your own yet").press("esc")
		w.wait(time.Second).miss("8 Ouverts").see("is:open")
	})
}

func TestViewsAreRenamedSortedRemovedAndPutBack(t *testing.T) {
	drive(t, ownsViews(saved("Un", "x", "tag:un"), saved("Deux", "", "tag:deux"), saved("Trois", "", "tag:trois")), 120, 40, func(d *driver) {
		names := func() string {
			var all []string
			for _, v := range d.desk.views {
				all = append(all, v.Name+v.Key)
			}
			return strings.Join(all, " ")
		}
		for _, step := range []struct{ keys, write, then, want string }{
			{"V J", "", "", "Deux Unx Trois"},
			{"J", "", "", "Deux Trois Unx"},
			{"J", "", "", "Deux Trois Unx"},
			{"K K", "", "", "Unx Deux Trois"},
			{"j X", "", "", "Unx Trois"},
			{"X", "", "", "Unx"},
			{"u u", "", "", "Unx Deux Trois"},
			{"g e ctrl+u", "Premier", "enter", "Premierx Deux Trois"},
			{"e tab backspace", "", "enter", "Premier Deux Trois"},
			{"G e tab", "éy", "enter", "Premier Deux Troisy"},
		} {
			d.press(step.keys).write(step.write).press(step.then)
			if got := names(); got != step.want {
				t.Fatalf("after %s %s they are %s, want %s:\n%s", step.keys, step.write, got, step.want, d.screen())
			}
		}
		d.press("enter").see("▌", "tag:trois").press("8").see("tag:un")
	})
}

func TestALetterThatSomethingElseHasIsRefusedWithWhatHoldsIt(t *testing.T) {
	make := func() *fakeDesk {
		f := ownsViews(saved("Un", "x", "tag:un"))()
		f.team.Views = []inbox.View{saved("Retards", "t", "tag:livraison")}
		return f
	}
	drive(t, make, 120, 40, func(d *driver) {
		d.press("V s").write("Deux").press("tab")
		for letter, holder := range map[string]string{
			"o": "the view Open", "w": "a view that leads have", "t": "the team's view Retards", "n": "Not sent", "g": "First", "x": `"x" is the letter of your view "Un"`,
		} {
			d.write(letter).press("enter").see(holder)
			if len(d.desk.views) != 1 {
				t.Fatalf("%s is taken", letter)
			}
		}
		d.write("y").miss("already").press("enter").see("Saved: Deux")
	})
}

func TestALetterThatTheTeamTakesLaterIsTheTeamsAndTheViewStays(t *testing.T) {
	drive(t, ownsViews(saved("Un", "x", "tag:un")), 120, 40, func(d *driver) {
		d.press("g x").see("tag:un").press("1")
		d.desk.team.Views = []inbox.View{saved("Retards", "x", "tag:livraison")}
		d.send(refreshMsg{})
		d.press("g x").see("tag:livraison").press("V").see("the team's view Retards has the letter x").press("enter").see("tag:un")
	})
}

func TestAViewOfABrandShowsItAloneAndLeavesTheBrandThatWasPicked(t *testing.T) {
	acme := saved("Acme", "x", "is:open")
	acme.Brand = "acme"
	drive(t, ownsViews(acme), 120, 40, func(d *driver) {
		d.see("8 Acme      19").press("8").see("▎Acme ▾", "▌8 Acme", "fedi  Karim B.").miss("orion", "forum")
		d.press("1").see("All brands", "orion/forum", "▌1 Open      28")
		d.press("b 2").see("▎Orion").press("8").see("▎Acme ▾", "▌8 Acme", "Karim B.").press("1").see("▎Orion", "▌1 Open")
		d.press("8 b 0").see("All brands", "▌1 Open")
	})
}

func TestAPersonComesBackToTheViewWhereTheyWereAmongThoseOfOneSearch(t *testing.T) {
	hot, acme := saved("Chaud", "", "is:open"), saved("Acme", "", "is:open")
	hot.Order, acme.Brand = inbox.MostUrgent, "acme"
	for key, want := range map[string]string{"1": "▌1 Open", "8": "▌8 Chaud", "9": "▌9 Acme"} {
		drive(t, ownsViews(hot, acme), 120, 40, func(d *driver) {
			d.press(key).see(want).wait(2 * time.Second)
			sitDown(d.t, d.desk, d.desk, 120, 40, func(again *driver) { again.see(want).press("1").see("All brands", "▌1 Open") })
		})
	}
}

func TestEachOfSeveralViewsOfOneSearchKeepsItsOrder(t *testing.T) {
	hot := saved("Chaud", "", "is:open")
	hot.Order = inbox.MostUrgent
	drive(t, ownsViews(hot), 120, 40, func(d *driver) {
		d.see("newest first").press("8").see("most urgent first").press(",").see("most followed first").press("1").see("newest first").press("8").see("most followed first")
		d.press("V").see("is:open · most followed first")
	})
}

func TestAViewOfABrandThatIsGoneSaysSo(t *testing.T) {
	gone := saved("Vieille", "", "is:open")
	gone.Brand = "gone"
	drive(t, ownsViews(gone), 120, 40, func(d *driver) {
		d.press("8").see("Vieille shows the brand gone, and there is none", "▌1 Open")
	})
}

func TestTheSidebarShowsTheViewsAroundTheOneThatIsShown(t *testing.T) {
	var views []inbox.View
	for i := range inbox.OwnViewsMost {
		views = append(views, saved(fmt.Sprint("vue", i), "", fmt.Sprintf("tag:t%d", i)))
	}
	drive(t, ownsViews(views...), 120, 40, func(d *driver) {
		d.see("1 Open", "↓", "fedi").checkCells(120, 40)
		d.press("V G enter").see("▌  vue49", "↑", "fedi").miss("1 Open").checkCells(120, 40)
		if d.m.view != len(d.m.views)-1 {
			t.Errorf("view %d is shown", d.m.view)
		}
	})
}

func TestWhatIsShownStaysShownWhenItsViewIsRemoved(t *testing.T) {
	drive(t, ownsViews(saved("Mercis", "", "tag:merci")), 120, 40, func(d *driver) {
		d.press("8 V X esc").see("tag:merci", "Famille Durand").miss("8 Mercis").press("esc").see("▌1 Open")
	})
}

func TestAClickOnAViewOfOnesOwnOpensItAndOneOnItsHeadDoesNothing(t *testing.T) {
	drive(t, ownsViews(saved("Mercis", "", "tag:merci")), 120, 40, func(d *driver) {
		d.click("yours").see("▌1 Open").click("Mercis").see("▌8 Mercis", "tag:merci")
	})
}
