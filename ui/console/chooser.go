package console

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// choice is a line of what can be chosen.
type choice struct {
	id    string // what it stands for
	mark  string // one cell before the name
	key   string // its key, as people write it
	name  string
	about string // dim, at the right
	brief string // about in fewer words, where that is what tells the choices apart; "" = it isn't
	also  string // it is found by these words too
	off   bool   // it can't be chosen now; about says why
	pen   pen    // its own; "" = as the others
}

// chooser is a list to choose from by typing a part of a name. What was typed is compared without case or accents; what begins
// with it comes first. The keys that move are not those that type.
type chooser struct {
	input  field
	all    []choice
	typed  func(text string) []choice // what the text itself offers, after the others; nil = nothing
	shown  []choice
	at     int
	from   int          // the first that is drawn
	none   inbox.Phrase // what to say where nothing is found; "" = that nothing is
	short  bool         // what is said about them is said in fewer words
	column int          // how wide the names are where what is about them follows in a column; 0 = it stands at the right end
	keyed  bool         // each has a key: key, name and what it does are columns
}

// Columns of choices that have keys, in cells.
const (
	keyWide    = 9
	nameWide   = 24
	aboutLeast = 8 // with less room there is none
)

// set puts other choices in the place of those there were; the cursor stays on its own where that is still there.
func (c *chooser) set(all []choice) {
	now, had := c.chosen()
	c.all = all
	c.filter()
	if i := slices.IndexFunc(c.shown, func(o choice) bool { return o.id == now.id }); had && i >= 0 {
		c.at = i
	}
}

// chosen is the choice under the cursor.
func (c *chooser) chosen() (choice, bool) {
	if c.at < 0 || c.at >= len(c.shown) {
		return choice{}, false
	}
	return c.shown[c.at], true
}

// update moves or types; false where the key does neither.
func (c *chooser) update(msg tea.Msg) bool {
	if key, ok := msg.(tea.KeyPressMsg); ok && c.moved(key.String()) {
		return true
	}
	before := c.input.String()
	if !c.input.update(msg) {
		return false
	}
	if c.input.String() != before {
		c.at = 0
		c.filter()
	}
	return true
}

func (c *chooser) moved(key string) bool {
	by := 0
	switch key {
	case "down", "ctrl+n", "tab":
		by = 1
	case "up", "ctrl+p", "shift+tab":
		by = -1
	case "pgdown":
		by = 10
	case "pgup":
		by = -10
	default:
		return false
	}
	c.at = max(0, min(c.at+by, len(c.shown)-1))
	return true
}

// chooserHead is how many lines stand above the choices: the edge of the frame, what was typed, a rule.
const chooserHead = 3

// point puts the cursor on the choice that a line of the framed list shows.
func (c *chooser) point(line int) (again bool) {
	i := c.from + line - chooserHead
	if line < chooserHead || i >= len(c.shown) {
		return false
	}
	again = i == c.at
	c.at = i
	return again
}

// filter keeps what holds every word that was typed: first what begins with it, then what has it in its name, then the rest.
func (c *chooser) filter() {
	typed := inbox.Fold(strings.TrimSpace(c.input.String()))
	var begin, named, rest []choice
	for _, o := range c.all {
		name := inbox.Fold(o.name)
		switch {
		case strings.HasPrefix(name, typed):
			begin = append(begin, o)
		case holdsAll(name, typed):
			named = append(named, o)
		case holdsAll(name+" "+inbox.Fold(o.also)+" "+inbox.Fold(o.key), typed):
			rest = append(rest, o)
		}
	}
	c.shown = slices.Concat(begin, named, rest)
	if c.typed != nil {
		c.shown = append(c.shown, c.typed(c.input.String())...)
	}
	c.at = max(0, min(c.at, len(c.shown)-1))
}

func holdsAll(text, words string) bool {
	for word := range strings.FieldsSeq(words) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// draw is the typed line, a rule, and the choices around the cursor: high lines in all, w cells each. The caret stands in the
// first line, at column.
func (c *chooser) draw(m *model, w, high int) (lines []string, column int) {
	s := m.styles
	text, column := c.input.draw(w - 2)
	lines = []string{s.strong.draw("›") + " " + text, s.rule.draw(rule(w))}
	rows := max(high-2, 1)
	if c.column, c.short = c.aboutColumn(w), false; c.column > 0 && slices.ContainsFunc(c.all, func(o choice) bool { return o.brief != "" }) {
		c.column, c.short = 0, true // whole, at the right end: the names give way
	}
	c.from = max(0, min(c.at-rows/2, len(c.shown)-rows))
	for i := c.from; i < min(c.from+rows, len(c.shown)); i++ {
		lines = append(lines, c.drawChoice(m, c.shown[i], i == c.at, w))
	}
	if len(c.shown) == 0 {
		lines = append(lines, s.muted.draw(fit(m.lang.Say(cmp.Or(c.none, "nothing is called so")), w)))
	}
	for len(lines) < high {
		lines = append(lines, blank(w))
	}
	return lines, column + 2
}

func (c *chooser) drawChoice(m *model, o choice, here bool, w int) string {
	s := m.styles
	edge, name := "  ", s.text
	switch {
	case here && o.off:
		edge, name = s.accent.draw("▌")+" ", s.faint
	case here:
		edge, name = s.accent.draw("▌")+" ", s.strong
	case o.off:
		name = s.faint
	case o.pen != "":
		name = o.pen
	}
	if c.keyed {
		key, room := edge+s.accent.draw(fit(o.key, keyWide))+" ", w-4-keyWide-nameWide
		if room < aboutLeast {
			return key + name.draw(fit(o.name, w-3-keyWide))
		}
		return key + name.draw(fit(o.name, nameWide)) + " " + s.muted.draw(fit(o.about, room))
	}
	mark := ""
	if o.mark != "" {
		mark = s.sent.draw(o.mark) + " "
	}
	room := w - 3 - width(o.mark)
	if c.column > 0 {
		return pad(edge+mark+name.draw(fit(o.name, c.column))+"  "+s.muted.draw(cut(o.about, room-c.column-2)), w)
	}
	if c.short {
		o.about = o.brief
	}
	return pad(ends(edge+mark+name.draw(cut(o.name, room)), s.muted.draw(o.about), w), w)
}

// aboutColumn is how wide the names are where what is said about them doesn't all fit at the right end of w cells: it begins
// right behind them then, in one column. 0 = it fits.
func (c *chooser) aboutColumn(w int) int {
	widest, fits := 0, true
	for _, o := range c.all {
		name := width(steady(o.name))
		widest = max(widest, name)
		fits = fits && (o.about == "" || name+2+width(steady(o.about)) <= w-3-width(o.mark))
	}
	if fits {
		return 0
	}
	return min(widest, w/2)
}
