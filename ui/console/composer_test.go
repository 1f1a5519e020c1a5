package console

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// writing is a desk for the tests of the composer: canned texts, a limit on fedi, and who we are there.
func writing() *fakeDesk {
	f := newFake(30)
	f.writing.limit = 120
	f.health[0].Account = "@acme@social.example"
	f.team.Replies = []inbox.Canned{
		{Name: "merci", Text: "Merci {author} !"},
		{Name: "délai", Brand: "acme", Text: "Votre commande {numéro} part le {jour}."},
		{Name: "orion only", Brand: "orion", Text: "Orion"},
	}
	return f
}

func TestAReplyLongerThanThePlatformTakesIsNotSent(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r").write(strings.Repeat("long ", 30)).see("53 too many").press("ctrl+s").see("too long for fedi: it takes 120", "Public reply to")
		if len(d.desk.waiting) != 0 {
			t.Error("it was sent")
		}
	})
}

func TestSendingMovesOnCountsDownAndUndoBringsTheTextBack(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		first := d.under()
		d.press("r").write("Nous regardons.").press("ctrl+s").see("Reply 30: leaves in 8 s · u takes it back").miss("Public reply to")
		if d.under() != first-1 {
			t.Errorf("the cursor is on %d", d.under())
		}
		d.press("u").see("Public reply to Karim B.", "@karim_b@social.example Nous regardons.")
	})
}

func TestTheLastMessageIsRecalledWhileItsWindowRuns(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r").write("Trop vite").press("ctrl+s U").see("taken back before it left", "Trop vite")
		d.press("esc").wait(time.Second).press("r").see("Trop vite").press("ctrl+s").wait(9 * time.Second)
		d.press("U").see("no reply of yours waits to leave")
	})
}

func TestADraftIsKeptAsItIsTypedAndOpensAtItsCaret(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r").write("Bonjour Karim").press("left left").wait(time.Second)
		kept := d.desk.text(30)
		if kept.Text != "@karim_b@social.example Bonjour Karim" || kept.Verb != inbox.VerbReply {
			t.Fatalf("kept %+v", kept)
		}
		d.press("esc").see("the draft is kept; r opens it again", "✎")
		d.press("r").write("X").see("Bonjour KarXim")
	})
}

func TestTypingIsKeptTogetherNotKeyByKey(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r").write(strings.Repeat("a", 50)).wait(time.Second)
		if n := d.desk.writing.saves; n != 1 {
			t.Errorf("50 keys were kept %d times", n)
		}
	})
}

func TestAnEmptiedDraftIsForgotten(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r").write("x").wait(time.Second).press("backspace").wait(time.Second).press("esc")
		if d.desk.text(30).Verb != "" {
			t.Error("the draft is still there")
		}
		d.miss("the draft is kept")
	})
}

func TestADraftThatComesLateDoesNotRiseAgainAfterItsTextWasSent(t *testing.T) {
	f := writing()
	k := newKeeper(f)
	late := k.next(inbox.Draft{Number: 30, Verb: inbox.VerbReply, Text: "early"})
	send := k.last(inbox.Draft{Number: 30, Verb: inbox.VerbReply, Text: "whole"})
	if err := send(func() error { return f.DropDraft(30, inbox.VerbReply) }); err != nil {
		t.Fatal(err)
	}
	if err := late(); err != nil {
		t.Fatal(err)
	}
	if _, left, _ := f.Draft(30, inbox.VerbReply); left {
		t.Error("the draft rose again")
	}
}

func TestAReplyThatTheDeskRefusesIsBackInItsComposer(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r").write("Encore un essai")
		d.desk.refuse = errors.New("the disk is full")
		d.press("ctrl+s").see("Reply: the disk is full", "Encore un essai", "Public reply to Karim B.")
		if d.desk.text(30).Text == "" {
			t.Error("no draft was kept before sending")
		}
	})
}

func TestAChangedThreadAsksBeforeSendingAndAnotherKeyAnswers(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r").write("Bonjour")
		it := d.desk.items[0]
		it.Version++
		d.desk.items[0].Version++
		d.desk.notices <- desk.Notice{Applied: []inbox.Applied{{
			Number: it.Number, Item: it,
			Change: inbox.Change{By: "lea", Event: inbox.Decided{Number: it.Number, Decision: inbox.Decision{Verb: inbox.VerbAssign, To: "lea"}}},
		}}}
		d.settle()
		d.see("▲ lea assigned it to lea").press("ctrl+s").see("send it all the same").press("ctrl+s").see("send it all the same")
		d.press("esc").see("Bonjour").press("ctrl+s y").see("Reply 30: leaves in")
	})
}

func TestCannedTextsAreFilledInAndAnUnfilledPlaceBlocksSending(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r ctrl+t").see("Canned texts", "merci", "délai").miss("orion only").write("dela").press("enter")
		d.see("Votre commande {numéro} part").press("ctrl+s").see("fill in {numéro} first")
		d.press("esc")
	})
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r ctrl+t").write("merci").press("enter").see("Merci Karim B. !").press("ctrl+s").see("Reply 30: leaves")
	})
}

func TestACannedPlaceThatIsNotFilledInHasTheCaret(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r ctrl+t").write("dela").press("enter").see("✗ fill in {numéro} first").press("ctrl+s").write("12 ").see("Votre commande 12 {numéro} part")
	})
}

func TestABrandsWarningsShowAsItIsTypedAndAskOnce(t *testing.T) {
	drive(t, strictly, 160, 48, func(d *driver) {
		d.press("r").miss("▲ “").write("Désolé").see("▲ “désolé” isn't a word of this brand").press("ctrl+s").see("send it all the same").press("ctrl+s")
		if len(d.desk.waiting) != 0 {
			t.Error("the key that asked also answered")
		}
		d.press("y").see("Reply 30: leaves in")
	})
}

func TestAnotherBrandsNameStopsAReply(t *testing.T) {
	drive(t, strictly, 160, 48, func(d *driver) {
		d.press("r").write("Voyez Orion").see("✗ “orion” is a name of another brand").press("ctrl+s y").see("Public reply to")
		if len(d.desk.waiting) != 0 {
			t.Error("it left")
		}
	})
}

func TestFaultsLeaveTheTextItsPlace(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := strictly()
		f.team.Brands[0].Manner.Signature, f.team.Brands[0].Manner.MaxLength = "L’équipe", 3
		return f
	}, 80, 24, func(d *driver) {
		d.press("r").write("Désolé orion").press("backspace").see("Désolé orio", "╰", "ctrl-s")
	})
}

// strictly is a desk whose brand has a word that it doesn't use.
func strictly() *fakeDesk {
	f := writing()
	f.team.Brands[0].Manner.Never = []string{"désolé"}
	return f
}

func TestANoteLooksUnlikeAReplyAndNeverLeaves(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("c").see("Internal note on 30 · Karim B. · never leaves the inbox", "┆", "writes the note").miss("publicly")
		d.write("Voir avec Léa").press("ctrl+s").see("Note 30 · u takes it back")
		if len(d.desk.waiting) != 0 {
			t.Error("a note left")
		}
	})
}

func TestANoteAndAReplyOfOneItemAreKeptBesideEachOther(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("réponse").wait(time.Second).press("esc").wait(time.Second)
		w.press("c").see("Internal note").miss("réponse", "not kept").write("à vérifier").wait(time.Second)
		w.m.desk.Leave() // the line is cut
		again := sit(t, w.ctx, w.real, "nadia").see("Internal note", "à vérifier", "kept").press("esc").wait(time.Second)
		again.press("r").see("Public reply", "réponse").press("esc").wait(time.Second)
		again.press("c").see("à vérifier").press("ctrl+s").wait(time.Second).see("Note 1")
		if _, left, err := again.m.desk.Draft(1, inbox.VerbNote); left || err != nil {
			t.Errorf("the note that was written is a draft still: %v", err)
		}
		again.press("r").see("Public reply", "réponse")
	})
}

func TestWhatIsPastedKeepsItsLinesAndSpacesAndLosesWhatActs(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r").send(tea.PasteMsg{Content: "Prix\u00a0: 12\u202f€\r\nligne 2\rligne 3\x1b[31m\u202e"})
		d.wait(time.Second)
		want := "@karim_b@social.example Prix\u00a0: 12\u202f€\nligne 2\nligne 3[31m"
		if got := d.desk.text(30).Text; got != want && got != strings.Replace(want, "[31m", "", 1) {
			t.Errorf("kept %q", got)
		}
	})
}

func TestAReplyCanKeepItsItemOpen(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("r tab").see("stays open").write("On vous répond vite").press("ctrl+s").see("Reply 30: leaves")
		if d.desk.items[0].Status != inbox.Open || d.under() != 30 {
			t.Errorf("it is %s", d.desk.items[0].Status)
		}
	})
}

// returned is a desk whose item 30 came back from a department.
func returned() *fakeDesk {
	f := writing()
	f.items[0].Status, f.items[0].Department = inbox.Returned, "sav"
	f.log[30] = append(f.log[30], inbox.Entry{At: noon, By: "paul", What: "return", Text: inbox.Clean("Colis retrouvé, livré mardi.")})
	return f
}

func TestTheDepartmentsAnswerStandsAboveTheReply(t *testing.T) {
	drive(t, returned, 160, 48, func(d *driver) {
		d.press("4 r").see("Service après-vente answered: Colis retrouvé, livré mardi.")
	})
}

func TestAReplyToAPrivateItemSaysThatItIsPrivate(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := writing()
		f.items[0].Private = true
		return f
	}, 160, 48, func(d *driver) {
		d.press("r").see("Private reply to Karim B.", "sends privately as @acme").miss("publicly", "Public")
	})
}

func TestADraftTellsWhatOthersDidSinceItWasKept(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := writing()
		_ = f.SaveDraft(inbox.Draft{Number: 30, Verb: inbox.VerbReply, Text: "Bonjour", Saved: noon.Add(-time.Hour)})
		f.log[30] = []inbox.Entry{
			{At: noon.Add(-2 * time.Hour), By: "léa", What: "note"}, {At: noon.Add(-time.Minute), By: "léa", What: "assign", To: "léa"},
			{At: noon.Add(-time.Minute), By: "nadia", What: "mute"},
		}
		return f
	}, 160, 48, func(d *driver) {
		d.press("r").see("▲ léa assigned it to léa").miss("▲ léa noted", "▲ nadia").press("ctrl+s").see("send it all the same")
	})
}

func TestNoKeyActsBehindATextThatIsTyped(t *testing.T) {
	drive(t, writing, 80, 24, func(d *driver) {
		d.press("r").write("dqXuz:/?")
		if d.quit || d.under() != 30 || len(d.m.layers) != 1 {
			t.Error("a key acted behind the composer")
		}
		d.see("dqXuz:/?")
	})
}

func TestAConsoleThatEndsUnaskedKeepsTheText(t *testing.T) {
	drive(t, writing, 80, 24, func(d *driver) {
		d.press("r").write("à moitié")
		if err := d.m.flush(); err != nil {
			t.Fatal(err)
		}
		if got := d.desk.text(30); !strings.HasSuffix(got.Text, "à moitié") || got.Caret != len([]rune(got.Text)) {
			t.Errorf("kept %+v", got)
		}
	})
}

func TestAnItemThatIsSelectedAloneIsTheOneThatIsAnswered(t *testing.T) {
	drive(t, writing, 120, 40, func(d *driver) {
		d.press("x").at(29).press("r").see("Public reply to Karim B.").at(30)
		d.write("Bonjour").press("ctrl+s").see("Reply 30").at(29)
		d.press("x").at(28).press("c").see("Internal note on 29 · Lucie").write("Voir").press("ctrl+s").see("Note 29")
		if got := d.desk.text(28); got.Text != "" {
			t.Errorf("a draft lies on an item that was not chosen: %q", got.Text)
		}
	})
}
