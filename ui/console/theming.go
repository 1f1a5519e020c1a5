package console

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"vigie/inbox"
)

// pickTheme asks for the colours of this screen; they are drawn at once.
func (m *model) pickTheme() tea.Cmd {
	p := &picker{title: m.lang.Say("Theme"), word: "show", choose: func(m *model, c choice) tea.Cmd {
		m.asGiven.Environ = append(m.asGiven.Environ[:len(m.asGiven.Environ):len(m.asGiven.Environ)], "VIGIE_THEME="+c.id)
		return tea.Batch(m.restyle(), m.say(plain("%s, until you leave; theme = in the team file keeps one", c.name)))
	}}
	all := []choice{{mark: " ", name: m.lang.Say("by itself"), about: m.lang.Say("as the team file and the terminal say")}}
	for _, t := range inbox.Themes() {
		all = append(all, choice{id: string(t), mark: " ", name: string(t), about: m.lang.Say(themeWords(t))})
	}
	m.pick(p, all)
	return nil
}

func themeWords(t inbox.Theme) inbox.Phrase {
	switch t {
	case inbox.ThemeDark:
		return "for a dark ground"
	case inbox.ThemeLight:
		return "for a light ground"
	case inbox.ThemeTerminal:
		return "the terminal's own 16 colours"
	case inbox.ThemeContrast:
		return "high contrast"
	}
	return "no colour"
}

// followScreen draws as the person wants it by now, where the team file changed that.
func (m *model) followScreen() tea.Cmd {
	wish := m.desk.Person().Screen
	if was := m.wish; wish.Theme == was.Theme && wish.ASCII == was.ASCII && wish.NoMouse == was.NoMouse {
		return nil
	}
	return m.restyle()
}

// restyle draws everything anew, as the person, the environment and the terminal want it. Whether the screen is a plain text stays as
// it was: that decides who draws.
func (m *model) restyle() tea.Cmd {
	opt, _ := m.asGiven.settled()
	m.wish = m.desk.Person().Screen
	m.opt.Dark, m.opt.Profile, m.opt.Glyphs, m.opt.contrast, m.opt.noMouse = opt.Dark, opt.Profile, opt.Glyphs, opt.contrast, opt.noMouse
	dark := m.opt.dark()
	if m.opt.Dark == nil && m.ground != nil {
		dark = *m.ground
	}
	m.styles, m.stale = newStyles(m.opt.look(dark)), true
	m.redraw()
	m.painter.use(m.opt.Profile)
	if m.opt.Dark == nil && m.ground == nil {
		return tea.RequestBackgroundColor
	}
	return nil
}

// use paints in the colours of a profile from now on.
func (p *painter) use(profile colorprofile.Profile) {
	p.writing.Lock()
	defer p.writing.Unlock()
	p.canvas.profile, p.shown = profile, nil
	clear(p.canvas.pens)
	p.wake()
}

// plainLater says that the plain mode which the team file wants begins, or ends, with the next start; "" where it is as it wants it.
func (m *model) plainLater() string {
	if opt, _ := m.asGiven.settled(); opt.plain != m.opt.plain {
		return " · " + m.lang.Say("the plain mode changes at the next start")
	}
	return ""
}
