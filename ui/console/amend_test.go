package console

import (
	"strings"
	"testing"
	"time"

	"vigie/inbox"
)

// answeredBefore is a desk whose item 30 has a delivered answer of ours.
func answeredBefore() *fakeDesk {
	f := writing()
	own := f.items[0]
	own.Number, own.Remote, own.Parent, own.Ours, own.Text = 90, "own", f.items[0].Remote, true, inbox.Clean("C'est résolut.")
	own.Author = inbox.Author{Handle: inbox.CleanLine("@acme@social.example")}
	own.Posted = own.Posted.Add(time.Minute)
	f.items = append(f.items, own)
	return f
}

func TestOurDeliveredAnswerIsAmendedInTheComposer(t *testing.T) {
	drive(t, answeredBefore, 160, 48, func(d *driver) {
		d.press("U").see("Our answer, as it stands on fedi · amend it", "C'est résolut.", "ctrl-s changes it there")
		d.press("backspace backspace backspace").write("lu.").wait(time.Second)
		if got := d.desk.text(90); got.Verb != inbox.VerbAmend || got.Text != "C'est résolu." && !strings.HasSuffix(got.Text, "lu.") {
			t.Errorf("kept %+v", got)
		}
		d.press("ctrl+s").see("Amend reply 90: leaves in 8 s · u takes it back")
		if w := d.desk.waiting; len(w) != 1 || w[0].Verb != inbox.VerbAmend || w[0].Item != 90 {
			t.Errorf("waiting: %+v", w)
		}
	})
}

func TestAnAmendmentIsOpenAgainAfterACutLine(t *testing.T) {
	for name, write := range map[string]func(*driver){
		"with a text":         func(d *driver) { d.press("backspace backspace").write(" !").wait(time.Second) },
		"before it was begun": func(d *driver) {},
	} {
		t.Run(name, func(t *testing.T) {
			drive(t, answeredBefore, 160, 48, func(d *driver) {
				d.press("j k U").see("C'est résolut.")
				write(d)
				d.wait(8 * time.Second)
				was := d.screen()
				sitDown(d.t, d.desk, d.desk, 160, 48, func(again *driver) {
					if got := again.wait(10 * time.Second).screen(); got != was {
						t.Errorf("the screen was\n%s\nand is\n%s", was, got)
					}
				})
			})
		})
	}
}

func TestOurDeliveredAnswerIsRetractedAfterAQuestion(t *testing.T) {
	drive(t, answeredBefore, 160, 48, func(d *driver) {
		d.press(":").write("retract").press("enter").see("Take our delivered reply off the platform.").press("y").see("Retract reply")
		if w := d.desk.waiting; len(w) != 1 || w[0].Verb != inbox.VerbRetract || w[0].Item != 90 {
			t.Errorf("waiting: %+v\n%s", w, d.screen())
		}
	})
}

func TestWhereNothingOfOursStandsThereIsNothingToAmend(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("U").see("no reply of yours waits to leave").press(":").write("amend").see("no answer of ours stands here").press("esc")
	})
}
