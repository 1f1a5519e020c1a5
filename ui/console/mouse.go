package console

import (
	"image"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// The mouse does what keys do: a click puts the cursor where it points, a click on what has the cursor opens it, the wheel
// scrolls what is under it. Where things are is asked of the layout. Dragging stays the terminal's, with shift.

// wheel gathers what the wheel turned within a frame.
type wheel struct {
	at    image.Point
	turns int // downward
	due   bool
}

type wheeledMsg struct{}

// readerStep is how many lines a turn of the wheel moves a text by.
const readerStep = 3

// pointable is a layer with lines that can be chosen. The line is one of its float; again is that it was chosen already.
type pointable interface {
	point(line int) (again bool)
}

func (m *model) mouse(msg tea.MouseMsg) tea.Cmd {
	e := msg.Mouse()
	at := image.Pt(e.X, e.Y)
	switch msg.(type) {
	case tea.MouseWheelMsg:
		return m.turnWheel(e.Button, at)
	case tea.MouseClickMsg:
		if e.Button == tea.MouseLeft {
			m.resume, m.prefix = spot{}, ""
			return m.click(at)
		}
	}
	return nil
}

func (m *model) turnWheel(b tea.MouseButton, at image.Point) tea.Cmd {
	switch b {
	case tea.MouseWheelDown:
		m.wheel.turns++
	case tea.MouseWheelUp:
		m.wheel.turns--
	default:
		return nil
	}
	m.wheel.at = at
	if m.wheel.due {
		return nil
	}
	m.wheel.due = true
	return m.after(m.opt.frame(), wheeledMsg{})
}

// wheeled scrolls what is under the wheel by all that it turned.
func (m *model) wheeled() tea.Cmd {
	turned := m.wheel
	m.wheel = wheel{}
	l := m.top()
	switch {
	case turned.turns == 0:
	case (l == nil || m.composing() == l) && turned.at.In(m.at.reader):
		return m.scrollReader(readerStep * turned.turns)
	case l != nil:
		key := tea.KeyPressMsg{Code: tea.KeyDown}
		if turned.turns < 0 {
			key.Code = tea.KeyUp
		}
		var cmds []tea.Cmd
		for range max(turned.turns, -turned.turns) {
			cmds = append(cmds, l.update(m, key))
		}
		return tea.Batch(cmds...)
	case turned.at.In(m.at.list):
		m.list.step(turned.turns, m.listHigh(), m.rowHeight)
	case turned.at.In(m.at.views), turned.at.In(m.at.header) && len(m.views) > 0:
		return m.show(max(0, min(m.view+turned.turns, len(m.views)-1)))
	}
	return nil
}

func (m *model) click(at image.Point) tea.Cmd {
	switch l := m.top(); {
	case l != nil:
		return m.clickLayer(l, at)
	case at.In(m.at.header):
		return m.clickHeader(at.X)
	case at.In(m.at.views):
		if lines, y := m.viewLines(m.at.views.Dy()), at.Y-m.at.views.Min.Y; y < len(lines) && lines[y] >= 0 {
			return m.show(lines[y])
		}
	case at.In(m.at.list):
		return m.clickList(at.Y - m.at.list.Min.Y - listHead)
	case at.In(m.at.reader):
		return tea.Batch(m.enterReader(), m.clickReader(at.Sub(m.at.reader.Min)))
	}
	return nil
}

// clickHeader opens the choice of brands, or the view that is pointed at; where one alone is named, the choice of views.
func (m *model) clickHeader(x int) tea.Cmd {
	left, strip, _ := m.headerParts(m.at.header.Dx())
	at := width(left)
	if x < at {
		if x < width(m.nameOfProgram()) || m.mayBrand() != nil {
			return nil
		}
		return m.pickBrand()
	}
	at += stripGap
	for i, word := range strip {
		if x >= at && x < at+width(word) {
			if len(strip) < len(m.views) {
				return m.pickView()
			}
			return m.show(i)
		}
		at += width(word) + viewGap
	}
	return nil
}

// pickView asks for one of the views.
func (m *model) pickView() tea.Cmd {
	p := &picker{title: m.lang.Say("View"), word: "show"}
	var all []choice
	for i, v := range m.views {
		all = append(all, choice{id: strconv.Itoa(i), mark: " ", name: v.name, about: m.viewKey(i), also: v.words})
	}
	p.choose = func(m *model, c choice) tea.Cmd {
		i, _ := strconv.Atoi(c.id) // its own writing
		return m.show(i)
	}
	m.pick(p, all)
	return nil
}

// clickLayer chooses a line of the top layer; what is beside it doesn't hear of it.
func (m *model) clickLayer(l layer, at image.Point) tea.Cmd {
	f := l.draw(m)
	line := at.Y - f.at.Y
	p, ok := l.(pointable)
	if !ok || line < 0 || line >= len(f.lines) || at.X < f.at.X || at.X >= f.at.X+width(f.lines[line]) {
		return nil
	}
	if p.point(line) {
		return l.update(m, tea.KeyPressMsg{Code: tea.KeyEnter})
	}
	return nil
}

// clickList puts the cursor on the row that a line shows.
func (m *model) clickList(line int) tea.Cmd {
	m.focus = onList
	i, begins := m.list.rowAt(line, m.rowHeight)
	switch {
	case i < 0:
		return nil
	case i == m.list.cursor:
		return m.enterReader()
	}
	m.list.cursor, m.list.line = i, begins
	return nil
}

// clickReader opens the link that was clicked.
func (m *model) clickReader(at image.Point) tea.Cmd {
	i := m.reader.scroll + at.Y - m.readerHead()
	if lines := m.threadLines(); at.Y >= m.readerHead() && i >= 0 && i < len(lines) {
		if l := linkAt(ansi.Strip(lines[i]), at.X, m.numbered()); l != "" {
			return m.openLink(l)
		}
	}
	return nil
}

// listed is a line that lists an address: its number, then where it leads.
var listed = regexp.MustCompile(`^ *([1-9]) \S.*https?:`)

// linkAt is the address to which a cell of a line belongs; "" where there is none. A long one goes on in the next lines: what
// is there of it tells which it is.
func linkAt(line string, x int, numbers []string) string {
	if of := listed.FindStringSubmatch(line); of != nil {
		if i := int(of[1][0] - '1'); i < len(numbers) {
			return numbers[i]
		}
	}
	before, after := ansi.Truncate(line, x, ""), ansi.TruncateLeft(line, x, "")
	if after == "" {
		return ""
	}
	const ends = " \u00a0<>«»\"'"
	word := before
	if last := strings.LastIndexAny(before, ends); last >= 0 {
		_, size := utf8.DecodeRuneInString(before[last:])
		word = before[last+size:]
	}
	if next := strings.IndexAny(after, ends); next >= 0 {
		after = after[:next]
	}
	word = strings.Trim(word+after, ".,;:!?()[]…")
	of := slices.IndexFunc(numbers, func(l string) bool { return len(word) >= 8 && strings.Contains(l, word) })
	if of < 0 {
		return ""
	}
	return numbers[of]
}
