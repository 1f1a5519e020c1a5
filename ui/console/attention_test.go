package console

import (
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// waited is a desk whose person wants to be called for everything, and the calls that reached the terminal.
func waited(t *testing.T, wish inbox.Screen, story func(*driver)) {
	t.Helper()
	drive(t, func() *fakeDesk {
		f := newFake(60)
		f.person.Screen = wish
		return f
	}, 120, 40, func(d *driver) {
		d.m.opt.Environ = []string{"TERM=xterm-256color"}
		story(d)
	})
}

var everything = inbox.Screen{Notify: []inbox.Occasion{inbox.OnMine, inbox.OnUrgent, inbox.OnUnsent, inbox.OnChannel}}

// urgent is a change by somebody that makes an item urgent.
func urgent(by string, number uint64) inbox.Applied {
	it := item(number, 0)
	it.Priority = inbox.Urgent
	return inbox.Applied{Change: inbox.Change{By: by, Event: inbox.Decided{}}, Number: number, Item: it, Patch: inbox.Patch{{Name: "priority", To: "urgent"}}}
}

func (d *driver) tell(all ...inbox.Applied) {
	d.send(noticeMsg{notice: desk.Notice{Applied: all}})
	d.wait(time.Second)
}

// rung fails unless the terminal was rung as often, and last with the words.
func (d *driver) rung(times int, words string) {
	d.t.Helper()
	if len(d.raw) != times || times > 0 && !strings.Contains(d.raw[times-1], words) {
		d.t.Fatalf("rung %d times: %q", len(d.raw), d.raw)
	}
}

func TestAPersonIsCalledOnceAMinuteAtMost(t *testing.T) {
	waited(t, everything, func(d *driver) {
		d.tell(urgent("léa", 20), urgent("léa", 21))
		d.rung(1, "\a\x1b]9;vigie: 2 urgent\a")
		d.tell(urgent("léa", 22))
		d.tell(urgent("", 23))
		d.rung(1, "")
		d.wait(2 * time.Minute)
		d.rung(2, "vigie: 2 urgent")
		d.wait(5 * time.Minute)
		d.rung(2, "")
	})
}

func TestNobodyIsCalledForWhatTheyDidThemselvesOrDidntChoose(t *testing.T) {
	waited(t, everything, func(d *driver) {
		d.tell(urgent("nadia", 20))
		d.rung(0, "")
	})
	for _, wish := range []inbox.Screen{{}, {Notify: []inbox.Occasion{inbox.OnMine}}} {
		waited(t, wish, func(d *driver) {
			d.tell(urgent("léa", 20))
			d.rung(0, "")
		})
	}
}

func TestQuietHoursAreOnThePersonsOwnClock(t *testing.T) {
	quiet := everything
	quiet.Quiet = inbox.Quiet{From: 19 * 60, To: 8 * 60}
	for zone, times := range map[string]int{"UTC": 1, "Asia/Tokyo": 0} { // noon, and nine in the evening
		waited(t, quiet, func(d *driver) {
			at, err := time.LoadLocation(zone)
			if err != nil {
				t.Skip(err)
			}
			d.m.opt.Zone = at
			d.tell(urgent("léa", 20))
			d.rung(times, "urgent")
		})
	}
}

func TestWhatAPersonIsCalledFor(t *testing.T) {
	mine, other := item(20, 0), item(21, 1)
	mine.Assignee = "nadia"
	failed := func(by string) inbox.Applied {
		return inbox.Applied{Change: inbox.Change{Event: inbox.Progressed{}}, Item: other, Delivery: &inbox.Delivery{By: by, State: inbox.Refused}}
	}
	for name, c := range map[string]struct {
		a    inbox.Applied
		want inbox.Occasion
	}{
		"assigned to them":             {inbox.Applied{Change: inbox.Change{By: "léa", Event: inbox.Decided{}}, Item: mine, Patch: inbox.Patch{{Name: "assignee", To: "nadia"}}}, inbox.OnMine},
		"theirs came back":             {inbox.Applied{Change: inbox.Change{By: "sam", Event: inbox.Decided{}}, Item: mine, Patch: inbox.Patch{{Name: "status", To: "returned"}}}, inbox.OnMine},
		"theirs was edited":            {inbox.Applied{Change: inbox.Change{Event: inbox.Arrived{}}, Item: mine}, inbox.OnMine},
		"theirs was tagged":            {inbox.Applied{Change: inbox.Change{By: "léa", Event: inbox.Decided{}}, Item: mine, Patch: inbox.Patch{{Name: "tag", To: "x"}}}, ""},
		"somebody else's":              {inbox.Applied{Change: inbox.Change{Event: inbox.Arrived{}}, Item: other, New: true}, ""},
		"older than the channel":       {inbox.Applied{Change: inbox.Change{Event: inbox.Arrived{Seen: true}}, Item: mine, New: true}, ""},
		"their reply was refused":      {failed("nadia"), inbox.OnUnsent},
		"another's reply was refused":  {failed("léa"), ""},
		"it was applied before":        {inbox.Applied{Change: inbox.Change{Event: inbox.Arrived{}}, Item: mine, Nothing: true}, ""},
		"it is urgent from the start":  {inbox.Applied{Change: inbox.Change{Event: inbox.Arrived{}}, Item: urgent("", 30).Item, New: true}, inbox.OnUrgent},
		"somebody made it urgent":      {urgent("léa", 30), inbox.OnUrgent},
		"it was refused by the domain": {inbox.Applied{Change: inbox.Change{Event: inbox.Arrived{}}, Item: mine, Err: inbox.ErrIncomplete}, ""},
	} {
		got, ok := occasionOf(c.a, inbox.Person{Name: "nadia", Role: inbox.Moderator})
		if ok != (c.want != "") || ok && got != c.want {
			t.Errorf("%s: %q, %v", name, got, ok)
		}
	}
	if _, ok := occasionOf(failed("léa"), inbox.Person{Name: "nadia", Role: inbox.Lead}); !ok {
		t.Error("a lead isn't called for what another couldn't send")
	}
}

func TestAPersonIsCalledForAChannelThatBeginsToFail(t *testing.T) {
	waited(t, everything, func(d *driver) {
		d.rung(0, "") // the blog failed before
		d.desk.health = slices.Clone(d.desk.health)
		d.desk.health[0].State = desk.Unauthorised
		d.send(noticeMsg{notice: desk.Notice{Channels: true}})
		d.wait(5 * time.Second)
		d.rung(1, "vigie: 1 channel fails")
	})
}

func TestANoticeIsWrittenAsTheTerminalWantsItAndHasNoTextOfAStranger(t *testing.T) {
	for environ, want := range map[string]string{
		"TERM=xterm-256color":        "\a\x1b]9;vigie: 1\a",
		"TERM=tmux-256color":         "\a\x1b]9;vigie: 1\a",
		"TERM=foot":                  "\a\x1b]777;notify;vigie;vigie: 1\x1b\\",
		"TERM=rxvt-unicode-256color": "\a\x1b]777;notify;vigie;vigie: 1\x1b\\",
		"TERM=linux":                 "\a",
		"TERM=dumb":                  "\a",
		"":                           "\a",
	} {
		if got := ringing([]string{environ}, "vigie: 1"); got != want {
			t.Errorf("%s: %q", environ, got)
		}
	}
	waited(t, everything, func(d *driver) {
		hostile := urgent("\x1b]0;x\a", 53)
		hostile.Item.Author.Name = inbox.CleanLine("\a\x1b\\ Mallory")
		d.tell(hostile)
		d.rung(1, "\a\x1b]9;vigie: 1 urgent\a")
	})
}

func TestTheTitleCountsWhatThePersonChose(t *testing.T) {
	waited(t, inbox.Screen{}, func(d *driver) {
		if got := d.m.View().WindowTitle; got != "(58) vigie" {
			t.Error(got)
		}
	})
	waited(t, everything, func(d *driver) {
		d.m.counts.Assignee = map[string]int{"nadia": 4}
		if got := d.m.View().WindowTitle; got != "(6) vigie" { // with one not sent, and a channel that fails
			t.Error(got)
		}
	})
	waited(t, inbox.Screen{Notify: []inbox.Occasion{inbox.OnMine}}, func(d *driver) {
		if got := d.m.View().WindowTitle; got != "(1) vigie" {
			t.Error(got)
		}
		d.m.counts = inbox.Counts{}
		if got := d.m.View().WindowTitle; got != "vigie" {
			t.Error(got)
		}
	})
}
