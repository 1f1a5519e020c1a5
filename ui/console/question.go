package console

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// question asks before something dangerous is done. The key that confirms differs from the one that asked, and it isn't enter.
type question struct {
	title string
	about string
	help  string
	key   string // that says yes
	yes   func(*model) tea.Cmd
}

func newQuestion(m *model, a inbox.Action, yes func(*model) tea.Cmd) *question {
	q := &question{title: m.lang.Say(a.Title), help: m.lang.Say(a.Help), key: m.confirms(a.Verb), yes: yes}
	row, _ := m.current()
	switch n := len(m.chosen.targets()); {
	case m.chosen.all:
		q.about = m.lang.Say("all that match %s", m.words)
	case n > 0:
		q.about = m.lang.Count(n, "%d selected item", "%d selected items")
	default:
		q.about = m.lang.Say("%s on %s: “%s”", m.authorName(row.Author), m.channelName(row), snippet(row, 60))
	}
	return q
}

// confirms is the key that says yes to a verb: not one that asks for it, which may be pressed twice.
func (m *model) confirms(v inbox.Verb) string {
	if i := slices.IndexFunc(m.keys.commands, func(c command) bool { return c.Verb == v }); i >= 0 {
		for _, k := range m.keys.commands[i].Keys {
			if strings.HasSuffix(k, "y") {
				return "!"
			}
		}
	}
	return "y"
}

func (q *question) update(m *model, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		return q.press(m, key.String())
	}
	return nil
}

func (q *question) screen() string { return keys.OnQuestion }

func (q *question) press(m *model, key string) tea.Cmd {
	switch {
	case key == q.key:
		m.pop(q)
		return q.yes(m)
	case own(q.screen(), key) == "leave":
		m.pop(q)
	}
	return nil
}

func (q *question) draw(m *model) float {
	w := min(64, m.w-4)
	lines := append(wrap(cut(q.about, 3*(w-4)), w-4), "")
	for _, l := range wrap(q.help, w-4) {
		lines = append(lines, m.styles.muted.draw(l))
	}
	lines = append(lines, "", m.styles.danger.draw(q.key)+" "+q.title+"   "+m.styles.accent.draw(m.keyName("esc"))+" "+m.lang.Say("leave it"))
	box := m.frame(m.lang.Say("%s?", q.title), lines, w, m.styles.danger)
	return float{lines: box, at: m.centred(w, len(box))}
}

func (q *question) hints(m *model) []hint {
	return m.ownHints(q.screen(), func(o keys.Own, h *hint) bool {
		if o.Name == "yes" {
			h.key, h.said = q.key, q.title
		}
		return true
	})
}
