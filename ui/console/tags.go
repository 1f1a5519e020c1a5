package console

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"

	"vigie/inbox"
)

// tag is the pen of a tag's own colour, legible on this ground; "" where it has none, or the terminal can't show it.
func (s styles) tag(ts inbox.Tags, name string) pen {
	t, known := ts.Tag(name)
	if !known || t.Color == "" || s.profile <= colorprofile.ANSI {
		return ""
	}
	return newPen(s.legible(lipgloss.Color(t.Color)), ansi.Style{})
}

// drawTags are tags on a line, each in its colour; the words alone tell what they are.
func (m *model) drawTags(tags []string) string {
	const apart = " · "
	s := m.styles
	drawn, own := make([]string, len(tags)), false
	for i, tag := range tags {
		p := s.tag(m.team.Tags, tag)
		own = own || p != ""
		if p == "" {
			p = s.muted
		}
		drawn[i] = p.draw(steady(tag))
	}
	if !own {
		return s.muted.draw(steady(strings.Join(tags, apart)))
	}
	return strings.Join(drawn, s.muted.draw(apart))
}
