// Picture turns a terminal's screen, as tmux captures it with its colours, into an SVG. Run it with .ci/picture.
package main

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// The picture's measures, in its own pixels. A column is what the common monospaced fonts take at that size; every run of text
// says its length, so that the columns stay where they are in another font too.
const (
	fontSize = 14
	column   = 8.4
	line     = 18
	margin   = 12
)

// The colours of a screen that sets none.
const (
	paper = "#16181d"
	ink   = "#d5d8de"
)

func main() {
	if err := draw(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

// draw reads the lines of a screen and writes the picture of it.
func draw(r io.Reader, w io.Writer) error {
	var rows []string
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		rows = append(rows, lines.Text())
	}
	if err := lines.Err(); err != nil {
		return err
	}
	width := 0
	var body strings.Builder
	p := pen{}
	for i, row := range rows {
		width = max(width, p.row(&body, row, i))
	}
	_, err := fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %d" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="%d">
<title>The screen of Vigie: views, list and reader</title>
<rect width="100%%" height="100%%" rx="8" fill="%s"/>
%s</svg>
`, float64(width)*column+2*margin, len(rows)*line+2*margin, fontSize, paper, body.String())
	return err
}

// pen is how text is written from here on.
type pen struct {
	fg, bg                           string
	bold, faint, italic, under, swap bool
}

// row draws one line of the screen and says how many columns it took.
func (p *pen) row(w *strings.Builder, row string, y int) (columns int) {
	for row != "" {
		if rest, ok := strings.CutPrefix(row, "\x1b["); ok {
			codes, after, ended := strings.Cut(rest, "m")
			if !ended {
				return columns
			}
			p.set(strings.Split(codes, ";"))
			row = after
			continue
		}
		end := strings.IndexByte(row, '\x1b')
		if end < 0 {
			end = len(row)
		}
		if end == 0 { // an escape that is not a colour
			row = row[1:]
			continue
		}
		n := ansi.StringWidth(row[:end])
		p.run(w, row[:end], columns, n, y)
		columns += n
		row = row[end:]
	}
	return columns
}

// run draws text that looks the same from its first column to its last.
func (p *pen) run(w *strings.Builder, text string, x, columns, y int) {
	fg, bg := p.fg, p.bg
	if p.swap {
		fg, bg = or(bg, paper), or(fg, ink)
	}
	left, wide := margin+float64(x)*column, float64(columns)*column
	if bg != "" {
		fmt.Fprintf(w, `<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`, left, margin+y*line, wide, line, bg)
	}
	if strings.TrimSpace(text) == "" {
		return
	}
	style := ""
	for _, a := range []struct {
		on   bool
		said string
	}{{p.bold, ` font-weight="bold"`}, {p.faint, ` opacity="0.6"`}, {p.italic, ` font-style="italic"`}, {p.under, ` text-decoration="underline"`}} {
		if a.on {
			style += a.said
		}
	}
	fmt.Fprintf(w, `<text x="%.1f" y="%d" textLength="%.1f" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="%s"%s>%s</text>`+"\n",
		left, margin+y*line+line-5, wide, or(fg, ink), style, html.EscapeString(text))
}

// set takes the codes of one "select graphic rendition" (ECMA-48 §8.3.117).
func (p *pen) set(codes []string) {
	for i := 0; i < len(codes); i++ {
		n, _ := strconv.Atoi(codes[i]) // nothing is 0
		switch {
		case n == 0:
			*p = pen{}
		case n == 1:
			p.bold = true
		case n == 2:
			p.faint = true
		case n == 3:
			p.italic = true
		case n == 4:
			p.under = true
		case n == 7:
			p.swap = true
		case n == 22:
			p.bold, p.faint = false, false
		case n == 23:
			p.italic = false
		case n == 24:
			p.under = false
		case n == 27:
			p.swap = false
		case n >= 30 && n <= 37, n >= 90 && n <= 97:
			p.fg = sixteen[n%10+8*(n/90)]
		case n >= 40 && n <= 47, n >= 100 && n <= 107:
			p.bg = sixteen[n%10+8*(n/100)]
		case n == 39:
			p.fg = ""
		case n == 49:
			p.bg = ""
		case n == 38 || n == 48:
			colour, used := wide(codes[i+1:])
			i += used
			if n == 38 {
				p.fg = colour
			} else {
				p.bg = colour
			}
		}
	}
}

// wide reads a colour of 256, or of three bytes, and says how many codes it took.
func wide(codes []string) (colour string, used int) {
	n := make([]int, len(codes))
	for i, c := range codes {
		n[i], _ = strconv.Atoi(c)
	}
	switch {
	case len(n) >= 4 && n[0] == 2:
		return fmt.Sprintf("#%02x%02x%02x", n[1], n[2], n[3]), 4
	case len(n) >= 2 && n[0] == 5:
		r, g, b, _ := ansi.IndexedColor(n[1]).RGBA()
		return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8), 2
	}
	return "", len(n)
}

// sixteen are a terminal's own colours, as a common dark theme has them.
var sixteen = [...]string{
	"#2b2f38", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#abb2bf",
	"#5c6370", "#ff7b86", "#b5e890", "#ffd68a", "#82c7ff", "#e08af0", "#6fd3df", "#ffffff",
}

func or(colour, otherwise string) string {
	if colour == "" {
		return otherwise
	}
	return colour
}
