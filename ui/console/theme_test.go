package console

import (
	"fmt"
	"image/color"
	"regexp"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"vigie/inbox"
)

// looks are those of which the colours are ours.
var looks = []look{
	{dark: true, profile: colorprofile.TrueColor}, {profile: colorprofile.TrueColor},
	{dark: true, contrast: true, profile: colorprofile.TrueColor}, {contrast: true, profile: colorprofile.TrueColor},
}

func TestTextIsLegibleOnEveryGround(t *testing.T) {
	for _, l := range looks {
		th := newTheme(l)
		text := map[string]color.Color{"accent": th.accent, "muted": th.muted, "faint": th.faint, "late": th.late, "danger": th.danger, "sent": th.sent}
		for i, c := range th.brands {
			text[fmt.Sprint("brand ", i)] = c
		}
		for name, c := range text {
			for _, g := range l.grounds() {
				if got := contrast(c, lipgloss.Color(g)); got < l.legibleFrom() {
					t.Errorf("%+v: %s on %s has a contrast of %.2f", l, name, g, got)
				}
			}
		}
	}
}

func TestABrandsOwnColourIsMadeLegible(t *testing.T) {
	for _, chosen := range []string{"#000000", "#ffffff", "#123456", "#ffee00", "#808080"} {
		for _, l := range looks {
			if got := leastContrast(l.legible(lipgloss.Color(chosen)), l.grounds()); got < l.legibleFrom() {
				t.Errorf("%s, %+v: contrast %.2f", chosen, l, got)
			}
		}
	}
}

func TestContrastIsThatOfTheStandard(t *testing.T) {
	if got := contrast(lipgloss.Color("#000000"), lipgloss.Color("#ffffff")); got != 21 {
		t.Errorf("black on white is %v", got)
	}
	if got := fmt.Sprintf("%.2f", contrast(lipgloss.Color("#777777"), lipgloss.Color("#ffffff"))); got != "4.48" {
		t.Errorf("#777 on white is %s", got)
	}
}

func TestNoColourMeansNoColour(t *testing.T) {
	for _, environ := range [][]string{{"TERM=xterm-256color", "NO_COLOR=yes"}, {"TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR=1"}} {
		if got := Profile(environ); got != colorprofile.ASCII {
			t.Errorf("%v: %v", environ, got)
		}
	}
	if got := Profile([]string{"TERM=xterm-256color", "NO_COLOR="}); got != colorprofile.ANSI256 {
		t.Errorf("an empty NO_COLOR: %v", got)
	}
}

func TestTheTerminalsOwnColoursAreThe16ThatItsOwnerChose(t *testing.T) {
	own := regexp.MustCompile(`^(1|2|4|22|24|3[0-79]|9[0-7])?$`) // bold, faint, underlined and no longer, or a colour
	for _, dark := range []bool{true, false} {
		drive(t, func() *fakeDesk { return newFake(60) }, 160, 48, func(d *driver) {
			d.m.styles = newStyles(look{dark: dark, profile: colorprofile.ANSI})
			d.m.redraw()
			for _, keys := range []string{"j", "b", "esc", "?", "esc", "r"} {
				d.press(keys)
				for _, sgr := range regexp.MustCompile("\x1b\\[([0-9;]*)m").FindAllStringSubmatch(d.m.View().Content, -1) {
					for code := range strings.SplitSeq(sgr[1], ";") {
						if !own.MatchString(code) {
							t.Fatalf("after %s: %q is on the screen", keys, sgr[0])
						}
					}
				}
			}
		})
	}
}

func TestAPersonsThemeGoesBeforeWhatTheTerminalSaysAndTheEnvironmentBeforeBoth(t *testing.T) {
	rich := colorprofile.TrueColor
	for _, c := range []struct {
		of      inbox.Screen
		environ []string
		want    look
	}{
		{inbox.Screen{}, nil, look{dark: true, profile: rich}},
		{inbox.Screen{Theme: inbox.ThemeLight}, nil, look{profile: rich}},
		{inbox.Screen{Theme: inbox.ThemeDark}, []string{"COLORFGBG=0;15"}, look{dark: true, profile: rich}},
		{inbox.Screen{Theme: inbox.ThemeContrast}, []string{"COLORFGBG=0;15"}, look{contrast: true, profile: rich}},
		{inbox.Screen{Theme: inbox.ThemeTerminal}, nil, look{dark: true, profile: colorprofile.ANSI}},
		{inbox.Screen{Theme: inbox.ThemeNone}, nil, look{dark: true, profile: colorprofile.ASCII}},
		{inbox.Screen{Theme: inbox.ThemeNone}, []string{"VIGIE_THEME=light"}, look{profile: rich}},
		{inbox.Screen{Theme: inbox.ThemeLight}, []string{"NO_COLOR=1"}, look{profile: colorprofile.ASCII}},
	} {
		f := newFake(0)
		f.person.Screen = c.of
		m := newModel(t.Context(), Options{Desk: f, Profile: Profile(append(c.environ, "TERM=xterm-256color", "COLORTERM=truecolor")), Environ: c.environ})
		if m.styles.look != c.want {
			t.Errorf("%+v, %v: %+v", c.of, c.environ, m.styles.look)
		}
	}
}

func TestAnUnknownThemeIsToldAndChangesNothing(t *testing.T) {
	m := newModel(t.Context(), Options{Desk: newFake(0), Profile: colorprofile.TrueColor, Environ: []string{"VIGIE_THEME=purple"}})
	if got := m.told.text(m.lang, m.now); !strings.Contains(got, "no theme purple") || m.styles.look != looks[0] {
		t.Errorf("%q, %+v", got, m.styles.look)
	}
}

func TestASCIIIsDrawnWhereAPersonOrTheEnvironmentWantsIt(t *testing.T) {
	for environ, want := range map[string]Glyphs{"": ASCIIGlyphs, "VIGIE_ASCII=0": AllGlyphs, "VIGIE_ASCII=1": ASCIIGlyphs} {
		f := newFake(0)
		f.person.Screen.ASCII = true
		if m := newModel(t.Context(), Options{Desk: f, Environ: []string{environ}}); m.opt.Glyphs != want {
			t.Errorf("%q: %v", environ, m.opt.Glyphs)
		}
	}
}

func TestTheEnvironmentSaysWhereGlyphsFail(t *testing.T) {
	for want, all := range map[Glyphs][][]string{
		ASCIIGlyphs: {{"TERM=linux"}, {"TERM=linux", "LANG=C"}, {"TERM=dumb", "LANG=C.UTF-8"}, {"TERM=xterm", "LANG=C"}, {"TERM=xterm", "LANG=fr_FR.UTF-8", "LC_ALL=POSIX"}},
		LatinGlyphs: {{"TERM=linux", "LANG=fr_FR.UTF-8"}, {"TERM=linux", "LANG=C", "LC_ALL=C.utf8"}},
		AllGlyphs:   {{"TERM=xterm"}, {"TERM=xterm", "LANG=fr_FR.UTF-8"}, {"TERM=xterm", "LANG=C", "LC_ALL=C.utf8"}},
	} {
		for _, environ := range all {
			if got := GlyphsOf(environ); got != want {
				t.Errorf("%v: %v", environ, got)
			}
		}
	}
}

func TestLinuxOwnConsoleKeepsAccentsAndLinesAndNothingItHasNoSignFor(t *testing.T) {
	for text, want := range map[string]string{
		"déjà vu, ça va où ? «\u00a0oui\u00a0»": "déjà vu, ça va où ? « oui »", "e\u0301te\u0301": "été", "cœur ő č": "cœur o c",
		"╭─ l’œuf ─╮ ● ✗ … →": "┌─ l'œuf ─┐ * x ~ →", "美咲 👍 é": "???? ?? é", "\x1b[1mé\x1b[m ▌▏": "\x1b[1mé\x1b[m ▌|",
	} {
		if got := LatinGlyphs.only(text); got != want {
			t.Errorf("%q is shown as %q, not as %q", text, got, want)
		}
	}
}

func TestTheEnvironmentSaysWhichGroundToBeginWith(t *testing.T) {
	for value, dark := range map[string]bool{"": true, "15;0": true, "0;15": false, "0;default;15": false, "0;7": false, "7;8": true, "0;default": true} {
		if got := (Options{Environ: []string{"COLORFGBG=" + value}}).dark(); got != dark {
			t.Errorf("COLORFGBG=%s: dark is %v", value, got)
		}
	}
	known := true
	if !(Options{Dark: &known, Environ: []string{"COLORFGBG=0;15"}}).dark() {
		t.Error("what is known gives way to the environment")
	}
}
