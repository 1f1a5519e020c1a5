package console

import (
	"testing"
	"time"

	"vigie/inbox"
	"vigie/ui/keys"
)

// These are habits that keyboard people ask for of every screen.

// each is one of several stories of a test.
func each(t *testing.T, name string, f func() *fakeDesk, story func(*testing.T, *driver)) {
	t.Run(name, func(t *testing.T) {
		drive(t, f, 120, 40, func(d *driver) { story(t, d) })
	})
}

func TestATextThatIsTypedSwallowsEveryKey(t *testing.T) {
	for _, open := range []string{"r", "c", "/", ":", "?", "t", "a", "z"} {
		each(t, open, func() *fakeDesk { return newFake(20) }, func(t *testing.T, d *driver) {
			before := d.under()
			d.press(open).write("dXSBGJMu")
			if len(d.desk.writing.verbs) > 0 || d.under() != before || d.m.top() == nil {
				t.Errorf("after %s the keys of a text did something: %v", open, d.desk.writing.verbs)
			}
		})
	}
}

func TestWhatIsDangerousIsConfirmedByAnotherKeyThanAskedAndNotByEnter(t *testing.T) {
	for _, k := range []string{"X", "S", "B"} {
		each(t, k, func() *fakeDesk { return newFake(20) }, func(t *testing.T, d *driver) {
			d.press(k + " " + k + " enter space").see("leave it")
			if len(d.desk.writing.verbs) > 0 {
				t.Errorf("%s twice and enter did %v", k, d.desk.writing.verbs)
			}
			if d.press("y"); len(d.desk.writing.verbs) != 1 {
				t.Errorf("y after %s did %v", k, d.desk.writing.verbs)
			}
		})
	}
	each(t, "y", chosen(map[string][]string{"block": {"y"}, "copy": {}}), func(t *testing.T, d *driver) {
		d.press("y y").see("! Block author")
		if len(d.desk.writing.verbs) > 0 {
			t.Error("the key that asked confirmed")
		}
	})
}

func TestNoSingleKeySendsAnythingThatCantBeTakenBack(t *testing.T) {
	for _, c := range keys.All() {
		a, decides := inbox.ActionOf(c.Verb)
		if !decides || !a.Outward || len(c.Keys) == 0 {
			continue
		}
		each(t, c.Name, func() *fakeDesk { return newFake(20) }, func(t *testing.T, d *driver) {
			d.press(c.Keys[0])
			for _, out := range d.desk.waiting {
				if !out.At.After(d.desk.Now()) {
					t.Errorf("%s left at once", c.Name)
				}
			}
		})
	}
}

func TestEveryKeyCanBeTurnedOffButTheWayOut(t *testing.T) {
	off := map[string][]string{}
	for _, name := range keys.Names() {
		if name != keys.Quit {
			off[name] = []string{}
		}
	}
	drive(t, chosen(off), 120, 40, func(d *driver) {
		before := d.under()
		for _, c := range keys.All() {
			if c.Name != keys.Quit && !c.Fixed {
				for _, k := range c.Keys {
					d.press(k)
				}
			}
		}
		if d.m.top() != nil || d.under() != before || len(d.desk.writing.verbs) > 0 {
			t.Error("a key did something")
		}
		if d.press("q"); !d.quit {
			t.Error("there is no way out")
		}
	})
}

func TestHintsAfterTheFirstOfTwoKeysNeverBlockTheNext(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(20) }, 160, 48, func(d *driver) {
		d.press("g").see("o open", "r returned").press("r").see("is:returned")
		d.press("g esc").miss("o open").press("g ?").see("does nothing here")
	})
}

func TestWhatWasChosenLastComesFirstInTheNextSessionToo(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(20) }, 120, 40, func(d *driver) {
		d.press(":").write("mute").press("enter").wait(2 * time.Second).press("j").wait(2 * time.Second)
		sitDown(d.t, d.desk, d.desk, 120, 40, func(again *driver) {
			again.press(":")
			if p := again.m.top().(*palette); p.shown[0].id != "mute" {
				t.Errorf("first is %s", p.shown[0].id)
			}
		})
	})
}
