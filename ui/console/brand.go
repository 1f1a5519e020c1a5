package console

import (
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// brandPicker chooses one brand, or all of them, with how many items of each need somebody.
type brandPicker struct {
	at   int
	rows int // as it was drawn
}

// point puts the cursor on the brand that a line shows, below the edge of the frame.
func (p *brandPicker) point(line int) (again bool) {
	i := line - 1
	if i < 0 || i >= p.rows {
		return false
	}
	again = i == p.at
	p.at = i
	return again
}

func (m *model) mayBrand() error {
	if len(m.seenBrands()) < 2 {
		return inbox.Reason("there is only one brand here")
	}
	return nil
}

// seenBrands are those of the team that the person may see.
func (m *model) seenBrands() []inbox.Brand {
	var seen []inbox.Brand
	for _, b := range m.team.Brands {
		if m.desk.Person().Sees(b.Name) {
			seen = append(seen, b)
		}
	}
	return seen
}

func (m *model) pickBrand() tea.Cmd {
	p := &brandPicker{}
	for i, b := range m.seenBrands() {
		if b.Name == m.brand {
			p.at = i + 1
		}
	}
	m.push(p)
	return nil
}

func (p *brandPicker) update(m *model, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	last := len(m.seenBrands())
	switch k := key.String(); k {
	case "j", "down", "tab":
		p.at = min(p.at+1, last)
	case "k", "up", "shift+tab":
		p.at = max(p.at-1, 0)
	case "enter", "l", "space":
		return p.choose(m)
	case "esc", "q", "h", "b", "ctrl+c":
		m.pop(p)
	default:
		if i := placeOf(k); i >= 0 && i < last {
			p.at = i + 1
			return p.choose(m)
		}
		if k == "0" || k == "à" {
			p.at = 0
			return p.choose(m)
		}
	}
	return nil
}

func (p *brandPicker) choose(m *model) tea.Cmd {
	m.pop(p)
	m.brand = ""
	if p.at > 0 {
		m.brand = m.seenBrands()[p.at-1].Name
	}
	m.picked = m.brand
	if v, ok := m.shown(); ok && v.brand != "" && v.brand != m.brand {
		m.view = m.viewOf(m.words)
	}
	return tea.Batch(m.open(m.query, m.words), m.readCounts(), m.rememberPlace())
}

func (p *brandPicker) draw(m *model) float {
	s, w := m.styles, min(36, m.w)
	row := func(i int, key, name string, n int) string {
		edge, pn := "  ", s.text
		if i == p.at {
			edge, pn = s.accent.draw("▌")+" ", s.strong
		}
		number := ""
		if n > 0 {
			number = m.lang.Number(n)
		}
		return edge + s.muted.draw(key) + " " + pn.draw(fit(name, w-4-4-width(number))) + s.muted.draw(number)
	}
	total := 0
	var rows []string
	for i, b := range m.seenBrands() {
		total += m.counts.Brand[b.Name]
		stripe := ""
		if i < len(digits) {
			stripe = digits[i : i+1]
		}
		rows = append(rows, row(i+1, stripe, brandTitle(b), m.counts.Brand[b.Name]))
	}
	rows = append([]string{row(0, "0", m.lang.Say("All brands"), total)}, rows...)
	p.rows = len(rows)
	box := m.frame(m.lang.Say("Brand"), rows, w, s.accent)
	at := m.centred(w, len(box))
	at.X, at.Y = max(min(6, m.w-w), 0), 1
	return float{lines: box, at: at}
}

func (p *brandPicker) hints(*model) []hint {
	return []hint{{key: "enter", word: "show"}, {key: "j k", word: "move"}, {key: "esc", word: "leave"}}
}
