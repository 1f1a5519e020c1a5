package console

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// This file is what is said to somebody who comes back: what became of what they had decided.

type meanwhileMsg struct {
	since time.Time
	desk.Meanwhile
}

// readMeanwhile asks what left since the person did. That it can't be told spoils nothing.
func (m *model) readMeanwhile(since time.Time) tea.Cmd {
	if since.IsZero() {
		return nil
	}
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		what, err := d.Meanwhile(ctx, since)
		if err != nil || what == (desk.Meanwhile{}) {
			return nil
		}
		return meanwhileMsg{since, what}
	})
}

func (m *model) gotMeanwhile(msg meanwhileMsg) tea.Cmd {
	var parts []string
	for _, part := range []struct {
		n     int
		words inbox.Phrase
	}{{msg.Sent, "%s sent"}, {msg.Refused, "%s refused"}, {msg.Uncertain, "%s uncertain"}} {
		if part.n > 0 {
			parts = append(parts, m.lang.Say(part.words, m.lang.Number(part.n)))
		}
	}
	st := plain("Since you left, %s ago: %s · %s shows them", m.lang.Span(m.now.Sub(msg.since)), strings.Join(parts, ", "), m.keyTo("log"))
	if msg.Refused+msg.Uncertain > 0 {
		st.phrase, st.args[2] = "Since you left, %s ago: %s · %s shows what hasn't left", m.keyTo("unsent")
	}
	st.ends = m.now.Add(staysBad)
	return m.say(st)
}
