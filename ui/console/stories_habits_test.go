package console

import (
	"errors"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/ui/keys"
	"vigie/ui/language"
)

// These stories tell the habits of the console: what a person may count on, beyond what each key does.

// Composer

func TestTheComposerNamesBrandAccountPlaceAndPersonAndCountsAsThePlatformDoes(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		thread := d.lineOf("Karim B. · 11:58")
		d.press("r").see("Public reply to Karim B. · Acme on fedi as @acme@social.example", "@karim_b@social.example", "23 of 120", "ctrl-s sends publicly as")
		if d.lineOf("Public reply") <= thread {
			t.Errorf("it isn't under the thread:\n%s", d.screen())
		}
		d.write("Bonjour").see("31 of 120").press("ctrl+t").write("merci").press("enter").see("Merci Karim B. !")
	})
}

func TestADraftSurvivesTheConsole(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("à moitié écrit").press("left left").wait(time.Second)
		again := sit(t, w.ctx, w.real, "nadia")
		again.see("Public reply to Auteur 1", "à moitié écrit").write("!").see("à moitié écr!it")
		again.press("esc").wait(time.Second)
		sit(t, w.ctx, w.real, "nadia").see("✎").miss("Public reply").press("r").see("à moitié écr!it")
		w.left()
	})
}

func TestATextGoesToAnEditorOfOnesOwnMachine(t *testing.T) {
	drive(t, writing, 120, 40, func(d *driver) {
		d.press("r").miss("ctrl-o").press("ctrl+o").see("Public reply").press("esc")
		d.m.opt.Local = true
		d.press("r").see("ctrl-o editor")
	})
}

// Others at work

func TestSomebodyElsesAnswerIsToldBeforeASecondOneLeaves(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("Bonjour")
		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("r").see("nadia is answering, since", "They are told at once").wait(time.Second).press("y").write("Je m'en occupe").press("ctrl+s")
		w.wait(time.Second).see("▲ léa replied").press("ctrl+s").see("send it all the same").press("esc esc").wait(20 * time.Second)
		w.left("Je m'en occupe")
	})
}

// Live

func TestNewItemsSlipInWithoutMovingTheRowUnderTheCursor(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		was, line := d.under(), d.lineOf("● 2m   acme/fedi")
		for i := range 3 {
			it := item(uint64(500+i), 9)
			it.Order = noon.UnixMilli() + int64(i)
			d.desk.arrive(it)
		}
		d.wait(time.Second).see("↑ 3 new above")
		if d.under() != was || d.lineOf("2m   acme/fedi") != line {
			t.Errorf("the cursor went from %d on line %d to %d on line %d", was, line, d.under(), d.lineOf("2m   acme/fedi"))
		}
		d.press("g g").miss("new above")
		if d.under() != 502 {
			t.Errorf("the first item is %d", d.under())
		}
	})
}

// Not sent

func TestWhatThePlatformRefusesIsListedWithItsWordsAndTriedAgain(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.platform.refuse(&connectors.Trouble{Kind: connectors.Refused, Words: "Duplicate comment detected"})
		w.press("r").write("Bonjour").press("ctrl+s").wait(12 * time.Second).see("1 not sent")
		w.press("g n").see("✗ refused", "Duplicate comment detected", "try again now").press("s").wait(5 * time.Second)
		w.see("Everything that was decided has left.").press("esc").miss("not sent")
		if len(w.platform.replies) != 1 {
			t.Errorf("the platform got %q", w.platform.replies)
		}
	})
}

func TestATextThatWasRefusedIsMendedAndSentAgain(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.platform.refuse(&connectors.Trouble{Kind: connectors.Refused, Words: "no links here"})
		w.press("r").write("Voir https://acme.example").press("ctrl+s").wait(12 * time.Second)
		w.press("g n r").see("Public reply to Auteur 1", "Voir https://acme.example").press("ctrl+u").write("Voir notre site").press("ctrl+s").wait(12 * time.Second)
		w.left("Voir notre site")
		w.miss("not sent")
	})
}

// Search

func TestASearchHasFieldsNegationAlternativesAndPhrasesAndFoldsAccents(t *testing.T) {
	drive(t, sixty, 160, 48, func(d *driver) {
		for words, finds := range map[string]string{
			`is:open brand:acme channel:fedi tag:colere before:1h`: "Karim B.", `author:LUCIE has:link`: "manuel.pdf", `"trois semaines" -tag:merci`: "Karim B.",
			`compatible or workaround`: "Did anyone find", `(telephone or usine) -channel:fedi`: "Le Journal", `is:unsent`: "orion/forum",
		} {
			d.press("/ ctrl+u").write(words).press("enter").see(finds).miss("Nothing matches").press("esc")
		}
		d.press("/ ctrl+u").write("channel:flux").press("enter").see("channel:flux", "Le Journal").miss("Lucie").press("esc").see("is:open", "Lucie")
	})
}

func TestAMistakeIsToldUnderTheCaretAndTheListStays(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/ ctrl+u").write("is:opne").miss("is no value").write(" ").see(`"opne" is no value of this field`)
		d.press("enter").see(`"opne"`, "Lucie").press("esc").see("is:open", "Karim")
	})
}

// Escalations

func TestAnEscalationGoesToTheDepartmentAndItsAnswerComesBack(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("e s").write("Colis perdu ?").press("tab enter").see("Escalate 1")
		w.press("E").see("due in 4 h").press("enter").see("→ sav, 4 h left", "Colis perdu ?").press("esc esc")
		sofia := sit(t, w.ctx, w.real, "sofia")
		sofia.press("g e R").see("Answer of Service après-vente", "returns it").write("Livré chez un voisin.").press("ctrl+s").see("Return 1")
		w.wait(time.Second).press("g r").see("← sav answered").press("r").see("Service après-vente answered: Livré chez un voisin.")
	})
}

// Empty, loading, failing

func TestAnEmptyInboxSaysWhenItLookedAndWhatToDoNext(t *testing.T) {
	drive(t, sixty, 80, 24, func(d *driver) {
		d.press("4").see("Nothing here: returned is empty.", "Last looked 1 min ago, on 4 channels.", "Elsewhere: 1 open 58")
		d.press("/ ctrl+u").write("zzz").press("enter").see("Nothing matches.", "/ changes the search", "esc goes back to the open items")
	})
}

func TestAFailingChannelSaysSinceWhenWhyAndWhatMendsIt(t *testing.T) {
	drive(t, told, 120, 40, func(d *driver) {
		d.see("blog ▲ not authorised").press("g c").see("▲ unauthorised", "since 10:25 · the application password was refused", "→ make a new application password")
	})
}

func TestASlowReadingSaysSoAndKeysStillAnswer(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.desk.lag = 2 * time.Second
		d.press("3").see("is:escalated").miss("Reading").wait(time.Second).see("Reading …")
		d.press("b").see("All brands 28").press("esc")
		d.wait(3 * time.Second).see("late by 3 h").miss("Reading")
	})
}

func TestAnInboxThatCantBeReadSaysWhyAndIsReadAgain(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := newFake(30)
		f.broken = errors.New("store /data/vigie.db: input/output error")
		return f
	}, 80, 24, func(d *driver) {
		d.see("The inbox can't be read.", "store /data/vigie.db: input/output error", "ctrl-l reads again").miss("Karim")
		d.desk.broken = nil
		d.press("ctrl+l").see("Karim").miss("can't be read")
	})
}

// Help

func TestHelpHasEveryActionOfTheTableInEveryLanguage(t *testing.T) {
	for _, lang := range []language.Language{language.English, language.French} {
		drive(t, sixty, 120, 40, func(d *driver) {
			d.m.lang = lang
			all := textOf((&help{}).lines(d.m, 100))
			for _, c := range keys.All() {
				if title := cut(lang.Say(c.Title), helpTitle); !strings.Contains(all, title) {
					t.Errorf("%q is missing", title)
				}
			}
		})
	}
}

// What a stranger wrote stays text

func TestHostileTextsAreSafeInEveryFloatingScreen(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("G k")
		for _, keys := range []string{"r", "i", "t", "L", "g n", "g c", "c"} {
			w.press(keys).checkCells(160, 48)
			if strings.ContainsAny(w.screen(), "\x1b\u202e") {
				t.Errorf("after %s the screen holds what acts on a terminal", keys)
			}
			w.press("esc")
		}
	})
}

// A bulk is one undo

func TestUndoOfABulkLeavesTheCursorWhereItIs(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("t").write("colis").press("enter j j")
		was := w.under()
		w.press("*").press("t").write("crise").press("enter").wait(time.Second).see("Tag: 4 items").press("u").wait(time.Second).see("Undone: tag of 4 items").see("tagged crise (undone)").miss("took it back")
		if w.under() != was {
			t.Errorf("undo moved the cursor from %d to %d", was, w.under())
		}
		w.press("u").wait(time.Second).see("Undone: tag")
		if w.under() == was {
			t.Error("undo of one item's decision doesn't go back to it")
		}
	})
}

// textOf is help as one text.
func textOf(lines []helpLine) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.text + "\n")
	}
	return b.String()
}
