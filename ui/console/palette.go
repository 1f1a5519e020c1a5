package console

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// palette finds everything that can be done, by name or by key, with the reason where it can't be done now.
type palette struct {
	chooser
	does map[string]func(*model) tea.Cmd
}

func (m *model) openPalette() tea.Cmd {
	p := &palette{does: map[string]func(*model) tea.Cmd{}}
	p.keyed = true
	var all []choice
	add := func(c choice, do func(*model) tea.Cmd) {
		p.does[c.id] = do
		all = append(all, c)
	}
	for _, c := range m.keys.commands {
		add(m.paletteChoice(c), func(m *model) tea.Cmd { return m.run(c) })
	}
	for _, p := range m.team.Pipes {
		c := m.pipeChoice(p)
		c.name = m.lang.Say("Give it to %s", p.Name)
		if err := m.mayPipe(); err != nil {
			c.off, c.about = true, m.reason(err)
		}
		add(c, func(m *model) tea.Cmd { return m.giveTo(p) })
	}
	for i, v := range m.views {
		name := m.lang.Say("Go to %s", strings.ToLower(v.name))
		add(choice{id: "view " + v.name, name: name, key: m.keyNames(m.viewKeys(i)), about: v.words, also: "view"}, func(m *model) tea.Cmd { return m.show(i) })
	}
	for i, b := range m.seenBrands() {
		about := ""
		if n := m.counts.Brand[b.Name]; n > 0 {
			about = m.lang.Number(n)
		}
		add(choice{id: "brand " + b.Name, name: m.lang.Say("Show %s alone", brandTitle(b)), about: about, also: "brand " + b.Name},
			func(m *model) tea.Cmd { return (&brandPicker{at: i + 1}).choose(m) })
	}
	p.set(m.recent.first("palette", all))
	m.push(p)
	return nil
}

func (m *model) paletteChoice(c command) choice {
	about := m.lang.Say(c.Help)
	o := choice{id: c.Name, name: m.lang.Say(c.Title), key: m.keyNames(c.Keys), about: about, also: c.Name + " " + about}
	if err := c.why(m); err != nil {
		o.off, o.about = true, m.reason(err)
	}
	return o
}

// reason is why something can't be done to the item one looks at, which needs no name.
func (m *model) reason(err error) string {
	words := m.lang.Error(err)
	for _, kind := range []error{inbox.ErrNotNow, inbox.ErrNoChange} {
		if _, why, ok := strings.Cut(words, m.lang.Error(kind)); ok && errors.Is(err, kind) {
			return strings.TrimLeft(why, ": \u00a0")
		}
	}
	return words
}

// keyNames are the keys of a command, the first ones.
func (m *model) keyNames(keys []string) string {
	var names []string
	for _, k := range keys[:min(len(keys), 2)] {
		names = append(names, m.keyName(k))
	}
	return strings.Join(names, " ")
}

// viewKeys are the keys of the i-th view.
func (m *model) viewKeys(i int) []string {
	both := []string{m.keys.number(i), m.keys.letter(m.views[i])}
	return slices.DeleteFunc(both, func(k string) bool { return k == "" })
}

// viewKey is the first of them; "" where there is none.
func (m *model) viewKey(i int) string {
	for _, k := range m.viewKeys(i) {
		return m.keyName(k)
	}
	return ""
}

func (p *palette) update(m *model, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		p.paste(msg)
		return nil
	}
	switch key.String() {
	case "esc", "ctrl+c":
		m.pop(p)
	case "enter":
		c, ok := p.chosen()
		if !ok {
			return nil
		}
		if c.off {
			return m.say(bad("%s: %s", c.name, c.about))
		}
		m.pop(p)
		m.recent.chose("palette", c.id)
		return p.does[c.id](m)
	default:
		p.chooser.update(msg)
	}
	return nil
}

// paletteLeast is up to how many lines a palette has room for choices alone.
const paletteLeast = 12

func (p *palette) draw(m *model) float {
	f := m.drawChooser(&p.chooser, m.lang.Say("Everything that can be done"), 92, min(m.h-6, 22))
	if c, ok := p.chosen(); ok && len(f.lines) > paletteLeast {
		w := width(f.lines[0]) // whole, below the choices: a column cuts it
		f.lines[len(f.lines)-2] = m.frame("", []string{m.styles.muted.draw(fit("  "+c.about, w-4))}, w, m.styles.accent)[1]
	}
	return f
}

func (p *palette) hints(*model) []hint {
	return []hint{{key: "enter", word: "do it"}, {key: "type", word: "a name or a key"}, {key: "↓ ↑", word: "move"}, {key: "esc", word: "leave"}}
}
