package console

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// checkCells fails unless the screen is h lines of w cells, for terminals that measure clusters and for those that measure runes.
func (d *driver) checkCells(w, h int) {
	d.t.Helper()
	lines := strings.Split(d.screen(), "\n")
	if len(lines) != h && len(d.m.layers) == 0 {
		d.t.Fatalf("%d lines, want %d:\n%s", len(lines), h, d.screen())
	}
	for i, l := range lines {
		clusters, runes := ansi.StringWidth(l), ansi.StringWidthWc(l)
		if clusters != runes || clusters > w || clusters < w && len(d.m.layers) == 0 {
			d.t.Fatalf("line %d takes %d cells by clusters and %d by runes, want %d: %q", i, clusters, runes, w, l)
		}
	}
}
