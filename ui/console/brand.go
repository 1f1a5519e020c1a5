package console

import (
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
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
	if key, ok := msg.(tea.KeyPressMsg); ok {
		return p.press(m, key.String())
	}
	return nil
}

func (p *brandPicker) screen() string { return keys.OnBrand }

func (p *brandPicker) press(m *model, key string) tea.Cmd {
	switch last := len(m.seenBrands()); own(p.screen(), key) {
	case "open":
		return p.choose(m)
	case "leave":
		m.pop(p)
	default:
		if at, ok := placed(key, p.at, last); ok {
			p.at = at
			return p.choose(m)
		}
		p.at = stepped(key, p.at, last)
	}
	return nil
}

// placed is the place that a key names in a list that begins with what 0 names; false where it names none.
func placed(key string, at, last int) (_ int, ok bool) {
	if i := placeOf(key); i >= 0 && i < last {
		return i + 1, true
	}
	if key == "0" || key == "à" {
		return 0, true
	}
	return at, false
}

// stepped is the place in a list to which a key leads: the next one, the one before, or the same.
func stepped(key string, at, last int) int {
	switch key {
	case "j", "down", "tab":
		return min(at+1, last)
	case "k", "up", "shift+tab":
		return max(at-1, 0)
	}
	return at
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

func (p *brandPicker) hints(m *model) []hint { return m.ownHints(p.screen(), nil) }
