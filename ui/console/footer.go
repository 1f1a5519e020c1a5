package console

import "strings"

// hint is a key and what it does, as the footer shows it.
type hint struct {
	key, word string
	off       bool // it can't be done now; pressing it says why
}

// drawFooter is the keys that count where the person is: of the top layer, of a prefix that waits, or of the list.
func (m *model) drawFooter(w int) string {
	s := m.styles
	var words []string
	room := w - 2
	for _, h := range m.hintsNow() {
		n := width(h.key) + 1 + width(h.word)
		if room < n {
			break
		}
		room -= n + 2
		if h.off {
			words = append(words, s.faint.draw(h.key+" "+h.word))
			continue
		}
		words = append(words, s.accent.draw(h.key)+" "+s.muted.draw(h.word))
	}
	return pad(" "+strings.Join(words, "  "), w)
}

func (m *model) hintsNow() []hint {
	if l := m.top(); l != nil {
		return l.hints(m)
	}
	if m.prefix != "" {
		return m.prefixHints()
	}
	var hints []hint
	for _, c := range m.commands {
		if c.hint != "" {
			hints = append(hints, hint{key: keyName(c.keys[0]), word: c.hint, off: c.why(m) != nil})
		}
	}
	return hints
}

func (m *model) prefixHints() []hint {
	var hints []hint
	for _, v := range m.views {
		if v.key != "" {
			hints = append(hints, hint{key: v.key, word: strings.ToLower(v.name)})
		}
	}
	for _, c := range m.commands {
		for _, k := range c.keys {
			if rest, ok := strings.CutPrefix(k, m.prefix+" "); ok {
				hints = append(hints, hint{key: keyName(rest), word: strings.ToLower(c.title)})
			}
		}
	}
	return hints
}
