package console

import (
	"cmp"
	"strconv"
	"strings"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// drawHeader is the top line: where we are at the left; what went wrong, the channels and the person at the right. Where it
// doesn't all fit it is told in fewer words, and what went wrong goes last.
func (m *model) drawHeader(w int) string {
	left, strip, end := m.headerParts(w)
	if len(strip) > 0 {
		left += blank(stripGap) + strings.Join(strip, blank(viewGap))
	}
	return ends(left, end, w)
}

// Between the parts of the header, in cells: before the views, and between two of them.
const (
	stripGap = 3
	viewGap  = 2
)

// headerParts are where we are, the views that are named there unless they have a place of their own, and what stands at the
// right.
func (m *model) headerParts(w int) (left string, strip []string, end string) {
	left = m.nameOfProgram() + m.brandName()
	view := 0
	if m.at.mode == medium { // the views have no other place
		view = stripGap + width(m.viewWord(m.view))
	}
	end, fits := m.headerEndWithin(w - width(left) - 2 - view)
	if !fits {
		end, _ = m.headerEndWithin(w - width(left) - 2)
	}
	if m.at.mode == wide {
		return left, nil, end
	}
	return left, m.viewStrip(w - width(left) - stripGap - width(end) - 2), end
}

func (m *model) nameOfProgram() string { return " " + m.styles.strong.draw("vigie") + "  " }

// headerEndWithin is the right part of the header in as many words as fit, else in the fewest.
func (m *model) headerEndWithin(room int) (end string, fits bool) {
	for short := range headerShortest + 1 {
		end = strings.Join(m.headerEnd(short), "   ") + " "
		if width(end) <= room {
			return end, true
		}
	}
	return end, false
}

// headerShortest is how often the header can be told in fewer words. The person goes before what went wrong loses its name.
const headerShortest = 4

// headerEnd is the right part of the header, in fewer words the shorter it has to be.
func (m *model) headerEnd(short int) []string {
	words := m.trouble(short)
	if len(m.health) > 0 {
		words = append(words, m.channelsWord(short))
	}
	if short < 3 {
		words = append(words, m.styles.muted.draw(cut(m.person(m.desk.Person().Name), 16)))
	}
	return words
}

func (m *model) brandName() string {
	all := m.team.Brands
	switch {
	case len(all) == 0:
		return ""
	case m.brand == "" && len(all) > 1:
		return m.styles.bold.draw(m.lang.Say("All brands")) + m.styles.muted.draw(" ▾")
	}
	b, known := m.team.Brand(m.brand)
	if !known {
		b = all[0]
	}
	name := m.brandPen(b.Name).draw("▎") + m.styles.bold.draw(steady(brandTitle(b)))
	if len(all) > 1 {
		name += m.styles.muted.draw(" ▾")
	}
	return name
}

func brandTitle(b inbox.Brand) string {
	return cmp.Or(b.Title, b.Name)
}

func (m *model) brandPen(name string) pen {
	if b, known := m.team.Brand(name); known {
		return m.styles.brand(b)
	}
	return m.styles.brand(inbox.Brand{Name: name})
}

// trouble is what must not be out of sight: what could not be sent, and the channels that need a person.
func (m *model) trouble(short int) []string {
	var words []string
	if n := m.counts.Unsent; n > 0 {
		word := "✗ " + m.lang.Number(n)
		if short < headerShortest {
			word = m.lang.Count(n, "✗ %d not sent", "✗ %d not sent")
		}
		words = append(words, m.styles.danger.draw(word))
	}
	if n := m.counts.Review; n > 0 && m.desk.Person().Role >= inbox.Lead {
		word := m.lang.Number(n)
		if short < headerShortest {
			word = m.lang.Count(n, "%d to release", "%d to release")
		}
		words = append(words, m.styles.late.draw(word))
	}
	var down []desk.Health
	for _, h := range m.health {
		if h.State.Failing() {
			down = append(down, h)
		}
	}
	switch {
	case len(down) == 0:
	case len(down) == 1 && short == 0:
		words = append(words, m.styles.danger.draw(cut(down[0].Channel, 16)+" ▲ "+m.lang.Say(troubleWord(down[0]))))
	case len(down) == 1 && short < headerShortest:
		words = append(words, m.styles.danger.draw("▲ "+cut(down[0].Channel, 16)))
	default:
		words = append(words, m.styles.danger.draw("▲ "+strconv.Itoa(len(down))))
	}
	return words
}

func troubleWord(h desk.Health) inbox.Phrase {
	switch h.State {
	case desk.Unauthorised:
		return "not authorised"
	case desk.Misset:
		return "set wrongly"
	}
	return "no answer"
}

// channelsWord is how many channels are connected; where none is, of how many.
func (m *model) channelsWord(short int) string {
	up := 0
	for _, h := range m.health {
		if h.State == desk.Connected {
			up++
		}
	}
	mark := m.styles.sent.draw("●")
	if up == 0 {
		mark = m.styles.muted.draw("◌")
	}
	if short >= 2 {
		return strconv.Itoa(up) + " " + mark
	}
	words := m.lang.Count(up, "%d channel", "%d channels")
	if up == 0 {
		words = m.lang.Count(len(m.health), "0 of %d channel", "0 of %d channels")
	}
	return m.styles.muted.draw(words) + " " + mark
}

// viewStrip folds the views into the header: all of them where they fit, else the one that is shown.
func (m *model) viewStrip(w int) []string {
	var all []string
	for i := range m.views {
		all = append(all, m.viewWord(i))
	}
	for _, strip := range [][]string{all, {m.viewWord(m.view)}} {
		if width(strings.Join(strip, blank(viewGap))) <= w {
			return strip
		}
	}
	return nil
}

func (m *model) viewWord(i int) string {
	if i < 0 || i >= len(m.views) {
		return m.styles.strong.draw(m.lang.Say("search"))
	}
	p := m.styles.muted
	if i == m.view {
		p = m.styles.strong
	}
	word := strings.TrimSpace(m.viewKey(i) + " " + m.views[i].name)
	if n := m.many(m.tallies[i]); n != "" {
		word += " " + n
	}
	return p.draw(steady(word))
}
