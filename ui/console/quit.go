package console

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// leaving asks what becomes of what waits in the undo window when the console, and with it the desk, ends.
type leaving struct {
	held    []inbox.Delivery
	sending bool
}

type heldMsg struct {
	held []inbox.Delivery
	err  error
}

type leftMsg struct{ err error }

// sendNow is how long quitting waits for what leaves.
const sendNow = 20 * time.Second

// quit leaves; where something of the person's own waits in the undo window and the desk ends with this console, it asks first.
func (m *model) quit() tea.Cmd {
	if m.bulk != nil && !m.quitting {
		m.quitting = true
		return m.say(failed(errBulkGoesOn))
	}
	if !m.opt.Local || m.quitting { // asked once more: it doesn't wait for an answer
		return m.end()
	}
	m.quitting = true
	d, me := m.desk, m.desk.Person().Name
	return m.ask(func(ctx context.Context) tea.Msg {
		all, err := d.Deliveries(ctx, inbox.DeliveryAsk{States: []inbox.DeliveryState{inbox.Holding, inbox.Ready}})
		var held []inbox.Delivery
		for _, dl := range all {
			if dl.By == me && !dl.At.IsZero() {
				held = append(held, dl)
			}
		}
		return heldMsg{held, err}
	})
}

func (m *model) end() tea.Cmd { return tea.Quit }

// gotHeld ends the console, or asks about what waits.
func (m *model) gotHeld(msg heldMsg) tea.Cmd {
	if msg.err != nil || len(msg.held) == 0 {
		return m.end()
	}
	m.quitting = false
	if m.top() == nil {
		m.push(&leaving{held: msg.held})
	}
	return nil
}

func (l *leaving) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case leftMsg:
		if msg.err == nil {
			return m.end()
		}
		l.sending = false
		return m.say(bad("not all has left: %v", msg.err))
	case tea.KeyPressMsg:
		switch msg.String() {
		case "s":
			if !l.sending {
				l.sending = true
				return l.send(m)
			}
		case "k":
			return m.end()
		case "esc", "q", "ctrl+c":
			m.pop(l)
		}
	}
	return nil
}

// send lets go of what waits, and waits until it has arrived.
func (l *leaving) send(m *model) tea.Cmd {
	d, held := m.desk, l.held
	return m.ask(func(ctx context.Context) tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, sendNow)
		defer cancel()
		var all []error
		for _, dl := range held {
			if err := d.Release(ctx, dl.ID); err != nil && !errors.Is(err, inbox.ErrDelivery) {
				all = append(all, err)
			}
		}
		for _, dl := range held {
			now, err := d.Await(ctx, dl.ID)
			if err == nil && now.State.Stuck() {
				err = inbox.Errorf("the %s of item %d is %s: %s", dl.Verb, dl.Item, now.State, now.Words)
			}
			all = append(all, err)
		}
		return leftMsg{errors.Join(all...)}
	})
}

func (l *leaving) draw(m *model) float {
	s, w := m.styles, min(66, m.w-4)
	title := m.lang.Count(len(l.held), "%d message waits to leave", "%d messages wait to leave")
	var lines []string
	for _, d := range l.held[:min(len(l.held), 4)] {
		head := m.lang.Say("%s of item %d", d.Verb, d.Item) + "  "
		lines = append(lines, s.muted.draw(head)+s.text.draw(cut(d.Text.Line(), w-4-width(head))))
	}
	if more := len(l.held) - 4; more > 0 {
		lines = append(lines, s.muted.draw(m.lang.Count(more, "and %d more", "and %d more")))
	}
	lines = append(lines, "")
	if l.sending {
		lines = append(lines, s.late.draw(m.lang.Say("sending …")))
	} else {
		wide := max(width(m.keyName("esc")), 3)
		for _, way := range []hint{{key: "s", word: "send now, then leave"}, {key: "k", word: "leave; it is sent at the next start"}, {key: "esc", word: "stay"}} {
			lines = append(lines, s.accent.draw(fit(m.keyName(way.key), wide))+" "+m.lang.Say(way.word))
		}
	}
	box := m.frame(title, lines, w, s.late)
	return float{lines: box, at: m.centred(w, len(box))}
}

func (l *leaving) hints(*model) []hint {
	return []hint{{key: "s", word: "send now"}, {key: "k", word: "keep for the next start"}, {key: "esc", word: "stay"}}
}
