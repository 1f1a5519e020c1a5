package console

import (
	"fmt"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// audited is a lead's desk whose log tells who came too.
func audited() *fakeDesk {
	f := told()
	f.person = inbox.Person{Name: "léa", Role: inbox.Lead}
	at := func(min int) time.Time { return noon.Add(-time.Duration(min) * time.Minute) }
	home := inbox.Visit{Address: "192.0.2.7", Key: "SHA256:yw+FpIL/kCFkrZlEseMwXLV3jHLiCBxTuI8muxld7hY"}
	f.writing.entries = append(f.writing.entries,
		inbox.Entry{Seq: 7, Key: "7", At: at(9), By: "nadia", Visit: home, What: inbox.SignedIn},
		inbox.Entry{Seq: 8, Key: "8", At: at(8), Visit: inbox.Visit{Address: "198.51.100.23"}, What: inbox.TurnedAway, Patch: inbox.Patch{{Name: "why", To: "a key that the team file doesn't have"}}},
		inbox.Entry{Seq: 9, Key: "9", At: at(7), By: "nadia", Visit: home, What: inbox.TookCopy, Patch: inbox.Patch{{Name: "why", To: "is:open"}}},
		inbox.Entry{Seq: 10, Key: "10", At: at(6), By: "nadia", Visit: home, What: "snooze", Number: 22, Patch: inbox.Patch{{Name: "until", To: "2026-11-22T08:00:00Z"}}},
		inbox.Entry{Seq: 11, Key: "11", At: at(5), By: "léa", What: inbox.Erased, Numbers: []uint64{24, 22}, Forgot: inbox.Forgot{Items: 2}, Patch: inbox.Patch{{Name: "author", To: "5f2c"}}},
	)
	return f
}

func TestALeadReadsWhoCameFromWhereAndByWhichKey(t *testing.T) {
	drive(t, audited, 120, 40, func(d *driver) {
		d.press("L").see("léa erased all of an author: 2 items", "nadia took a copy away: is:open", "turned away: a key that the team file doesn't have", "198.51.100.23", "nadia signed in")
		d.press("j").see("21 Nov 2026 11:54:00 · 192.0.2.7 · SHA256:yw+FpIL", "until none → 22 Nov 08:00")
		d.press("/").write("kind:door from:192.").press("enter").see("kind:door from:192.", "nadia signed in").miss("turned away", "erased")
		d.press("a").see("everything", "turned away")
		d.press("enter").see("id:24,22")
	})
	drive(t, func() *fakeDesk { f := audited(); f.person.Role = inbox.Moderator; return f }, 120, 40, func(d *driver) {
		d.press("L").see("nadia snoozed it").miss("signed in", "turned away")
	})
}

func TestWhatWasImportedIsTheirsWhoDecidedItThere(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := told()
		f.writing.entries = append(f.writing.entries, inbox.Entry{Seq: 12, Key: "12", At: noon.Add(-time.Hour), By: "lea", Rule: inbox.ImportRule, What: "snooze", Number: 22})
		return f
	}, 120, 40, func(d *driver) {
		d.press("L").see("lea (imported) snoozed it").miss("rule “import”")
	})
}

func TestTheLogIsReadInThePersonsLanguage(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := audited()
		f.person.Language = "fr"
		f.writing.entries = append(f.writing.entries,
			inbox.Entry{Seq: 12, Key: "12", At: noon, By: "nadia", What: "done", Number: 22, Patch: inbox.Patch{{Name: "status", From: "open", To: "done"}, {Name: "assignee", To: "léa"}}},
			inbox.Entry{Seq: 13, Key: "13", At: noon, What: inbox.EvidenceKept, Number: 22, Text: inbox.Clean(inbox.EvidenceFile{What: "page", URL: inbox.CleanLine("https://acme.example/1"), Why: inbox.CleanLine("it isn't there")}.Line())},
		)
		return f
	}, 160, 40, func(d *driver) {
		d.press("L").see("preuves conservées", "sa page https://acme.example/1 : non conservé : introuvable")
		d.press("j").see("21 nov. 2026 12:00:00", "statut à traiter → traité, attribué à rien → léa")
		d.press("j j").see("jusqu’à rien → 22 nov. 08:00")
	})
}

func TestTheLogIsLiveAndKeepsItsPlace(t *testing.T) {
	drive(t, audited, 120, 40, func(d *driver) {
		log := func(seq uint64, what string) {
			d.desk.mu.Lock()
			d.desk.writing.entries = append(d.desk.writing.entries, inbox.Entry{Seq: seq, Key: fmt.Sprint(seq), At: noon, By: "tom", What: what})
			d.desk.mu.Unlock()
			d.desk.notices <- desk.Notice{Door: true}
			d.wait(time.Second)
		}
		d.press("L").miss("tom")
		log(12, inbox.SignedIn)
		d.see("tom signed in")
		d.press("j j")
		line := d.lineOf("▌")
		log(13, inbox.SignedOut)
		d.see("tom signed out")
		if now := d.lineOf("▌"); now != line+1 {
			t.Errorf("the cursor was on line %d, and is on %d:\n%s", line, now, d.screen())
		}
	})
}

func TestALongWalkOfTheLogSaysHowFarItLookedAndIsGivenUp(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := audited()
		f.writing.entries, f.writing.scan = nil, 2
		for i := range 3000 {
			f.writing.entries = append(f.writing.entries, inbox.Entry{Seq: uint64(i + 1), Key: fmt.Sprint(i), At: noon.Add(time.Duration(i-3000) * time.Hour), By: "nadia", What: "note", Number: 30, Text: inbox.Clean("rien")})
		}
		f.writing.entries[0].By = "anna"
		return f
	}, 80, 24, func(d *driver) {
		d.press("L /").write("by:anna")
		_, cmd := d.m.Update(keyPress("enter"))
		d.m.Update(cmd()) // one stretch alone
		d.see("looking, back to")
		d.m.Update(keyPress("esc"))
		d.see("stopped; looked back to").press("j").see("anna noted").miss("stopped")
	})
}

func TestTheLogHoldsAWindow(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := audited()
		for i := range 2 * logMost {
			f.writing.entries = append(f.writing.entries, inbox.Entry{Seq: uint64(i + 20), Key: fmt.Sprint(i + 20), At: noon, By: "nadia", What: "note", Number: 30, Text: inbox.CleanLine(fmt.Sprint("note ", i))})
		}
		return f
	}, 80, 24, func(d *driver) {
		d.press("L")
		l := d.m.layers[0].(*logBoard)
		for range 60 {
			d.press("G")
		}
		d.see("g goes back to the newest")
		if len(l.rows) > logMost {
			t.Errorf("it holds %d rows", len(l.rows))
		}
		d.press("g").see(fmt.Sprint("note ", 2*logMost-1))
	})
}

func TestTheLogNamesWhatALeadReleasedOrCalledOff(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := writing()
		f.writing.entries = []inbox.Entry{
			{Seq: 1, At: noon, By: "lea", Number: 30, What: "released", Delivery: 7, Verb: inbox.VerbHide},
			{Seq: 2, At: noon, By: "lea", Number: 29, What: "cancelled", Delivery: 8, Verb: inbox.VerbHide},
			{Seq: 3, At: noon, By: "lea", Number: 28, What: "released", Delivery: 9, Verb: inbox.VerbReply},
		}
		return f
	}, 120, 40, func(d *driver) {
		d.press("L").see("lea released: hide", "lea called off: hide", "lea released the reply")
	})
}

// refusing is a lead's desk whose log tells of refusals.
func refusing() *fakeDesk {
	f := audited()
	at, home := func(min int) time.Time { return noon.Add(-time.Duration(min) * time.Minute) }, inbox.Visit{Address: "192.0.2.7"}
	f.writing.entries = append(f.writing.entries,
		inbox.Entry{Seq: 14, Key: "14", At: at(6), By: "vera", Visit: home, What: inbox.WasDenied, To: "hide", Numbers: []uint64{22}, Patch: inbox.Patch{{Name: "why", To: "vera is a viewer; hide takes a moderator"}}},
		inbox.Entry{Seq: 15, Key: "15", At: at(6), By: "vera", Visit: home, What: inbox.WasDenied, To: "erase", Numbers: []uint64{22, 24}, Patch: inbox.Patch{{Name: "why", To: "vera is a viewer; to erase takes a lead"}, {Name: "more", To: "5"}, {Name: "missed", To: "40"}}},
	)
	return f
}

func TestALeadReadsWhatWasRefusedToWhom(t *testing.T) {
	drive(t, refusing, 160, 40, func(d *driver) {
		d.press("L").see("vera was refused “hide”: vera is a viewer; hide takes a moderator", "vera was refused “erase · 7 items”: vera is a viewer; to erase takes a lead")
		d.press("/").write("kind:refusal item:24").press("enter").see("“erase", "192.0.2.7 · 40 before it not written down").miss("“hide", "signed in")
	})
	drive(t, func() *fakeDesk { f := refusing(); f.person.Language = "fr"; return f }, 160, 40, func(d *driver) {
		d.press("L").see("vera s’est vu refuser « masquage » : vera a le rôle lecteur ; masquage demande le rôle modérateur")
	})
}

func TestWhatTheScreenRefusesForARoleIsToldToTheDesk(t *testing.T) {
	drive(t, func() *fakeDesk { f := writing(); f.person.Role = inbox.Viewer; return f }, 120, 40, func(d *driver) {
		d.press("j H").see("moderator")
		if got := d.desk.denied; len(got) != 1 || got[0] != "hide 29" {
			t.Errorf("the desk was told of %q", got)
		}
	})
}
