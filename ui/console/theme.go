package console

import (
	"image/color"
	"math"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// theme is the palette of one session: what each colour means. A nil colour leaves the terminal's own.
type theme struct {
	accent color.Color // the cursor, and what is active
	muted  color.Color // metadata
	faint  color.Color // what is done
	late   color.Color // overdue, held, waiting
	danger color.Color // refused, dangerous
	sent   color.Color // sent, connected, ours
	rule   color.Color // the lines between panes: decoration
	brands []color.Color
}

// The grounds on which the colours must be legible: of common dark and light terminals, the least favourable ones too.
var (
	darkGrounds  = []string{"#000000", "#1e1e2e", "#282c34", "#002b36"}
	lightGrounds = []string{"#ffffff", "#fafafa", "#fdf6e3", "#eff1f5"}
)

// look is what decides about the colours of a session.
type look struct {
	dark     bool // the ground
	contrast bool // high contrast is wanted
	profile  colorprofile.Profile
}

// legibleFrom is the least contrast of text with what is behind it (WCAG 2.2, 1.4.3 and, where it is to be high, 1.4.6).
func (l look) legibleFrom() float64 {
	if l.contrast {
		return 7
	}
	return 4.5
}

func newTheme(l look) theme {
	switch {
	case l.profile <= colorprofile.ASCII:
		return theme{}
	case l.profile == colorprofile.ANSI:
		return basicTheme(l.dark)
	case l.contrast:
		return contrastTheme(l.dark)
	case l.dark:
		return theme{
			accent: lipgloss.Color("#6cb6ff"), muted: lipgloss.Color("#a3abb5"), faint: lipgloss.Color("#959da8"),
			late: lipgloss.Color("#e5b454"), danger: lipgloss.Color("#ff8a80"), sent: lipgloss.Color("#7ccf8a"),
			rule:   lipgloss.Color("#4a525e"),
			brands: colors("#d2a8ff", "#7ee0d2", "#ffb786", "#f29ac2", "#a5d66b", "#9db8ff", "#f0d060", "#80d4ff"),
		}
	}
	return theme{
		accent: lipgloss.Color("#0b5cad"), muted: lipgloss.Color("#565e68"), faint: lipgloss.Color("#636b75"),
		late: lipgloss.Color("#855800"), danger: lipgloss.Color("#b3261e"), sent: lipgloss.Color("#1a6b35"),
		rule:   lipgloss.Color("#c3c8cf"),
		brands: colors("#7a3fb5", "#0b6b62", "#9a4a00", "#a8306b", "#4a6b00", "#3a51b0", "#735c00", "#00618a"),
	}
}

// contrastTheme keeps text 7:1 from every ground. What is metadata or done differs in words and marks rather than in dimness.
func contrastTheme(dark bool) theme {
	if dark {
		return theme{
			accent: lipgloss.Color("#8fd0ff"), muted: lipgloss.Color("#d5dae0"), faint: lipgloss.Color("#c4c9d0"),
			late: lipgloss.Color("#ffd060"), danger: lipgloss.Color("#ffb3ab"), sent: lipgloss.Color("#8fe6a0"),
			rule:   lipgloss.Color("#9aa2ad"),
			brands: colors("#e2c4ff", "#8ff0e2", "#ffc9a3", "#ffb5d8", "#b8e880", "#bccdff", "#ffe080", "#9fdcff"),
		}
	}
	return theme{
		accent: lipgloss.Color("#003e80"), muted: lipgloss.Color("#33393f"), faint: lipgloss.Color("#40464d"),
		late: lipgloss.Color("#5c3a00"), danger: lipgloss.Color("#8c0f0a"), sent: lipgloss.Color("#00471c"),
		rule:   lipgloss.Color("#59616b"),
		brands: colors("#54208a", "#004a43", "#6b3000", "#7a134a", "#304800", "#243a8f", "#4f3e00", "#004466"),
	}
}

// basicTheme is the terminal's own 16 colours; dimness is left to the weight. Of those that people rarely mend, yellow can't
// be read on white, nor blue on black.
func basicTheme(dark bool) theme {
	if dark {
		return theme{
			accent: ansi.BrightCyan, late: ansi.Yellow, danger: ansi.Red, sent: ansi.Green,
			brands: []color.Color{ansi.Magenta, ansi.Cyan, ansi.Yellow, ansi.Green, ansi.BrightBlue, ansi.Red},
		}
	}
	return theme{
		accent: ansi.Blue, late: ansi.Magenta, danger: ansi.Red, sent: ansi.Green,
		brands: []color.Color{ansi.Magenta, ansi.Cyan, ansi.Green, ansi.Blue, ansi.Red},
	}
}

func colors(hex ...string) []color.Color {
	cs := make([]color.Color, len(hex))
	for i, h := range hex {
		cs[i] = lipgloss.Color(h)
	}
	return cs
}

// contrast of two colours, from 1 to 21 (WCAG 2.2).
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// legible moves a colour that somebody chose away from the ground until text in it can be read on all of them.
func (l look) legible(c color.Color) color.Color {
	step := lipgloss.Darken
	if l.dark {
		step = lipgloss.Lighten
	}
	for range 40 {
		if leastContrast(c, l.grounds()) >= l.legibleFrom() {
			break
		}
		c = step(c, 0.05)
	}
	return c
}

func (l look) grounds() []string {
	if l.dark {
		return darkGrounds
	}
	return lightGrounds
}

func leastContrast(c color.Color, grounds []string) float64 {
	least := math.Inf(1)
	for _, g := range grounds {
		least = min(least, contrast(c, lipgloss.Color(g)))
	}
	return least
}
