package console

import (
	"slices"
	"testing"

	"vigie/inbox"
	"vigie/ui/keys"
)

// screensOf is how a person comes to each screen of the table.
func screensOf() map[string]shot {
	rowsOf := func(f func() *fakeDesk) func() *fakeDesk { return f }
	return map[string]shot{
		keys.OnOwnViews:    {"V", told, func(d *driver) { d.press("V") }},
		keys.OnEscalations: {"E", told, func(d *driver) { d.press("E") }},
		keys.OnFigures:     {"%", told, func(d *driver) { d.press("%") }},
		keys.OnLog:         {"L", told, func(d *driver) { d.press("L") }},
		keys.OnAuthor:      {"i", told, func(d *driver) { d.press("i") }},
		keys.OnChannels:    {"g c", told, func(d *driver) { d.press("g c") }},
		keys.OnRules:       {"g R", told, func(d *driver) { d.press("g R") }},
		keys.OnDigest:      {"g s", told, func(d *driver) { d.press("g s") }},
		keys.OnUnsent:      {"g n", told, func(d *driver) { d.press("g n") }},
		keys.OnSkipped: {"g k", told, func(d *driver) {
			d.press("x t").write("lot").press("enter").press("* t").write("lot").press("enter g k")
		}},
		keys.OnBrand:      {"b", sixty, func(d *driver) { d.press("b") }},
		keys.OnDepartment: {"e", told, func(d *driver) { d.press("e") }},
		keys.OnLinks: {"o", rowsOf(conversation(func(karim *inbox.Item, _ *fakeDesk) {
			karim.Text = inbox.Clean("Lisez https://acme.example/a et https://acme.example/b")
		})), func(d *driver) { d.press("o") }},
		keys.OnPrinted:  {"|", told, func(d *driver) { d.m.push(&piped{pipe: inbox.Pipe{Name: "sort"}, out: "sorted", stop: func() {}}) }},
		keys.OnQuestion: {"B", told, func(d *driver) { d.press("B") }},
		keys.OnLeaving: {"q", told, func(d *driver) {
			d.send(heldMsg{held: []inbox.Delivery{{Verb: inbox.VerbReply, Item: 30, Text: inbox.Clean("Bonjour.")}}})
		}},
	}
}

func TestHelpOverAnyScreenTellsItsKeysAndEscLeadsBack(t *testing.T) {
	ways := screensOf()
	for _, s := range keys.Screens() {
		t.Run(s.Name, func(t *testing.T) {
			way, known := ways[s.Name]
			if !known {
				t.Fatal("no way there")
			}
			drive(t, way.desk, 120, 40, func(d *driver) {
				way.story(d)
				if _, on, ok := d.m.keyedTop(); !ok || on.Name != s.Name {
					t.Fatalf("%s doesn't lead there:\n%s", way.name, d.screen())
				}
				before := d.screen()
				d.press("?").see("Keys", string(s.Title), "Decide")
				for _, o := range s.Keys {
					d.see(string(o.Hint))
				}
				d.press("esc")
				if after := d.screen(); after != before {
					t.Errorf("before help:\n%s\nafter:\n%s", before, after)
				}
			})
		})
	}
}

func TestThePaletteOverAScreenOffersItsKeysAndWhatOpensOverItToo(t *testing.T) {
	drive(t, told, 120, 40, func(d *driver) {
		d.press("V").press(":").see("save", "What is shown, as a view of your own.").write("tag").see("leave this screen first")
		d.press("enter").see("Tag: that is done on the list").press("esc").see("Your views")
		d.press(":").write("log").press("enter").see("Log").press("esc").see("Your views")
		d.press(":").write("your views").see("it is open").press("esc")
		d.press(":").write("remove").press("enter").press(":").write("save").press("enter").see("Save as a view of yours").press("esc")
		d.press(":").write("go to done").press("enter").see("is:done").miss("Your views")
		if d.m.top() != nil {
			t.Error("a screen stands over the view that was opened")
		}
	})
}

func TestTheFooterOfEveryBoardHasHelpAndTheWayOut(t *testing.T) {
	ways := screensOf()
	for _, s := range keys.Screens() {
		if s.Asks {
			continue
		}
		drive(t, ways[s.Name].desk, 40, 12, func(d *driver) {
			ways[s.Name].story(d)
			d.see("?", "esc leave").resize(120, 40).see("? help", "esc leave")
		})
	}
}

func TestWhatIsTypedIntoAScreenIsNoCallForHelp(t *testing.T) {
	drive(t, told, 120, 40, func(d *driver) {
		d.press("L /").write("by?").see("by?").press("esc esc")
		d.press("V s").write("why?").see("why?").press("esc esc")
		d.press("e s").write("really?").see("really?")
	})
}

func TestAClickOnALineOfAScreensHelpDoesIt(t *testing.T) {
	drive(t, told, 120, 40, func(d *driver) {
		d.press("V ?")
		h := d.m.top().(*help)
		h.picked = ownMark + "s"
		d.press("enter").see("Save as a view of yours")
	})
}

func TestNoKeyOfAScreenDoesTwoThings(t *testing.T) {
	for _, s := range keys.Screens() {
		var all []string
		for _, o := range s.Keys {
			if _, known := (&keymap{commands: commandTable(nil)}).named(o.Name); len(o.Keys) == 0 && !known {
				t.Errorf("%s: %s has no key", s.Name, o.Name)
			}
			for _, k := range o.Keys {
				if slices.Contains(all, k) {
					t.Errorf("%s: %q does two things", s.Name, k)
				}
				all = append(all, k)
			}
		}
	}
}
