package remote

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// Asked is what a client tells of its terminal. None of it is trusted.
type Asked struct {
	Environ       []string // "NAME=value"
	Width, Height uint32   // in cells
}

// NewTerminal is the terminal of somebody at the other end of a connection, with the driver that such a terminal lacks: only
// the variables that matter and are plain, a size that can be drawn, lines that end as it needs.
func NewTerminal(v Visitor, in io.Reader, out io.Writer, a Asked, resized Resizes) Terminal {
	kind := ""
	var environ []string
	for _, each := range a.Environ {
		name, value, _ := strings.Cut(each, "=")
		if name == "TERM" {
			kind = value
		}
		environ, _ = variable(environ, name, value)
	}
	return Terminal{
		Visitor: v, In: in, Out: Raw(out), Environ: append(environ, "TERM="+term(kind)), Size: clamped(a.Width, a.Height), Resized: resized,
	}
}

// Environ is what a client need tell of its variables.
func Environ(all []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(each string) bool {
		name, _, _ := strings.Cut(each, "=")
		return name != "TERM" && !known(name)
	})
}

// Size is how large a terminal is, in cells.
type Size struct{ Width, Height int }

// The largest screen that is drawn. A screen costs its cells, several times over: one request of 3,000 × 3,000 would take
// gigabytes.
const (
	maxWidth  = 500
	maxHeight = 200
)

// clamped is a size that can be drawn, whatever was asked for; one that isn't known is 80 × 24.
func clamped(width, height uint32) Size {
	if width == 0 || height == 0 {
		return Size{80, 24}
	}
	return Size{int(min(width, maxWidth)), int(min(height, maxHeight))}
}

// Resizes holds one size: a newer one takes its place, so that whoever resizes wildly waits for nobody and nothing piles up.
type Resizes chan Size

// NewResizes holds none yet.
func NewResizes() Resizes { return make(Resizes, 1) }

// Set is called by one goroutine, with any size.
func (r Resizes) Set(width, height uint32) {
	select {
	case <-r:
	default:
	}
	r <- clamped(width, height)
}

// known are the variables that a client may tell: what its terminal shows and how the person wants it, and its language and time zone.
func known(name string) bool {
	switch name {
	case "LANG", "COLORTERM", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORFGBG", "TERM_PROGRAM", "TZ", "VIGIE_THEME", "VIGIE_ASCII", "VIGIE_PLAIN", "VIGIE_MOUSE":
		return true
	}
	return strings.HasPrefix(name, "LC_")
}

const (
	maxVariables = 32
	maxVariable  = 256
)

// variable takes a variable that a client tells, where it is one of those that matter and plain.
func variable(environ []string, name, value string) ([]string, bool) {
	if !known(name) || len(environ) >= maxVariables || len(name)+len(value) > maxVariable || !printable(name) || !printable(value) {
		return environ, false
	}
	return append(environ, name+"="+value), true
}

func printable(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}

// term is the kind of a terminal; one that isn't a plain word is the dumbest.
func term(name string) string {
	if name == "" || len(name) > 64 || strings.IndexFunc(name, func(r rune) bool {
		return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("-+._", r))
	}) >= 0 {
		return "dumb"
	}
	return name
}

// Raw writes to a terminal in raw mode.
func Raw(to io.Writer) io.Writer { return returning{to} }

// returning writes to a terminal that has no driver to turn a line's end into carriage return and line feed.
type returning struct{ to io.Writer }

func (r returning) Write(p []byte) (int, error) {
	if !bytes.ContainsRune(p, '\n') {
		return r.to.Write(p)
	}
	out := make([]byte, 0, len(p)+64)
	for i, c := range p {
		if c == '\n' && (i == 0 || p[i-1] != '\r') {
			out = append(out, '\r')
		}
		out = append(out, c)
	}
	if _, err := r.to.Write(out); err != nil {
		return 0, err
	}
	return len(p), nil
}
