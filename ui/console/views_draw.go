package console

import (
	"image"

	"vigie/inbox/desk"
)

// numberMark is the key of the i-th view in the one cell that the sidebar has for it.
func (m *model) numberMark(i int) string {
	if k := m.keys.number(i); width(k) == 1 {
		return k
	}
	return " "
}

// The lines of the sidebar that are no view.
const (
	ownHead = -1 - iota // what stands above the person's own
	above               // the views go on there
	below
)

// roomForBoth is the least height of a sidebar that keeps up to a third of it for the channels.
const roomForBoth = 20

// viewLines are the views that a sidebar of some height has room for, a line each, around the one that is shown.
func (m *model) viewLines(high int) []int {
	var lines []int
	at := 0
	for i, v := range m.views {
		if v.own && (i == 0 || !m.views[i-1].own) {
			lines = append(lines, ownHead)
		}
		if i == m.view {
			at = len(lines)
		}
		lines = append(lines, i)
	}
	room := high
	if high >= roomForBoth {
		room -= 1 + min(len(m.health), high/3)
	}
	if len(lines) <= room {
		return lines
	}
	from := max(0, min(at-room/2, len(lines)-room))
	shown := append([]int{}, lines[from:from+room]...)
	if from > 0 {
		shown[0] = above
	}
	if from+room < len(lines) {
		shown[room-1] = below
	}
	return shown
}

// drawViews is the sidebar: the views with their keys and numbers, then the channels and how they are.
func (m *model) drawViews(r image.Rectangle) []string {
	s, w := m.styles, r.Dx()
	var lines []string
	for _, i := range m.viewLines(r.Dy()) {
		switch i {
		case ownHead:
			lines = append(lines, s.muted.draw(fit("   "+m.lang.Say("yours"), w)))
		case above:
			lines = append(lines, s.muted.draw(fit("   ↑", w)))
		case below:
			lines = append(lines, s.muted.draw(fit("   ↓", w)))
		default:
			lines = append(lines, m.drawView(i, w))
		}
	}
	lines = append(lines, blank(w))
	for _, h := range m.health {
		if m.brand == "" || h.Brand == m.brand {
			lines = append(lines, m.drawChannel(h, w))
		}
	}
	return lines
}

func (m *model) drawView(i, w int) string {
	s, v := m.styles, m.views[i]
	name, key, edge := s.text, s.muted, " "
	if i == m.view {
		name, key, edge = s.strong, s.strong, s.accent.draw("▌")
	}
	number := m.many(m.tallies[i])
	room, end := w-6-width(number), "  "
	if width(v.name) > room {
		room, end = room+1, " "
	}
	return edge + key.draw(m.numberMark(i)) + " " + name.draw(fit(v.name, room)+" ") + s.muted.draw(number) + end
}

func (m *model) drawChannel(h desk.Health, w int) string {
	s := m.styles
	number := ""
	if n := m.counts.Channel[h.Channel]; n > 0 {
		number = m.lang.Number(n)
	}
	glyph, p := m.healthMark(h.State)
	return " " + p.draw(glyph) + " " + s.text.draw(fit(h.Channel, w-4-width(number)-1)) + s.muted.draw(number) + "  "
}

// healthMark is how a channel's state is shown: by a glyph that says it without its colour.
func (m *model) healthMark(st desk.State) (string, pen) {
	switch st {
	case desk.Connected:
		return "●", m.styles.sent
	case desk.Idle, desk.Connecting, desk.Off:
		return "◌", m.styles.muted
	case desk.Waiting:
		return "◐", m.styles.late
	}
	return "▲", m.styles.danger
}
