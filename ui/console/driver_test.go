package console

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// driver plays a person at a console: it presses keys and looks at the screen. Time is the test's own, so nothing waits.
type driver struct {
	t     *testing.T
	m     *model
	desk  *fakeDesk
	ctx   context.Context
	msgs  chan tea.Msg
	quit  bool
	looks []func() // at every screen that follows from a key
	raw   []string // what went to the terminal beside the screen
	clip  string   // the terminal's clipboard
}

// drive runs a story at a console of w by h cells, before a desk of the tests.
func drive(t *testing.T, f func() *fakeDesk, w, h int, story func(*driver)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		fake := f()
		sitDown(t, fake, fake, w, h, func(d *driver) {
			d.desk = fake
			story(d)
		})
	})
}

// sitDown runs a story before any desk, within a bubble of the test's own time.
func sitDown(t *testing.T, seat Desk, feed Feed, w, h int, story func(*driver)) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	d := &driver{t: t, ctx: ctx, msgs: make(chan tea.Msg, 100)}
	dark := true
	d.m = newModel(ctx, Options{Desk: seat, Feed: feed, Profile: colorprofile.ASCII, Dark: &dark, Zone: time.UTC})
	d.start(d.m.Init())
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	d.wait(2 * pause)
	story(d)
}

// start runs a command as Bubble Tea does.
func (d *driver) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		select {
		case d.msgs <- cmd():
		case <-d.ctx.Done():
		}
	}()
}

// send hands a message to the console, and then whatever follows from it until nothing moves any more.
func (d *driver) send(msg tea.Msg) {
	d.handle(msg)
	d.settle()
}

func (d *driver) settle() {
	for {
		synctest.Wait()
		select {
		case msg := <-d.msgs:
			d.handle(msg)
		default:
			return
		}
	}
}

func (d *driver) handle(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case tea.BatchMsg:
		for _, cmd := range msg {
			d.start(cmd)
		}
	case tea.QuitMsg:
		d.quit = true
	case tea.RawMsg:
		d.raw = append(d.raw, msg.Msg.(string))
	default:
		if v := reflect.ValueOf(msg); v.Type() == clipboard {
			d.clip = v.String()
		}
		_, cmd := d.m.Update(msg)
		d.start(cmd)
	}
}

// clipboard is the library's own message to the terminal.
var clipboard = reflect.TypeOf(tea.SetClipboard("")())

// press presses keys, with spaces between: j, G, ctrl+d, enter, space …
func (d *driver) press(keys string) *driver {
	d.t.Helper()
	for k := range strings.FieldsSeq(keys) {
		d.send(keyPress(k))
		for _, look := range d.looks {
			look()
		}
	}
	return d
}

// write types a text.
func (d *driver) write(text string) *driver {
	for _, r := range text {
		d.send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	return d
}

// wait lets time pass.
func (d *driver) wait(long time.Duration) *driver {
	for range 20 {
		time.Sleep(long / 20)
		d.settle()
	}
	return d
}

func (d *driver) resize(w, h int) *driver {
	d.send(tea.WindowSizeMsg{Width: w, Height: h})
	return d
}

// see fails unless the screen shows each of the words.
func (d *driver) see(words ...string) *driver {
	d.t.Helper()
	for _, w := range words {
		if !d.shows(w) {
			d.t.Fatalf("%q isn't on the screen:\n%s", w, d.screen())
		}
	}
	return d
}

// miss fails if the screen shows one of the words.
func (d *driver) miss(words ...string) *driver {
	d.t.Helper()
	for _, w := range words {
		if d.shows(w) {
			d.t.Fatalf("%q is on the screen:\n%s", w, d.screen())
		}
	}
	return d
}

// shows reports whether the screen shows some words, however many spaces are between them.
func (d *driver) shows(words string) bool {
	line := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	return strings.Contains(line(d.screen()), line(words))
}

// under is the number of the item under the cursor.
func (d *driver) under() uint64 {
	row, _ := d.m.current()
	return row.Number
}

// at fails unless the cursor is on an item.
func (d *driver) at(number uint64) *driver {
	d.t.Helper()
	if n := d.under(); n != number {
		d.t.Fatalf("the cursor is on item %d, not on %d:\n%s", n, number, d.screen())
	}
	return d
}

// lineOf is the line of the screen on which a text stands; -1 = nowhere.
func (d *driver) lineOf(text string) int {
	for i, l := range strings.Split(d.screen(), "\n") {
		if strings.Contains(l, text) {
			return i
		}
	}
	return -1
}

func (d *driver) screen() string { return ansi.Strip(d.m.View().Content) }

func keyPress(k string) tea.KeyPressMsg {
	if rest, ok := strings.CutPrefix(k, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	if k == "shift+tab" {
		return tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}
	}
	named := map[string]rune{"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "space": tea.KeySpace,
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd,
		"backspace": tea.KeyBackspace}
	if code, ok := named[k]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	r := []rune(k)
	return tea.KeyPressMsg{Code: r[0], Text: k}
}
