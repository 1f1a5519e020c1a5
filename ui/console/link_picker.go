package console

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// linkPicker chooses between the place where the item was written, 0, and the addresses in its thread by their numbers. It only
// stands where there is something to choose.
type linkPicker struct {
	title inbox.Phrase
	use   func(*model, string) tea.Cmd
	links []string // by number; the first is the item's own, "" where the channel tells none
	at    int
}

// browse opens a link in the browser, or shows it where there is none.
func (m *model) browse() tea.Cmd { return m.withLink("Open in the browser", (*model).openLink) }

// copyLink gives a link to the terminal's clipboard.
func (m *model) copyLink() tea.Cmd {
	return m.withLink("Copy the link", func(m *model, link string) tea.Cmd {
		return tea.Batch(tea.SetClipboard(link), m.say(good("copied %s", link)))
	})
}

// openLink opens a link, or shows it where no browser is.
func (m *model) openLink(link string) tea.Cmd {
	open := m.opt.OpenBrowser
	if open == nil {
		return m.say(plain("%s", link))
	}
	return tea.Batch(m.say(plain("opening %s", link)), func() tea.Msg {
		if err := open(link); err != nil {
			return troubleMsg{err}
		}
		return nil
	})
}

// withLink does something with the only link that there is, or asks which one.
func (m *model) withLink(title inbox.Phrase, use func(*model, string) tea.Cmd) tea.Cmd {
	row, ok := m.current()
	if !ok {
		return nil
	}
	p := &linkPicker{title: title, use: use, links: append([]string{row.URL.String()}, m.numbered()...)}
	if len(p.links) > 1 {
		m.push(p)
		return nil
	}
	return p.choose(m)
}

func (p *linkPicker) update(m *model, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		return p.press(m, key.String())
	}
	return nil
}

func (p *linkPicker) screen() string { return keys.OnLinks }

func (p *linkPicker) press(m *model, key string) tea.Cmd {
	switch last := len(p.links) - 1; own(p.screen(), key) {
	case "open":
		return p.choose(m)
	case "leave":
		m.pop(p)
	default:
		if at, ok := placed(key, p.at, last); ok {
			p.at = at
			return p.choose(m)
		}
		p.at = stepped(key, p.at, last)
	}
	return nil
}

func (p *linkPicker) choose(m *model) tea.Cmd {
	m.pop(p)
	link := p.links[p.at]
	if link == "" {
		return m.say(plain("the channel tells no link for it"))
	}
	return p.use(m, link)
}

func (p *linkPicker) draw(m *model) float {
	s, w := m.styles, min(76, m.w)
	rows := make([]string, len(p.links))
	for i, link := range p.links {
		edge := "  "
		if i == p.at {
			edge = s.accent.draw("▌") + " "
		}
		if i == 0 {
			rows[i] = edge + s.accent.draw("0") + " " + s.text.draw(cut(m.lang.Say("where it was written"), w-8))
			continue
		}
		rows[i] = edge + m.linkLine(link, fmt.Sprint(i), w-6)
	}
	box := m.frame(m.lang.Say(p.title), rows, w, s.accent)
	return float{lines: box, at: m.centred(w, len(box))}
}

func (p *linkPicker) hints(m *model) []hint {
	return m.ownHints(p.screen(), func(o keys.Own, _ *hint) bool { return o.Name != "cursor" })
}
