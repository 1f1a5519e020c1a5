package console

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// attention calls the person where they chose to be called: by the bell, by a notice on their desktop, and always by a count
// in the window's title. What they did themselves never calls. A call holds our own words and numbers alone: no text of a
// stranger can end the sequence that carries it.
type attention struct {
	since map[inbox.Occasion]int // what happened after the last call
	last  time.Time
	due   bool // a call waits until it isn't too soon
}

// callEvery is the least time between two calls.
const callEvery = time.Minute

type callMsg struct{}

// attend looks at what others and the desk did.
func (m *model) attend(all []inbox.Applied) tea.Cmd {
	me := m.desk.Person()
	if len(me.Screen.Notify) == 0 {
		return nil
	}
	var cmds []tea.Cmd
	for _, a := range all {
		if o, ok := occasionOf(a, me); ok {
			cmds = append(cmds, m.happened(o, 1))
		}
	}
	return tea.Batch(cmds...)
}

// occasionOf is what a change means to a person; what concerns them more goes first.
func occasionOf(a inbox.Applied, me inbox.Person) (inbox.Occasion, bool) {
	if a.Err != nil || a.Nothing || a.Change.By == me.Name {
		return "", false
	}
	arrived, isPost := a.Change.Event.(inbox.Arrived)
	to := func(field string) string {
		for _, f := range a.Patch {
			if f.Name == field {
				return f.To
			}
		}
		return ""
	}
	switch {
	case isPost && arrived.Seen:
		return "", false
	case a.Delivery != nil && (a.Delivery.State == inbox.Refused || a.Delivery.State == inbox.Uncertain):
		return inbox.OnUnsent, a.Delivery.By == me.Name || me.Role >= inbox.Lead
	case a.Item.Assignee == me.Name && (isPost || to("assignee") == me.Name || to("status") == inbox.Returned.String()):
		return inbox.OnMine, true
	case a.Item.UrgencyLevel() == inbox.Urgent && (a.New || to("priority") != ""):
		return inbox.OnUrgent, true
	}
	return "", false
}

// attendChannels looks for channels that began to need a person.
func (m *model) attendChannels(was, now []desk.Health) tea.Cmd {
	if was == nil {
		return nil
	}
	n := 0
	for _, h := range now {
		i := slices.IndexFunc(was, func(o desk.Health) bool { return o.Channel == h.Channel })
		if h.State.Failing() && i >= 0 && !was[i].State.Failing() {
			n++
		}
	}
	return m.happened(inbox.OnChannel, n)
}

// happened notes something to call for. In quiet hours it is let go: it waits on the screen.
func (m *model) happened(o inbox.Occasion, n int) tea.Cmd {
	wish := m.desk.Person().Screen
	if n == 0 || !slices.Contains(wish.Notify, o) || wish.Quiet.Contains(m.now.In(m.zone())) {
		return nil
	}
	c := &m.calls
	if c.since == nil {
		c.since = map[inbox.Occasion]int{}
	}
	c.since[o] += n
	if c.due {
		return nil
	}
	c.due = true
	return m.after(max(moment, c.last.Add(callEvery).Sub(m.now)), callMsg{})
}

// moment is how long a call waits for what else happens at the same moment.
const moment = 200 * time.Millisecond

// call rings, and says what for.
func (m *model) call() tea.Cmd {
	var words []string
	for _, o := range slices.Sorted(maps.Keys(m.calls.since)) {
		n := m.calls.since[o]
		switch o {
		case inbox.OnMine:
			words = append(words, m.lang.Count(n, "%d of yours", "%d of yours"))
		case inbox.OnUrgent:
			words = append(words, m.lang.Count(n, "%d urgent", "%d urgent"))
		case inbox.OnUnsent:
			words = append(words, m.lang.Count(n, "%d not sent", "%d not sent"))
		case inbox.OnChannel:
			words = append(words, m.lang.Count(n, "%d channel fails", "%d channels fail"))
		}
	}
	m.calls = attention{last: m.now}
	return tea.Raw(ringing(m.opt.Environ, "vigie: "+strings.Join(words, ", ")))
}

// ringing is the bell, and the notice in the words that the terminal knows: OSC 777 (rxvt, foot, VTE) or OSC 9 (the others). One
// that can't skip what it doesn't know gets the bell alone. A multiplexer keeps the notice and hands the bell on.
func ringing(environ []string, text string) string {
	term := lookup(environ, "TERM")
	kind := func(names ...string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(term, n) })
	}
	switch {
	case term == "" || kind("linux", "dumb", "vt"):
		return "\a"
	case kind("rxvt", "foot") || lookup(environ, "VTE_VERSION") != "":
		return "\a\x1b]777;notify;vigie;" + text + "\x1b\\"
	}
	return "\a" + ansi.Notify(text)
}

// windowTitle counts what the person chose to be called for; unless that can be counted, what is open.
func (m *model) windowTitle() string {
	n, counted := 0, false
	me := m.desk.Person()
	for _, o := range me.Screen.Notify {
		switch o {
		case inbox.OnMine:
			n, counted = n+m.counts.Assignee[me.Name], true
		case inbox.OnUnsent:
			n, counted = n+m.counts.Unsent, true
		case inbox.OnChannel:
			for _, h := range m.health {
				if h.State.Failing() {
					n++
				}
			}
			counted = true
		}
	}
	if !counted {
		n = m.counts.Status[inbox.Open]
	}
	if n == 0 {
		return bareTitle
	}
	return "(" + strconv.Itoa(n) + ") " + bareTitle
}

// bareTitle is the title while there is nothing to count.
const bareTitle = "vigie"
