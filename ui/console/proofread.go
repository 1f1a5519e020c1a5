package console

import (
	"strings"

	"vigie/inbox"
)

// faults are what the desk finds in a reply as it stands; a text that was not begun has none.
func (c *composer) faults(m *model) []inbox.Fault {
	if !c.published() || !c.on.one() || c.untouched() {
		return nil
	}
	return m.desk.Proofread(c.on.row.Item, c.value())
}

// faultsMost is how many of them the frame shows: the text needs its place.
const faultsMost = 3

// faultLines show them under the text, what stops it first.
func (c *composer) faultLines(m *model, w int) (lines []string) {
	faults := c.faults(m)
	for i, f := range faults {
		p, mark := m.styles.late, "▲ "
		if f.Stops {
			p, mark = m.styles.danger, "✗ "
		}
		words := mark + m.lang.Say("%s", f)
		if i == faultsMost-1 && len(faults) > faultsMost {
			words += " · " + m.lang.Say("and %d more", len(faults)-faultsMost)
		}
		if i < faultsMost {
			lines = append(lines, p.draw(cut(words, w)))
		}
	}
	return lines
}

// goToWords puts the caret on the first of some words of the text, where they stand there as such.
func (c *composer) goToWords(words string) {
	text := c.text.Value()
	if at := strings.Index(text, words); at >= 0 && words != "" {
		setText(&c.text, text, len([]rune(text[:at])))
	}
}
