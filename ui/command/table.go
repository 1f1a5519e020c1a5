package command

import (
	"fmt"
	"io"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"vigie/inbox"
)

// table prints rows in columns that align, whatever is in them. The last column takes what is left of the width.
type table struct {
	width  int // in columns; 0 is without end
	rows   [][]string
	widths []int
}

func newTable(width int) *table { return &table{width: width} }

// row adds a row. A cell is one line; whatever was in it that isn't safe to print is removed.
func (t *table) row(cells ...string) {
	for i, cell := range cells {
		if !plainASCII(cell) {
			cells[i] = strings.ReplaceAll(inbox.Clean(cell).String(), "\n", " ")
		}
		if i == len(t.widths) {
			t.widths = append(t.widths, 0)
		}
		t.widths[i] = max(t.widths[i], displaywidth.String(cells[i]))
	}
	t.rows = append(t.rows, cells)
}

// print prints the rows and forgets them; the columns stay at least as wide as they were.
func (t *table) print(w io.Writer) error {
	var all strings.Builder
	for _, cells := range t.rows {
		var b strings.Builder
		at := 0
		for i, cell := range cells {
			if i == len(cells)-1 {
				b.WriteString(clip(cell, t.width, at))
				break
			}
			b.WriteString(cell)
			b.WriteString(strings.Repeat(" ", t.widths[i]-displaywidth.String(cell)+2))
			at += t.widths[i] + 2
		}
		fmt.Fprintln(&all, strings.TrimRight(b.String(), " "))
	}
	t.rows = nil
	_, err := io.WriteString(w, all.String())
	return err
}

// clip is what of a cell fits on a line of a width, from a column on.
func clip(cell string, width, at int) string {
	if width == 0 || at+displaywidth.String(cell) <= width {
		return cell
	}
	return displaywidth.TruncateString(cell, max(width-at, 1), "…")
}

func plainASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
