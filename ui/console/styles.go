package console

import (
	"hash/fnv"
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vigie/inbox"
)

// pen is how a run of text is drawn: the escape sequence that begins it. A screen is some three hundred runs, so they are
// made once a session rather than computed a frame.
type pen string

const endPen = "\x1b[m"

func (p pen) draw(s string) string {
	if p == "" || s == "" {
		return s
	}
	return string(p) + s + endPen
}

// styles are the pens of one session.
type styles struct {
	look
	theme theme

	text, bold               pen
	muted, faint             pen
	accent, strong           pen // strong: the accent, bold
	late, danger, sent, rule pen
	link                     pen
	found, foundHere         pen // what a search found; the one where the reader is
}

func newStyles(l look) styles {
	s := styles{look: l, theme: newTheme(l)}
	t := s.theme
	s.bold = newPen(nil, ansi.Style{}.Bold())
	s.accent = newPen(t.accent, ansi.Style{})
	s.strong = newPen(t.accent, ansi.Style{}.Bold())
	s.late = newPen(t.late, ansi.Style{})
	s.danger = newPen(t.danger, ansi.Style{}.Bold())
	s.sent = newPen(t.sent, ansi.Style{})
	s.link = newPen(t.accent, ansi.Style{}.Underline(true))
	s.found = newPen(nil, ansi.Style{}.Bold().Underline(true))
	s.foundHere = newPen(nil, ansi.Style{}.Bold().Reverse(true))
	dim := ansi.Style{}
	if t.muted == nil && !l.contrast {
		dim = dim.Faint()
	}
	s.muted = newPen(t.muted, dim)
	s.faint = newPen(t.faint, dim)
	s.rule = newPen(t.rule, dim)
	return s
}

func newPen(c color.Color, s ansi.Style) pen {
	if c != nil {
		s = s.ForegroundColor(c)
	}
	if len(s) == 0 {
		return ""
	}
	return pen(s.String())
}

// brand is the pen of a brand's own colour: the one that the team chose, or one that its name picks.
func (s styles) brand(b inbox.Brand) pen {
	if len(s.theme.brands) == 0 {
		return s.bold
	}
	if b.Color != "" && s.profile > colorprofile.ANSI {
		return newPen(s.legible(lipgloss.Color(b.Color)), ansi.Style{})
	}
	h := fnv.New32a()
	_, _ = h.Write([]byte(b.Name))
	return newPen(s.theme.brands[h.Sum32()%uint32(len(s.theme.brands))], ansi.Style{})
}
