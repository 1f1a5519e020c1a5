package console

import (
	"testing"
	"time"

	"vigie/inbox"
)

// These stories tell what each key does, in the order of the help.

// j k ↓ ↑ · ctrl-d ctrl-u · g g, G
func TestTheCursorMovesByRowsByHalfAPageAndToBothEnds(t *testing.T) {
	drive(t, sixty, 120, 40, func(d *driver) {
		d.at(60).press("j").at(59).press("down").at(58).press("k").at(59).press("up").at(60).press("k").at(60)
		if half := d.press("ctrl+d").under(); half > 56 || half < 45 {
			t.Errorf("half a page leads to item %d", half)
		}
		d.press("ctrl+u").at(60)
		d.press("G").at(1).press("j").at(1).press("g g").at(60)
	})
}

// J K · space
func TestTheReaderScrollsFromTheListAndSpaceReadsOn(t *testing.T) {
	drive(t, long, 80, 24, func(d *driver) {
		d.press("j j j j j j j j").at(20).miss("line 15").press("J J J J J J J J J J").see("line 15").press("K K K K K K K K K K").miss("line 15").at(20)
		for d.under() == 20 && !d.shows("line 99") {
			d.press("space")
		}
		if d.at(20).press("space").wait(time.Second); !d.desk.seen[20] || d.under() == 20 {
			t.Errorf("at the end of the thread it stays on %d", d.under())
		}
	})
}

// n, N
func TestNLeadsFromUnseenToUnseen(t *testing.T) {
	drive(t, sixty, 120, 40, func(d *driver) {
		d.desk.seen[59], d.desk.seen[58] = true, true
		d.press("ctrl+l n").at(56).press("N").at(60).press("N").see("nothing unseen before this one")
	})
}

// enter, l, → · esc, h, ← · tab
func TestPanesOpenAndCloseAndWhoHasTheKeysIsShown(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 60, 18, func(d *driver) {
		for _, open := range []string{"enter", "l", "right", "tab"} {
			for _, back := range []string{"esc", "h", "left"} {
				d.see("2m").press(open).see("Notre nouveau service", "11:58").miss(" 2m ").press(back)
			}
		}
		d.press("h").see("▌1 Open", "fedi").press("j").see("▌2 Mine").press("l").see("Le Journal").press("tab tab").see("▌2 Mine").press("tab").see("Le Journal")
	})
}

// r
func TestAReplyIsWrittenWithACannedTextAndLeavesOnce(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.see("La commande 4412").press("r").see("Public reply to Auteur 1").press("ctrl+t").write("mer").press("enter").see("Merci Auteur 1 !")
		w.write("Nous cherchons le colis.").press("ctrl+s").see("leaves in 8 s").at(2)
		w.left()
		w.wait(10 * time.Second)
		w.left("Merci Auteur 1 !Nous cherchons le colis.")
		w.press("6").see("Acme (us)", "Nous cherchons le colis.")
	})
}

// e
func TestAnItemGoesToADepartmentByItsLetterWithAReasonAndAnUrgency(t *testing.T) {
	drive(t, told, 80, 24, func(d *driver) {
		d.press("e").see("s Service après-vente", "j Juridique", "answers within 24 h").press("j").see("Why?")
		d.write("Une menace.").see("[high]").press("tab").see("[urgent]").press("enter").see("Escalate 30")
		if it := d.desk.itemNow(30); it.Department != "legal" || it.Priority != inbox.Urgent || it.Status != inbox.Escalated {
			t.Errorf("it is %s with %q, %s", it.Status, it.Department, it.Priority)
		}
	})
}

// t · a · p · z
func TestPickersFilterAsOneTypesAndFoldAccentsAndCase(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("t").write("Éclair").see("new tag").press("enter").see("Tag 1", "éclair")
		w.press("j t").see("éclair").write("eclair").press("enter").see("Tag 2")
		w.press("a").write("LEA").press("enter").see("Assign 2 · léa", "@léa")
		w.press("p").write("urg").press("enter").see("Priority 2 · urgent", "!!")
		w.press("z").write("3h").see("Sat 1 Jan 03:00").press("enter").see("Snooze 2 · 03:00").miss("Does it work")
		w.press("5").see("Does it work").press("1").wait(4 * time.Hour).see("Does it work")
	})
}

func TestTagsAreTurnedOnSeveralItemsAtOnce(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("x x t").see("Tags of 2 items").write("livraison").press("enter").see("Tag: 2 items · +livraison")
		w.press("g g t").write("liv").see("✓ livraison").press("enter").see("Tag 1 · -livraison · u takes it back")
	})
}

// d · D · M
func TestDoneGoesOnToTheNext(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.see("1 Open 28").at(30).press("d").see("Done 30 · u takes it back", "1 Open 27").miss("● 2m").at(29)
		d.press("u").see("Undone: done", "● 2m").at(30)
	})
}

func TestTheWholeThreadIsDoneAndAMutedOneStaysSo(t *testing.T) {
	flowOf(t, "nadia", func() []inbox.Post {
		all := posts()[:2]
		all[1].Thread, all[1].Parent = all[0].Thread, all[0].Remote
		return all
	}, func(w *work) {
		w.see("1 Open 2").press("M").see("Mute 1").press("D").see("Done: 2 items", "open is empty")
	})
}

// + · H · A
func TestWhatGoesOutWaitsInTheUndoWindow(t *testing.T) {
	for keys, says := range map[string]string{"+": "Like 30", "H": "Hide 30", "A": "Approve 30"} {
		drive(t, func() *fakeDesk {
			f := newFake(30)
			if keys == "A" {
				f.items[0].Visibility = inbox.Held
			}
			return f
		}, 120, 40, func(d *driver) {
			d.press(keys).see(says + ": leaves in 8 s · u takes it back").wait(3500 * time.Millisecond).see("leaves in 5 s · u").press("u").miss("leaves in")
		})
	}
}

// X · S · B
func TestWhatIsDangerousAsksAndAnotherKeyAnswers(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("X").see("Delete?", "“La livraison a trois").press("X").see("Delete?").press("enter").see("Delete?")
		d.press("esc").miss("Delete?").see("● 2m").press("S").see("Spam?").press("esc B").see("Block author?").press("esc")
		d.press("X y").see("Delete 30: leaves in 8 s").miss("Delete?")
	})
}

// c
func TestANoteStaysInsideAndLooksUnlikeAReply(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("c").see("╭┄ Internal note on 1 · Auteur 1 · never leaves the inbox", "ctrl-s writes the note").write("déjà vu").press("ctrl+s").see("Note 1", "nadia noted", "déjà vu")
		w.wait(20 * time.Second)
		w.left()
	})
}

// x, v, *
func TestEveryActionWorksOnTheSelection(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("x x").see("2 items selected", "◆").press("d").see("Done: 2 items", "26").miss("◆")
		d.press("v j j v").see("3 items selected").press("esc").miss("selected")
		d.press("*").see("all 26 that match are selected").press("d").see("Done: 26 items", "Nothing here: open is empty")
	})
}

// .
func TestTheLastDecisionIsMadeAgain(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press(".").see("nothing was decided yet").press("M").see("Mute 30").press("j .").see("Mute 29").press("M").see("Unmute 29")
		d.press("t").write("lot").press("enter j .").see("Tag 28", "lot")
	})
}

// u · ctrl-r · U
func TestDecisionsAreTakenBackMadeAgainAndMessagesRecalled(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("d").see("1 Open 3").press("u").see("1 Open 4").at(1).press("ctrl+r").see("Made again: done", "1 Open 3").press("u").at(1)
		w.press("r").write("Trop vite").press("ctrl+s").wait(2*time.Second).press("u").see("Public reply to Auteur 1", "Trop vite")
		w.press("esc").wait(20*time.Second).see("✎").press("r").see("Trop vite").press("ctrl+s U").see("Trop vite", "taken back before it left").press("esc")
		w.wait(20 * time.Second)
		w.left()
	})
}

// 1 … 9 (or & é " ' ( - è _ ç) · g o, g m, g e, g r …
func TestViewsOpenByDigitsByTheirFrenchKeysAndByLetters(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		for _, keys := range []string{"3", "\"", "g e"} {
			d.press("1").see("▌1 Open").press(keys).see("▌3 Escalated")
		}
		d.press("2").see("▌2 Mine", "Le Journal").press("9").see("there is no view 9")
		d.press("g").see("o open", "m mine", "r returned").press("r").see("▌4 Returned")
	})
}

// b
func TestABrandShowsItsItemsAndCountsAlone(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.see("acme/fedi", "orion/forum").press("b").see("0 All brands 28", "1 Acme").press("j enter").see("▎Acme ▾", "fedi  Karim B.", "1 Open      19").miss("forum", "orion")
		d.press("b 0").see("All brands", "orion/forum")
	})
}

// / · :
func TestEverythingIsFoundBySearchAndInThePalette(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("/ ctrl+u").write("commande").press("enter").see("La commande 4412").miss("Does it work").press("esc").see("Does it work")
		w.press(":").write("snoo").see("Take it out of sight").press("enter").see("Snooze 1 · Auteur 1").press("esc")
		w.press(":").write("ctrl-r").see("Redo").press("esc :").write("retract").see("can't retract; it can reply").press("enter").see("Retract reply: the channel wall can't retract").press("esc")
	})
}

// o · y
func TestWhereItWasWrittenIsOpenedShownAndCopied(t *testing.T) {
	var opened []string
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("o").see("https://fedi.example/30").press("y").see("copied https://fedi.example/30")
		d.m.opt.OpenBrowser = func(link string) error { opened = append(opened, link); return nil }
		if d.press("o").see("opening https://fedi.example/30"); len(opened) != 1 {
			t.Errorf("opened %q", opened)
		}
	})
}

// i
func TestTheCardOfAnAuthorTellsTheirHistoryWithUs(t *testing.T) {
	flowOf(t, "nadia", ofTwo, func(w *work) {
		w.press("r").write("Nous cherchons le colis.").press("ctrl+s").press("6 i").see("Auteur 1", "on wall · Acme", "contact 2 items", "nadia replied · held")
		w.wait(20*time.Second).see("nadia replied", "Nous cherchons le colis.", "1 open · 1 done").miss("held")
	})
}

// | or !
func TestAnItemIsGivenToACommandAndWhatItPrintsGoesIntoAReply(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.m.opt.Pipe = echoing
		d.press("|").see("Give 1 item to a command").write("translate").press("enter").see("| translate", "translate got 1").miss("\u202e")
		d.press("r").see("Public reply to Karim B.", "@karim_b@social.example translate got 1").press("esc")
		d.press("!").see("translate").press("enter").see("translate got 1").press("c").see("Internal note", "translate got 1")
	})
}

// E · % · L
func TestBoardsOpenOverTheListAndCloseToIt(t *testing.T) {
	flow(t, "léa", func(w *work) {
		w.press("a").write("léa").press("enter").see("Assign 1").press("c").write("déjà vu").press("ctrl+s").see("Note 1")
		w.press("L").see("léa assigned it to léa", "léa noted  “déjà vu”").press("/").write("verb:assgn").press("enter").see("did you mean assign?")
		w.press("backspace backspace").write("ign").press("enter").see("léa assigned it to léa").miss("déjà vu")
		w.press("u").see("taken back: assign", "(undone)").press("esc E").see("Service après-vente", "Nobody owes an answer").press("esc %").see("The week").press("esc").miss("The week").at(1)
	})
}

// ? · q
func TestHelpIsSearchedAndQuittingLosesNothing(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("?").write("brand").see("Show one brand, or all.").miss("Take it out of sight").press("esc").miss("Keys ─")
		w.press("r").write("Bonsoir").press("ctrl+s q").see("1 message waits to leave").press("esc").miss("waits to leave").press("q s").wait(3 * time.Second)
		w.left("Bonsoir")
		if !w.quit {
			t.Error("it stays")
		}
	})
}

// A frequent decision costs one or two keys.
func TestAFrequentDecisionCostsOneOrTwoKeys(t *testing.T) {
	for _, keys := range []string{"d", "e s enter", "t c o enter", "r B o n ctrl+s"} {
		drive(t, writing, 120, 40, func(d *driver) {
			if d.press(keys); len(d.desk.writing.verbs) != 1 {
				t.Errorf("%s decided %v\n%s", keys, d.desk.writing.verbs, d.screen())
			}
		})
	}
}
