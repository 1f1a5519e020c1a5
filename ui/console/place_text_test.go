package console

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/inbox"
)

func TestATextForSeveralItemsIsThereAgainAfterTheLineWasCut(t *testing.T) {
	for name, story := range map[string]func(*driver){
		"a note for what was selected": func(d *driver) { d.press("x x j x c").write("Voir avec Léa").press("left left") },
		"a note for a range":           func(d *driver) { d.press("v j j v c").write("Voir") },
		"a note for all that match":    func(d *driver) { d.press("* c").write("Voir") },
		"a note that has no words yet": func(d *driver) { d.press("x x c") },
		"an escalation of one":         func(d *driver) { d.press("j e s").write("Il attend depuis trois semaines").press("tab") },
		"an escalation of several":     func(d *driver) { d.press("x x e s").write("Ils attendent").press("left") },
	} {
		for _, size := range [][2]int{{160, 48}, {80, 24}} {
			t.Run(fmt.Sprint(name, " at ", size[0]), func(t *testing.T) { comesBack(t, size[0], size[1], story) })
		}
	}
}

func TestATextThatIsThereAgainIsForTheSameItems(t *testing.T) {
	for keys, verb := range map[string]inbox.Verb{"c": inbox.VerbNote, "e s": inbox.VerbEscalate} {
		drive(t, writing, 120, 40, func(d *driver) {
			d.press("x x").press(keys).write("Voir avec Léa").wait(2 * time.Second)
			sitDown(d.t, d.desk, d.desk, 120, 40, func(again *driver) {
				again.see("2 items", "Voir avec Léa").press("ctrl+s").wait(time.Second)
				if got := d.desk.writing.verbs; !slices.Equal(got, []inbox.Verb{verb}) {
					t.Errorf("%v was decided", got)
				}
				if got := d.desk.writing.texts; len(got) > 0 {
					t.Errorf("drafts are left: %v", got)
				}
			})
		})
	}
}

func TestWhatWasWrittenForSeveralItemsIsOfferedWhenSeveralAreSelectedAgain(t *testing.T) {
	drive(t, writing, 120, 40, func(d *driver) {
		d.press("x x c").write("Voir avec Léa").press("esc").see("the draft is kept; c on several items opens it again").press("esc")
		d.press("c").miss("Voir avec").write("une autre").press("esc")
		d.press("j j x x c").see("2 items", "Voir avec Léa").press("ctrl+u esc")
		d.press("c").miss("Voir avec")
	})
}

func TestALeadsEditIsThereAgainAfterTheLineWasCut(t *testing.T) {
	drive(t, reviewing, 120, 40, func(d *driver) {
		d.press("w").write(" Merci").wait(2 * time.Second)
		sitDown(d.t, d.desk, d.desk, 120, 40, func(again *driver) {
			again.see("tom's reply to Karim B.", "edit and release", "On regarde ça. Merci").press("ctrl+s").see("is released").wait(time.Second)
			if dl := d.desk.waiting[0]; dl.State != inbox.Ready || dl.Text.String() != "@karim_b@social.example On regarde ça. Merci" {
				t.Errorf("what leaves is %s, %q", dl.State, dl.Text)
			}
			if got := d.desk.writing.texts; len(got) > 0 {
				t.Errorf("drafts are left: %v", got)
			}
		})
	})
}

func TestALeadsEditOfAReplyThatLeftMeanwhileIsNotOpenedAgain(t *testing.T) {
	drive(t, reviewing, 120, 40, func(d *driver) {
		d.press("w").write(" Merci").wait(2 * time.Second)
		if err := d.desk.progress(7, inbox.Progress{State: inbox.Ready}); err != nil {
			t.Fatal(err)
		}
		sitDown(d.t, d.desk, d.desk, 120, 40, func(again *driver) { again.miss("edit and release") })
	})
}

func TestAnEscalationThatIsTakenBackLeavesNoWords(t *testing.T) {
	drive(t, writing, 120, 40, func(d *driver) {
		d.press("e s").write("Il attend").wait(time.Second).press("esc esc").wait(time.Second)
		if got := d.desk.writing.texts; len(got) > 0 {
			t.Errorf("drafts are left: %v", got)
		}
		sitDown(d.t, d.desk, d.desk, 120, 40, func(again *driver) { again.miss("Il attend") })
	})
}

// gone are items that the person sees no more.
func gone(f *fakeDesk, numbers ...uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.items = slices.DeleteFunc(slices.Clone(f.items), func(it inbox.Item) bool { return slices.Contains(numbers, it.Number) })
}

func TestATextForSeveralItemsStaysWhereNoneOfThemTookIt(t *testing.T) {
	drive(t, writing, 120, 40, func(d *driver) {
		d.press("x x c").write("Voir avec Léa").wait(time.Second)
		gone(d.desk, 30, 29)
		d.press("ctrl+s").see("all 2 skipped").wait(time.Second)
		d.press("esc esc x x c").see("2 items", "Voir avec Léa")
	})
}

func TestATextGoesOnBeingForgottenWithTheItemsItWasBegunOn(t *testing.T) {
	on := func(d *driver) []uint64 {
		d.wait(time.Second)
		return d.desk.writing.texts[draftKey{verb: inbox.VerbNote}].On
	}
	drive(t, writing, 120, 40, func(d *driver) {
		d.press("x x c").write("Voir avec Léa").press("esc esc")
		d.press("j x x c").see("Voir avec Léa").write(" demain")
		if got := on(d); !slices.Equal(got, []uint64{25, 26, 29, 30}) {
			t.Errorf("it goes with %d", got)
		}
		d.press("esc esc * c").see("Voir avec Léa").write(" ou lundi")
		if got := on(d); len(got) != 0 {
			t.Errorf("a text for all goes with %d alone", got)
		}
		d.press("esc esc x x c").see("Voir avec Léa").write(" !")
		if got := on(d); len(got) != 0 {
			t.Errorf("what was a text for all goes with %d alone", got)
		}
	})
}

func TestAnEscalationOfItemsOfWhichNoneIsSeenAnyMoreIsNotOpenedAgain(t *testing.T) {
	drive(t, writing, 120, 40, func(d *driver) {
		d.press("x x j e s").write("Ils attendent").wait(2 * time.Second)
		gone(d.desk, 30, 29)
		sitDown(d.t, d.desk, d.desk, 120, 40, func(again *driver) { again.miss("Ils attendent") })
	})
}
