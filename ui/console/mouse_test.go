package console

import (
	"image"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vigie/inbox"
)

// where is the cell at which a text begins.
func (d *driver) where(text string) image.Point {
	d.t.Helper()
	for y, l := range strings.Split(d.screen(), "\n") {
		if before, _, ok := strings.Cut(l, text); ok {
			return image.Pt(ansi.StringWidth(before), y)
		}
	}
	d.t.Fatalf("%q isn't on the screen:\n%s", text, d.screen())
	return image.Point{}
}

// click clicks on a text.
func (d *driver) click(text string) *driver {
	d.t.Helper()
	at := d.where(text)
	d.send(tea.MouseClickMsg{X: at.X, Y: at.Y, Button: tea.MouseLeft})
	return d
}

// turn turns the wheel over a text, within one frame.
func (d *driver) turn(text string, turns int) *driver {
	d.t.Helper()
	at, button := d.where(text), tea.MouseWheelDown
	if turns < 0 {
		turns, button = -turns, tea.MouseWheelUp
	}
	for range turns {
		d.send(tea.MouseWheelMsg{X: at.X, Y: at.Y, Button: button})
	}
	return d.wait(time.Second)
}

var pointed = [][2]int{{80, 24}, {160, 48}}

func TestAClickPutsTheCursorOnARowAndOpensTheOneThatHasIt(t *testing.T) {
	for _, size := range pointed {
		drive(t, sixty, size[0], size[1], func(d *driver) {
			first := d.under()
			d.click("Same problem").see("anna")
			if d.under() != first-2 || d.m.focus != onList {
				t.Fatalf("%v: the cursor is on %d, the keys are with %v", size, d.under(), d.m.focus)
			}
			d.click("Same problem")
			if d.m.focus != onReader {
				t.Errorf("%v: the keys are with %v", size, d.m.focus)
			}
		})
	}
}

func TestTheWheelScrollsWhatIsUnderItOnceAFrame(t *testing.T) {
	for _, size := range pointed {
		drive(t, sixty, size[0], size[1], func(d *driver) {
			at := d.where("Same problem")
			for range 5 {
				d.m.Update(tea.MouseWheelMsg{X: at.X, Y: at.Y, Button: tea.MouseWheelDown})
			}
			if d.m.list.cursor != 0 || d.m.stale {
				t.Fatalf("%v: it moved before the frame", size)
			}
			d.m.Update(wheeledMsg{})
			if d.m.list.cursor != 5 {
				t.Errorf("%v: five turns brought the cursor to row %d", size, d.m.list.cursor)
			}
		})
	}
}

func TestTheWheelOverTheReaderLeavesTheListAlone(t *testing.T) {
	long := func() *fakeDesk {
		f := newFake(60)
		f.items[0].Text = inbox.Clean(strings.Repeat("one line of many\n", 80))
		return f
	}
	for _, size := range pointed {
		drive(t, long, size[0], size[1], func(d *driver) {
			under, in := d.under(), d.m.at.reader.Min
			for range 3 {
				d.send(tea.MouseWheelMsg{X: in.X + 2, Y: in.Y + 4, Button: tea.MouseWheelDown})
			}
			d.wait(time.Second)
			if d.under() != under || d.m.reader.scroll == 0 {
				t.Errorf("%v: the cursor is on %d, the reader at %d", size, d.under(), d.m.reader.scroll)
			}
		})
	}
}

func TestAClickShowsAView(t *testing.T) {
	drive(t, sixty, 160, 48, func(d *driver) {
		d.click("Done")
		if d.m.view != 5 {
			t.Errorf("view %d", d.m.view)
		}
	})
}

func TestAClickChoosesInAPickerAndASecondOneTakesIt(t *testing.T) {
	for _, size := range pointed {
		drive(t, sixty, size[0], size[1], func(d *driver) {
			d.press("b").press("esc").press(":").click("Hand the item").see("Everything")
			if c, _ := d.m.top().(interface{ chosen() (choice, bool) }).chosen(); c.name != "Escalate" {
				t.Fatalf("%v: %+v is chosen", size, c)
			}
			d.click("Hand the item").see("Service après-vente").press("esc")
			d.press(":").turn("Everything", 3).turn("Everything", -1)
			d.send(tea.MouseClickMsg{X: 0, Y: 0, Button: tea.MouseLeft})
			d.see("Everything")
		})
	}
}

func TestAClickOnALinkOpensIt(t *testing.T) {
	for _, size := range pointed {
		drive(t, sixty, size[0], size[1], func(d *driver) {
			opened := ""
			d.m.opt.OpenBrowser = func(l string) error { opened = l; return nil }
			d.press("j").wait(2 * pause)
			in := d.m.at.reader
			for y, l := range strings.Split(d.screen(), "\n") {
				if before, _, ok := strings.Cut(l, "https://acme.example/manuel.pdf"); ok && y >= in.Min.Y && ansi.StringWidth(before) >= in.Min.X {
					d.send(tea.MouseClickMsg{X: ansi.StringWidth(before) + 3, Y: y, Button: tea.MouseLeft})
					break
				}
			}
			if opened != "https://acme.example/manuel.pdf" {
				t.Errorf("%v: %q was opened:\n%s", size, opened, d.screen())
			}
		})
	}
}

func TestThePieceOfALinkTellsWhichItIs(t *testing.T) {
	numbers := []string{"https://acme.example/a/very/long/address", "https://evil.example/"}
	for _, c := range []struct {
		line string
		x    int
		want string
	}{
		{"see https://acme.example/a/very/", 8, numbers[0]},
		{"  long/address [1] and more", 4, numbers[0]},
		{"   2 evil.example https://evil.example/", 6, numbers[1]},
		{"see https://acme.example/a/very/", 1, ""},
		{"« https://evil.example/ »", 4, numbers[1]},
		{"short", 40, ""},
	} {
		if got := linkAt(c.line, c.x, numbers); got != c.want {
			t.Errorf("%q at %d: %q", c.line, c.x, got)
		}
	}
}

func TestTheMouseCanBeLeftToTheTerminal(t *testing.T) {
	for environ, want := range map[string]tea.MouseMode{"": tea.MouseModeNone, "VIGIE_MOUSE=1": tea.MouseModeCellMotion} {
		f := newFake(0)
		f.person.Screen.NoMouse = true
		if got := newModel(t.Context(), Options{Desk: f, Environ: []string{environ}}).View().MouseMode; got != want {
			t.Errorf("%q: %v", environ, got)
		}
	}
}

func TestAClickOnTheHeaderShowsTheViewThatIsNamedThere(t *testing.T) {
	drive(t, sixty, 118, 30, func(d *driver) {
		d.m.views, d.m.health = d.m.views[:4], nil // they all have room
		d.send(tea.FocusMsg{})
		d.click("3 Escalated").see("is:escalated").turn("2 Mine", -1).see("assignee:me").turn("2 Mine", -9).see("is:open").turn("2 Mine", 2).see("is:escalated")
	})
	drive(t, sixty, 80, 24, func(d *driver) {
		d.click("Open 58").see("View", "Escalated").turn("Escalated", 1).click("Escalated")
		d.click("Escalated").see("is:escalated").miss("╭─ View")
		d.click("vigie").miss("╭").click("All brands").see("╭─ Brand")
	})
}

func TestAClickChoosesABrandAndADepartment(t *testing.T) {
	for _, size := range pointed {
		drive(t, sixty, size[0], size[1], func(d *driver) {
			d.press("b").turn("All brands", 1).see("▌ 1 Acme").click("2 Orion").see("▌ 2 Orion").click("2 Orion").see("▎Orion").miss("╭─ Brand")
			d.press("b").click("0 All").click("0 All").see("All brands ▾")
		})
		drive(t, func() *fakeDesk {
			f := newFake(60)
			f.team.Departments = append(f.team.Departments, inbox.Department{Name: "legal", Title: "Juridique", Key: "j"})
			return f
		}, size[0], size[1], func(d *driver) {
			d.press("e").turn("Juridique", 1).see("▌ j Juridique").click("Service après").see("▌ s Service").click("Service après").see("to Service après-vente")
		})
	}
}

func TestALineOfHelpIsDoneByTheSecondClick(t *testing.T) {
	for _, size := range pointed {
		drive(t, withPipes, size[0], size[1], func(d *driver) {
			d.m.opt.Pipe = echoing
			d.press("?").write("channels").click("How each channel").see("▌ g c Channels").click("g c").see("╭─ Channels").miss("╭─ Keys").press("esc")
			d.press("?").turn("Decide", 3).miss("Decide").press("esc")
			d.press("?").write("crm").click("crm look-up").click("crm look-up").see("crm look-up got 1").press("esc")
			d.press("?").write("ctrl-s").click("Asks first where").click("Asks first where").see("╭─ Keys")
		})
	}
}
