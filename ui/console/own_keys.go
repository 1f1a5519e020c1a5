package console

import (
	"slices"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// keyed is a layer whose keys are no text: they stand in the table of keys, help tells them, and the palette does what they do.
type keyed interface {
	layer
	screen() string // what the table calls it; "" while a text is being typed
	press(m *model, key string) tea.Cmd
}

const (
	errListOnly = inbox.Reason("that is done on the list: leave this screen first")
	errIsOpen   = inbox.Reason("it is open")
)

// keyedTop is the layer that has the keys, with what the table tells of it; false where there is none, or a text has them.
func (m *model) keyedTop() (l keyed, s keys.Screen, ok bool) {
	if l, ok = m.top().(keyed); !ok {
		return nil, s, false
	}
	s, ok = keys.ScreenOf(l.screen())
	return l, s, ok
}

// own is what a key does on a screen, by the table.
func own(screen, key string) string {
	s, _ := keys.ScreenOf(screen)
	return s.Does(key)
}

// asks opens help or the palette over a screen; false for other keys, and where the screen has the key itself.
func (m *model) asks(key string) (cmd tea.Cmd, asked bool) {
	_, s, ok := m.keyedTop()
	if r, _ := utf8.DecodeRuneInString(key); !ok || s.Does(key) != "" || s.Asks && (len(key) == 1 && unicode.IsLetter(r)) {
		return nil, false // a letter may be an answer
	}
	switch c, _ := m.keys.command(key); {
	case c.Name == "help":
		return m.openHelp(), true
	case c.Name == "everything" && !s.Asks:
		return m.openPalette(), true
	}
	return nil, false
}

// whyHere says why a command can't be done now, or nil. Over a screen only what opens over it too can be: what else a command is
// about stands in the list, out of sight.
func (m *model) whyHere(c command, over bool) error {
	_, s, _ := m.keyedTop()
	lent, _ := s.Of(c.Name)
	switch {
	case over && !c.Anywhere && (lent.Name == "" || len(lent.Keys) > 0):
		return errListOnly
	case over && slices.ContainsFunc(m.layers, func(l layer) bool { k, ok := l.(keyed); return ok && k.screen() == c.Name }):
		return errIsOpen
	}
	return c.why(m)
}

// ownHints are a screen's keys as the footer shows them, then help and the way out. use tells of each whether it can be used, nil
// that all can; it may give it another word.
func (m *model) ownHints(screen string, use func(o keys.Own, h *hint) bool) (hints []hint) {
	s, _ := keys.ScreenOf(screen)
	for _, o := range s.Keys {
		h := hint{key: m.ownKey(o), word: o.Hint}
		switch used := use == nil || use(o, &h); {
		case h.key == "" || !used:
		case o.Name == "leave" && m.keys.of("help") != "" && !s.Asks:
			hints = append(hints, hint{key: m.keys.of("help"), word: "help"}, h)
		default:
			hints = append(hints, h)
		}
	}
	return hints
}

// ownKey is a screen's key as the footer writes it: its own, or that of the command that lends it.
func (m *model) ownKey(o keys.Own) string {
	switch {
	case o.Shown != "":
		return o.Shown
	case len(o.Keys) > 0:
		return o.Keys[0]
	}
	return m.keys.of(o.Name)
}

// ownKeyNames are all of a screen's keys for one thing, the first ones.
func (m *model) ownKeyNames(o keys.Own) string {
	if c, ok := m.keys.named(o.Name); ok && len(o.Keys) == 0 {
		return m.keyNames(c.Keys)
	}
	if o.Shown != "" {
		return o.Shown
	}
	return m.keyNames(o.Keys)
}
