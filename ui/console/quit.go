package console

import (
	"context"
	"errors"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// leaving asks what becomes of what waits in the undo window when the console, and with it the desk, ends; and before it ends the
// consoles of others that have joined.
type leaving struct {
	held    []inbox.Delivery
	guests  []string // the people of the consoles that have joined
	sending bool
}

type heldMsg struct {
	held   []inbox.Delivery
	guests []string
	err    error
}

type leftMsg struct{ err error }

// sendNow is how long quitting waits for what leaves.
const sendNow = 20 * time.Second

// quit leaves; where the desk ends with this console, and something of the person's own or of a rule's waits in the undo window or others have
// joined, it asks first.
func (m *model) quit() tea.Cmd {
	if (m.bulk != nil || m.takings.stoppable()) && !m.quitting {
		m.quitting = true
		return m.say(failed(errBulkGoesOn))
	}
	if !m.opt.Local || m.quitting { // asked once more: it doesn't wait for an answer
		return m.end()
	}
	m.quitting = true
	d, me, joined := m.desk, m.desk.Person(), m.opt.Guests
	return m.ask(func(ctx context.Context) tea.Msg {
		all, err := d.Deliveries(ctx, inbox.DeliveryAsk{States: []inbox.DeliveryState{inbox.Holding, inbox.Ready}})
		var held []inbox.Delivery
		for _, dl := range all {
			theirs := dl.By == me.Name || dl.Rule != "" && me.Role >= inbox.Moderator
			if theirs && !dl.At.IsZero() {
				held = append(held, dl)
			}
		}
		msg := heldMsg{held: held, err: err}
		if joined != nil {
			msg.guests = joined()
		}
		return msg
	})
}

func (m *model) end() tea.Cmd { return tea.Quit }

// gotHeld ends the console, or asks about what waits and who has joined.
func (m *model) gotHeld(msg heldMsg) tea.Cmd {
	if len(msg.held)+len(msg.guests) == 0 {
		return m.end()
	}
	m.quitting = false
	if m.top() == nil {
		m.push(&leaving{held: msg.held, guests: msg.guests})
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
		return l.press(m, msg.String())
	}
	return nil
}

func (l *leaving) screen() string { return keys.OnLeaving }

func (l *leaving) press(m *model, key string) tea.Cmd {
	switch does := own(l.screen(), key); {
	case does == "leave":
		m.pop(l)
	case !l.offers(does):
	case does != "send":
		return m.end()
	case !l.sending:
		l.sending = true
		return l.send(m)
	}
	return nil
}

// offers reports whether something can be done about what waits, or its being nothing.
func (l *leaving) offers(does string) bool {
	return does == "leave" || does != "" && (does == "yes") == (len(l.held) == 0)
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
				err = inbox.Errorf("the %s of item %d is %s: %s", dl.Verb, dl.Item, now.State, m.lang.Retell(now.Words.Line()))
			}
			all = append(all, err)
		}
		return leftMsg{errors.Join(all...)}
	})
}

func (l *leaving) draw(m *model) float {
	s, w := m.styles, min(66, m.w-4)
	joined := m.lang.Count(len(l.guests), "%d screen is open through this vigie", "%d screens are open through this vigie")
	title, lines := joined, []string(nil)
	if len(l.held) > 0 {
		title, lines = m.lang.Count(len(l.held), "%d message waits to leave", "%d messages wait to leave"), append(l.heldLines(m, w), "")
	}
	if len(l.guests) > 0 {
		if len(l.held) > 0 {
			lines = append(lines, s.bold.draw(joined))
		}
		lines = append(append(lines, l.guestLines(m, w)...), "")
	}
	if l.sending {
		lines = append(lines, s.late.draw(m.lang.Say("sending …")))
	} else {
		wide := max(width(m.keyName("esc")), 3)
		for _, way := range l.ways() {
			lines = append(lines, s.accent.draw(fit(m.keyName(way.key), wide))+" "+m.lang.Say(way.word))
		}
	}
	box := m.frame(title, lines, w, s.late)
	return float{lines: box, at: m.centred(w, len(box))}
}

func (l *leaving) heldLines(m *model, w int) (lines []string) {
	s := m.styles
	for _, d := range l.held[:min(len(l.held), 4)] {
		head := m.lang.Say("%s of item %d", d.Verb, d.Item) + "  "
		text := d.Text.Line()
		if d.Rule != "" {
			text = m.decider(d.By, d.Rule)
		}
		lines = append(lines, s.muted.draw(head)+s.text.draw(cut(text, w-4-width(head))))
	}
	if more := len(l.held) - 4; more > 0 {
		lines = append(lines, s.muted.draw(m.lang.Count(more, "and %d more", "and %d more")))
	}
	return lines
}

// guestLines name whose consoles have joined, and say what becomes of them.
func (l *leaving) guestLines(m *model, w int) (lines []string) {
	s := m.styles
	for _, line := range wrap(strings.Join(l.guests, ", "), w-4) {
		lines = append(lines, s.text.draw(line))
	}
	for _, line := range wrap(m.lang.Say("Leaving ends that too; what is being written there is kept."), w-4) {
		lines = append(lines, s.muted.draw(line))
	}
	return lines
}

// ways are the keys, and what each does.
func (l *leaving) ways() []hint {
	if len(l.held) == 0 {
		return []hint{{key: "y", word: "leave"}, {key: "esc", word: "stay"}}
	}
	return []hint{{key: "s", word: "send now, then leave"}, {key: "k", word: "leave; it is sent at the next start"}, {key: "esc", word: "stay"}}
}

func (l *leaving) hints(m *model) []hint {
	return m.ownHints(l.screen(), func(o keys.Own, _ *hint) bool { return l.offers(o.Name) })
}
