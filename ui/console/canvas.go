package console

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// canvas writes what turns the lines that a terminal shows into others, in sequences that terminals know since the VT102. It keeps
// no cells: two versions of a line are read when it changes.
type canvas struct {
	profile colorprofile.Profile
	method  ansi.Method       // by which the terminal counts the cells of a cluster
	pens    map[string]string // as the terminal can show them

	out      strings.Builder
	wide     int
	pen      string // that is on
	old, new []cell // of a line
	from     int    // where in the line they begin
}

// cell is one place of a line: a cluster and its pen. The right half of a wide one has no text.
type cell struct{ text, pen string }

var emptyCell = cell{text: " "}

// taken gives what was written.
func (c *canvas) taken() string {
	c.with("")
	defer c.out.Reset()
	return c.out.String()
}

func (c *canvas) clear(w int) {
	c.wide = w
	c.out.WriteString(ansi.EraseEntireScreen)
}

func (c *canvas) moveTo(x, y int) { c.out.WriteString(ansi.CursorPosition(x+1, y+1)) }

// with takes another pen.
func (c *canvas) with(pen string) {
	if pen = c.shown(pen); pen == c.pen {
		return
	}
	if c.pen != "" {
		c.out.WriteString(endPen)
	}
	c.out.WriteString(pen)
	c.pen = pen
}

// shown is a pen in the colours that the terminal shows.
func (c *canvas) shown(pen string) string {
	if c.profile == colorprofile.TrueColor || pen == "" {
		return pen
	}
	shown, known := c.pens[pen]
	if !known {
		var b strings.Builder
		w := colorprofile.Writer{Forward: &b, Profile: c.profile}
		_, _ = w.WriteString(pen)                // a builder takes everything
		if shown = b.String(); shown == endPen { // nothing is left of it
			shown = ""
		}
		c.pens[pen] = shown
	}
	return shown
}

func (c *canvas) put(cells ...cell) {
	for _, at := range cells {
		c.with(at.pen)
		c.out.WriteString(at.text)
	}
}

// line turns a line into another. What both begin and end with, mostly other panes, isn't taken apart.
func (c *canvas) line(y int, from, to string) {
	before, old, new, follows := apart(from, to)
	if !c.compare(before, old, new) {
		c.compare(0, "", to)
		c.whole(y)
		return
	}
	if follows && len(c.old) != len(c.new) { // it moves
		follows = false
		c.compare(0, from, to)
	}
	end, wasEnd := len(c.new), len(c.old)
	if !follows {
		c.old, c.new = c.filled(c.old), c.filled(c.new)
		end, wasEnd = ended(c.new), ended(c.old)
	}
	at := -1
	for x := range end {
		if c.old[x] == c.new[x] {
			continue
		}
		c.goOn(at, x, y)
		c.put(c.new[x])
		at = x + 1
	}
	if wasEnd > end {
		if at != end {
			c.moveTo(c.from+end, y)
		}
		c.with("")
		c.out.WriteString(ansi.EraseLineRight)
	}
}

// compare takes apart what begins after some cells of a line in two versions. It reports whether both are plain.
func (c *canvas) compare(before int, old, new string) bool {
	var plain, wasPlain bool
	c.from = before
	c.old, wasPlain = c.read(c.old[:0], old)
	c.new, plain = c.read(c.new[:0], new)
	return plain && wasPlain
}

// apart is what differs between two lines, as far as whole runs go: how many cells come before it, and whether something follows
// it. Where what they share isn't plain, it is all of them.
func apart(from, to string) (before int, old, new string, follows bool) {
	head := 0
	for head < min(len(from), len(to)) && from[head] == to[head] {
		head++
	}
	head = afterPen(strings.LastIndex(from[:head], endPen), 0)
	old, new = from[head:], to[head:]
	tail := 0
	for tail < min(len(old), len(new)) && old[len(old)-1-tail] == new[len(new)-1-tail] {
		tail++
	}
	end := old[len(old)-tail:]
	end = end[afterPen(strings.Index(end, endPen), len(end)):]
	before, plainHead := plainWidth(from[:head])
	if _, plainEnd := plainWidth(end); !plainHead || !plainEnd {
		return 0, from, to, false
	}
	if strings.TrimSpace(end) == "" { // it may be erased with what comes before
		return before, old, new, false
	}
	return before, old[:len(old)-len(end)], new[:len(new)-len(end)], true
}

// afterPen is where the text goes on after a pen has ended at i; where it hasn't, otherwise.
func afterPen(i, otherwise int) int {
	if i < 0 {
		return otherwise
	}
	return i + len(endPen)
}

// goOn takes the cursor along a line; at is -1 where it isn't on it. A few cells are written again rather than passed over.
func (c *canvas) goOn(at, x, y int) {
	const few = 4
	switch {
	case at < 0:
		c.moveTo(c.from+x, y)
	case x-at > few:
		c.out.WriteString(ansi.CursorForward(x - at))
	default:
		c.put(c.new[at:x]...)
	}
}

// whole writes a line anew. Terminals don't agree how wide some clusters are, so the cursor is put in its place after them.
func (c *canvas) whole(y int) {
	c.moveTo(0, y)
	c.with("")
	c.out.WriteString(ansi.EraseLineRight)
	for x, at := range c.new[:ended(c.new)] {
		if x > 0 && isSimple(at.text) && at.text != "" && (c.new[x-1].text == "" || !isSimple(c.new[x-1].text)) {
			c.moveTo(x, y)
		}
		c.put(at)
	}
}

// ended is where only blanks follow.
func ended(cells []cell) int {
	end := len(cells)
	for end > 0 && cells[end-1] == emptyCell {
		end--
	}
	return end
}

// read takes apart what a line is from where the cells begin. It is plain where each cell is one character that every terminal
// draws in one.
func (c *canvas) read(cells []cell, line string) (_ []cell, plain bool) {
	plain = true
	pen := ""
	for line != "" && len(cells) < c.wide-c.from {
		if line[0] == '\x1b' {
			n := sequence(line)
			pen = changed(pen, line[:n])
			line = line[n:]
			continue
		}
		text, wide := c.cluster(line)
		line = line[len(text):]
		plain = plain && wide == 1 && isSimple(text)
		if wide == 0 {
			continue // a control character never reaches a terminal
		}
		if len(cells)+wide > c.wide-c.from {
			break
		}
		cells = append(cells, cell{text, pen})
		for range wide - 1 {
			cells = append(cells, cell{"", pen})
		}
	}
	return cells, plain
}

// filled are cells up to the end of the line.
func (c *canvas) filled(cells []cell) []cell {
	for len(cells) < c.wide-c.from {
		cells = append(cells, emptyCell)
	}
	return cells
}

// cluster is the first cluster of a text, and how many cells it takes.
func (c *canvas) cluster(s string) (text string, wide int) {
	r, n := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[n:]); simple(r) && (n == len(s) || next == '\x1b' || simple(next)) {
		return s[:n], 1
	}
	return ansi.FirstGraphemeCluster(s, c.method)
}

// sequence is how long the escape sequence is that a text begins with.
func sequence(s string) int {
	if !strings.HasPrefix(s, "\x1b[") {
		return 1
	}
	for i := 2; i < len(s); i++ {
		if s[i] >= '@' && s[i] <= '~' {
			return i + 1
		}
	}
	return len(s)
}

// changed is a pen after a sequence: what a screen is composed of changes pens now and then without ending them first.
func changed(pen, by string) string {
	switch {
	case !strings.HasSuffix(by, "m"):
		return pen
	case by == endPen, by == "\x1b[0m":
		return ""
	}
	return pen + by
}

// scroll moves lines that stay the same up or down, where that leaves less to write.
func (c *canvas) scroll(from, to []string) {
	at := 0 // what is above and below stays where it is
	for at < len(to) && from[at] == to[at] {
		at++
	}
	from, to = from[at:], to[at:]
	for len(to) > 0 && from[len(to)-1] == to[len(to)-1] {
		from, to = from[:len(to)-1], to[:len(to)-1]
	}
	const worth = 3
	best, by := sameIn(from, to), 0
	best.n += worth
	for d := 1; d < len(to); d++ {
		if up := sameIn(from[d:], to); up.n > best.n {
			best, by = up, d
		}
		if down := sameIn(from, to[d:]); down.n > best.n {
			best, by = down, -d
		}
	}
	if by == 0 {
		return
	}
	top, bottom := best.first, best.last+max(by, -by)
	from = from[top : bottom+1]
	c.out.WriteString(ansi.SetTopBottomMargins(at+top+1, at+bottom+1))
	c.moveTo(0, at+top)
	if by > 0 {
		c.out.WriteString(ansi.DeleteLine(by))
		copy(from, from[by:])
		clear(from[len(from)-by:])
	} else {
		c.out.WriteString(ansi.InsertLine(-by))
		copy(from[-by:], from)
		clear(from[:-by])
	}
	c.out.WriteString("\x1b[r")
}

// run is how many lines are the same in two texts, from the first of them to the last. Blank ones don't count.
type run struct{ n, first, last int }

func sameIn(from, to []string) (r run) {
	for i := range min(len(from), len(to)) {
		if from[i] != to[i] || strings.TrimSpace(to[i]) == "" {
			continue
		}
		if r.n == 0 {
			r.first = i
		}
		r.n, r.last = r.n+1, i
	}
	return r
}
