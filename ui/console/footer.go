package console

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// hint is a key and what it does, as the footer shows it.
type hint struct {
	key  string
	word inbox.Phrase
	said string // the word, where it was said already
	off  bool   // it can't be done now; pressing it says why
}

// footerLines are the footer, of more than one line where what may follow a prefix takes it: half of the screen at most.
func (m *model) footerLines(w int) []string {
	if m.prefix == "" || m.top() != nil {
		return []string{m.drawFooter(w)}
	}
	lines, room := []string{""}, 0
	for _, h := range m.prefixHints() {
		h.key = m.keyName(h.key)
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			room = w - 1
		case room < 2+h.width() && len(lines) == m.h/2:
			return padded(lines, w)
		case room < 2+h.width():
			lines, room = append(lines, ""), w-1
			last = &lines[len(lines)-1]
		default:
			*last += " "
			room--
		}
		*last += " " + m.drawHint(h)
		room -= 1 + h.width()
	}
	return padded(lines, w)
}

// drawFooter is the keys that count where the person is: of the top layer, of a prefix that waits, or of the list. Where there
// is no room for all, help stays, where the others are, and the way out of a layer.
func (m *model) drawFooter(w int) string {
	hints := m.hintsNow()
	for i, h := range hints {
		hints[i].key, hints[i].said = m.keyName(h.key), cmp.Or(h.said, m.lang.Say(h.word))
	}
	hints, stay := m.staying(hints)
	if len(stay) > 1 && len(hints) > 0 && widthOf(hints)+2+widthOf(stay) > w-2 {
		stay[0].said = "" // the key says it
	}
	room, end := w-2, ""
	for i, h := range stay {
		if i > 0 {
			end += "  "
		}
		end += m.drawHint(h)
		room -= h.width() + 2
	}
	if end == "" {
		room -= 2 // for the sign that there are more
	}
	var line strings.Builder
	line.WriteByte(' ')
	for _, h := range hints {
		if room -= h.width(); room < 0 {
			end = cmp.Or(end, m.styles.muted.draw("…"))
			break
		}
		room -= 2
		line.WriteString(m.drawHint(h))
		line.WriteString("  ")
	}
	line.WriteString(end)
	return pad(strings.TrimRight(line.String(), " "), w)
}

// staying are the hints at the end for which there is always room.
func (m *model) staying(hints []hint) (others, stay []hint) {
	n := len(hints)
	wayOut := n > 0 && hints[n-1].key == m.keyName("esc")
	switch _, _, own := m.keyedTop(); {
	case own && wayOut && n > 1 && hints[n-2].word == "help":
		n -= 2
	case wayOut, n > 0 && m.top() == nil && m.prefix == "":
		n--
	}
	return hints[:n], hints[n:]
}

func (h hint) width() int { return width(strings.TrimRight(h.key+" "+h.said, " ")) }

// widthOf is how wide hints are beside each other.
func widthOf(hints []hint) int {
	n := 2 * (len(hints) - 1)
	for _, h := range hints {
		n += h.width()
	}
	return n
}

func (m *model) drawHint(h hint) string {
	s := m.styles
	if h.off {
		return s.faint.draw(h.key + " " + h.said)
	}
	if h.said == "" {
		return s.accent.draw(h.key)
	}
	return s.accent.draw(h.key) + " " + s.muted.draw(h.said)
}

func (m *model) hintsNow() []hint {
	if l := m.top(); l != nil {
		return l.hints(m)
	}
	if m.prefix != "" {
		return m.prefixHints()
	}
	hints := m.decisionHints()
	if m.at.mode == narrow && m.focus != onList {
		if m.focus == onViews {
			hints = []hint{{key: "enter", word: "show"}, {key: "j k", word: "move"}}
		}
		hints = append(hints, hint{key: "esc", word: "back"})
	}
	return hints
}

// decisionHints are the keys of what can be done to the item under the cursor.
func (m *model) decisionHints() []hint {
	var rare, hints []hint
	for _, c := range m.keys.commands {
		if c.Hint == "" || len(c.Keys) == 0 {
			continue
		}
		h := hint{key: c.Keys[0], word: c.Hint}
		switch why := c.why(m); {
		case errors.Is(why, errNoItem), errors.Is(why, desk.ErrRole), errors.Is(why, errNothingToUndo): // nothing that the person could change here
		case !c.Rare:
			h.off = why != nil
			hints = append(hints, h)
		case why == nil && !m.chosen.any(): // of a selection each item answers for itself
			rare = append(rare, h)
		}
	}
	if next := m.keys.of("next-unseen"); next != "" && m.seeking() {
		rare = append(rare, hint{key: next, word: "next match"})
	}
	return append(rare, hints...)
}

// prefixHints are the keys that may follow those that were pressed.
func (m *model) prefixHints() []hint {
	var hints []hint
	if slices.Contains(m.keys.letters, m.prefix) {
		for _, v := range m.views {
			if v.key != "" {
				hints = append(hints, hint{key: v.key, said: strings.ToLower(v.name)})
			}
		}
	}
	for _, c := range m.keys.commands {
		for _, k := range c.Keys {
			if rest, ok := strings.CutPrefix(k, m.prefix+" "); ok {
				hints = append(hints, hint{key: rest, said: strings.ToLower(m.lang.Say(c.Title)), off: c.why(m) != nil})
			}
		}
	}
	for _, p := range m.keys.pipes {
		if rest, ok := strings.CutPrefix(p.Key, m.prefix+" "); ok {
			hints = append(hints, hint{key: rest, said: p.Name, off: m.mayPipe() != nil})
		}
	}
	return hints
}
