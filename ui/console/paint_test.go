package console

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"vigie/inbox"
)

// paper is a terminal that knows the sequences of a canvas and refuses others. It draws every cluster as wide as it was counted.
type paper struct {
	cells       [][]cell
	x, y        int
	pen         string
	top, bottom int
	cursor      bool
	alt         bool
}

func newPaper(w, h int) *paper {
	p := &paper{bottom: h - 1}
	for range h {
		p.cells = append(p.cells, slices.Repeat([]cell{emptyCell}, w))
	}
	return p
}

func (p *paper) write(t interface{ Fatalf(string, ...any) }, s string) {
	c := &canvas{method: ansi.WcWidth}
	for s != "" {
		if s[0] != '\x1b' {
			text, wide := c.cluster(s)
			s = s[len(text):]
			for i := range wide {
				if p.x+i >= len(p.cells[0]) {
					t.Fatalf("%q is written past the edge", text)
				}
				p.cells[p.y][p.x+i] = cell{text, p.pen}
				text = ""
			}
			p.x += wide
			continue
		}
		n := sequence(s)
		p.obey(t, s[:n])
		s = s[n:]
	}
}

func (p *paper) obey(t interface{ Fatalf(string, ...any) }, seq string) {
	args, kind := seq[2:len(seq)-1], seq[len(seq)-1]
	number := func(i, otherwise int) int {
		all := strings.Split(args, ";")
		if i >= len(all) || all[i] == "" {
			return otherwise
		}
		n, err := strconv.Atoi(all[i])
		if err != nil {
			t.Fatalf("%q", seq)
		}
		return n
	}
	blank := func() []cell { return slices.Repeat([]cell{emptyCell}, len(p.cells[0])) }
	switch {
	case kind == 'm':
		p.pen = changed(p.pen, seq)
	case kind == 'H':
		p.y, p.x = number(0, 1)-1, number(1, 1)-1
	case kind == 'C':
		p.x += number(0, 1)
	case kind == 'K' && args == "":
		copy(p.cells[p.y][p.x:], blank())
	case seq == ansi.EraseEntireScreen:
		for y := range p.cells {
			p.cells[y] = blank()
		}
	case kind == 'r':
		p.top, p.bottom = number(0, 1)-1, number(1, len(p.cells))-1
		p.x, p.y = 0, 0
	case kind == 'M':
		for range number(0, 1) {
			p.cells = slices.Insert(slices.Delete(p.cells, p.y, p.y+1), p.bottom, blank())
		}
	case kind == 'L':
		for range number(0, 1) {
			p.cells = slices.Insert(slices.Delete(p.cells, p.bottom, p.bottom+1), p.y, blank())
		}
	case seq == ansi.SetModeTextCursorEnable, seq == ansi.ResetModeTextCursorEnable:
		p.cursor = kind == 'h'
	case seq == ansi.SetModeAltScreenSaveCursor, seq == ansi.ResetModeAltScreenSaveCursor:
		p.alt = kind == 'h'
	case strings.HasSuffix(seq, " q"):
	default:
		t.Fatalf("a terminal is sent %q", seq)
	}
}

// shows is what a terminal shows that was given these lines alone.
func shows(lines []string, w, h int) [][]cell {
	c := &canvas{method: ansi.WcWidth, wide: w}
	var all [][]cell
	for y := range h {
		line := ""
		if y < len(lines) {
			line = lines[y]
		}
		cells, _ := c.read(nil, line)
		all = append(all, c.filled(cells))
	}
	return all
}

func TestATerminalShowsTheLastScreenWhateverItShowedBefore(t *testing.T) {
	pens := []pen{"", "\x1b[1m", "\x1b[38;2;1;2;3m"}
	words := []string{"a", "livraison", " ", "       ", "é", "─", "e\u0301", "很好", "👍", "\a", "…", "│"}
	line := rapid.Custom(func(t *rapid.T) string {
		var b strings.Builder
		for range rapid.IntRange(0, 5).Draw(t, "runs") {
			b.WriteString(rapid.SampledFrom(pens).Draw(t, "pen").draw(strings.Repeat(rapid.SampledFrom(words).Draw(t, "word"), rapid.IntRange(1, 3).Draw(t, "times"))))
		}
		return b.String()
	})
	rapid.Check(t, func(t *rapid.T) {
		const h = 8
		w := rapid.IntRange(1, 30).Draw(t, "w")
		pool := rapid.SliceOfN(line, 1, 12).Draw(t, "pool") // so that lines move
		terminal := newPaper(w, h)
		var out bytes.Buffer
		p := newPainter(Options{Output: &out, Profile: colorprofile.TrueColor})
		fmt.Fprint(p, ansi.SetModeAltScreenSaveCursor)
		for range rapid.IntRange(1, 6).Draw(t, "screens") {
			lines := rapid.SliceOfN(rapid.SampledFrom(pool), 1, h+1).Draw(t, "lines")
			var cursor *tea.Cursor
			if rapid.Bool().Draw(t, "cursor") {
				cursor = caretAt(rapid.IntRange(0, w-1).Draw(t, "x"), rapid.IntRange(0, h-1).Draw(t, "y"))
			}
			p.show(screenful{strings.Join(lines, "\n"), "", cursor, w, h})
			if err := p.paint(); err != nil {
				t.Fatal(err)
			}
			terminal.write(t, out.String())
			out.Reset()
			want := shows(lines, w, h)
			for y := range want {
				if !slices.Equal(terminal.cells[y], want[y]) {
					t.Fatalf("line %d shows %q, not %q", y, terminal.cells[y], want[y])
				}
			}
			if terminal.cursor != (cursor != nil) || cursor != nil && (terminal.x != cursor.X || terminal.y != cursor.Y) {
				t.Fatalf("the cursor is at %d,%d (%t), not at %v", terminal.x, terminal.y, terminal.cursor, cursor)
			}
		}
	})
}

func TestNothingIsPaintedOutsideTheAlternateScreenAndAllOfItWhenItIsEnteredAgain(t *testing.T) {
	var out bytes.Buffer
	p := newPainter(Options{Output: &out})
	p.show(screenful{"inbox", "(3) vigie", caretAt(1, 0), 10, 1})
	paint := func() string {
		t.Helper()
		if err := p.paint(); err != nil {
			t.Fatal(err)
		}
		defer out.Reset()
		return out.String()
	}
	if got := paint(); got != "" {
		t.Errorf("before it is entered: %q", got)
	}
	for range 2 {
		fmt.Fprint(p, ansi.SetModeAltScreenSaveCursor)
		if got := paint(); !strings.Contains(got, "inbox") || !strings.HasSuffix(got, ansi.SetModeTextCursorEnable) {
			t.Errorf("when it is entered: %q", got)
		}
		fmt.Fprint(p, ansi.ResetModeAltScreenSaveCursor)
		if got := paint(); got != ansi.SetCursorStyle(usualCursor)+ansi.ResetModeAltScreenSaveCursor {
			t.Errorf("when it was left: %q", got)
		}
	}
	fmt.Fprint(p, ansi.SetModeAltScreenSaveCursor)
	paint()
	fmt.Fprint(p, ansi.EraseEntireScreen)
	if got := paint(); !strings.Contains(got, "inbox") {
		t.Errorf("when the library erased it: %q", got)
	}
}

func TestTheTitleLeavesWithItsScreenAndIsToldAnewWhereTheLibraryToldItsOwn(t *testing.T) {
	var out bytes.Buffer
	p := newPainter(Options{Output: &out})
	paint := func(content, title string) string {
		t.Helper()
		out.Reset()
		p.show(screenful{content, title, nil, 10, 1})
		if err := p.paint(); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	fmt.Fprint(p, ansi.SetModeAltScreenSaveCursor+ansi.SetWindowTitle(bareTitle))
	two, three := ansi.SetWindowTitle("(2) vigie"), ansi.SetWindowTitle("(3) vigie")
	if got := paint("inbox", "(2) vigie"); strings.Count(got, two) != 1 || !strings.Contains(got, "inbox") {
		t.Errorf("at first: %q", got)
	}
	if got := paint("search", "(2) vigie"); strings.Contains(got, two) {
		t.Errorf("where only the screen changed: %q", got)
	}
	if got := paint("search", "(3) vigie"); got != three {
		t.Errorf("where only the title changed: %q", got)
	}
	fmt.Fprint(p, ansi.ResetModeAltScreenSaveCursor+ansi.SetModeAltScreenSaveCursor+ansi.SetWindowTitle(bareTitle))
	if got := paint("search", "(3) vigie"); !strings.Contains(got, three) {
		t.Errorf("after a program had the terminal: %q", got)
	}
}

func TestColoursAreThoseThatTheTerminalShows(t *testing.T) {
	for profile, want := range map[colorprofile.Profile]string{
		colorprofile.TrueColor: "\x1b[38;2;255;0;0mx", colorprofile.ANSI256: "\x1b[38;5;196mx", colorprofile.ANSI: "\x1b[91mx", colorprofile.ASCII: "x",
	} {
		c := canvas{profile: profile, pens: map[string]string{}, wide: 1}
		c.put(cell{"x", "\x1b[38;2;255;0;0m"})
		if got := c.out.String(); got != want {
			t.Errorf("%s: %q", profile, got)
		}
	}
}

// BenchmarkPaint is what it costs to bring a terminal from one screen to another: a list of which a row went, and back.
func BenchmarkPaint(b *testing.B) {
	fake, dark := newFake(300), true
	m := newModel(b.Context(), Options{Desk: fake, Profile: colorprofile.TrueColor, Dark: &dark, Output: io.Discard})
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	m.Update(m.readAround(inbox.Position{})())
	full := screenful{m.View().Content, "", nil, 120, 40}
	m.list.rows = slices.Delete(m.list.rows, 2, 3)
	m.redraw()
	m.stale = true
	less := screenful{m.View().Content, "", nil, 120, 40}
	fmt.Fprint(m.painter, ansi.SetModeAltScreenSaveCursor)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.painter.show([2]screenful{full, less}[i%2])
		if err := m.painter.paint(); err != nil {
			b.Fatal(err)
		}
	}
}
