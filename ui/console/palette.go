package console

import (
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// palette finds everything that can be done, by name or by key, with the reason where it can't be done now.
type palette struct {
	chooser
	does map[string]func(*model) tea.Cmd
}

func (m *model) openPalette() tea.Cmd {
	p := &palette{does: map[string]func(*model) tea.Cmd{}}
	p.keyed = true
	on, s, over := m.keyedTop()
	var all []choice
	add := func(c choice, do func(*model) tea.Cmd) {
		p.does[c.id] = do
		all = append(all, c)
	}
	for _, c := range m.keys.commands {
		add(m.paletteChoice(c, m.whyHere(c, over)), func(m *model) tea.Cmd { return m.run(c) })
	}
	for _, p := range m.team.Pipes {
		add(m.pipeChoiceNow(p, over), func(m *model) tea.Cmd { return m.giveTo(p) })
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
	all = m.recent.first("palette", all)
	if over {
		all = append(p.ownChoices(m, on, s), all...)
	}
	p.set(all)
	m.push(p)
	return nil
}

// ownChoices are what the screen below does at keys of its own.
func (p *palette) ownChoices(m *model, on keyed, s keys.Screen) (all []choice) {
	for _, o := range s.Keys {
		if len(o.Keys) == 0 || o.Shown != "" { // a command's; or several that lead here and there
			continue
		}
		c := choice{id: "own " + o.Name, name: m.lang.Say(o.Hint), key: m.keyNames(o.Keys), about: m.lang.Say(o.Help), also: m.lang.Say(s.Title)}
		p.does[c.id] = func(m *model) tea.Cmd { return on.press(m, o.Keys[0]) }
		all = append(all, c)
	}
	return all
}

func (m *model) paletteChoice(c command, why error) choice {
	about := m.lang.Say(c.Help)
	o := choice{id: c.Name, name: m.lang.Say(c.Title), key: m.keyNames(c.Keys), about: about, also: c.Name + " " + about}
	if why != nil {
		o.off, o.about = true, m.reason(why)
	}
	return o
}

func (m *model) pipeChoiceNow(p inbox.Pipe, over bool) choice {
	c := m.pipeChoice(p)
	c.name = m.lang.Say("Give it to %s", p.Name)
	why := m.mayPipe()
	if over {
		why = errListOnly
	}
	if why != nil {
		c.off, c.about = true, m.reason(why)
	}
	return c
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
func (m *model) keyNames(all []string) string {
	var names []string
	for _, k := range all[:min(len(all), 2)] {
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
		switch kind, _, _ := strings.Cut(c.id, " "); kind {
		case "own":
			return p.does[c.id](m)
		case "view", "brand":
			m.leaveAll()
		}
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
