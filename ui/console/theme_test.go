package console

import (
	"fmt"
	"image/color"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

func TestTextIsLegibleOnEveryGround(t *testing.T) {
	for _, dark := range []bool{true, false} {
		grounds := lightGrounds
		if dark {
			grounds = darkGrounds
		}
		th := newTheme(dark, colorprofile.TrueColor)
		text := map[string]color.Color{"accent": th.accent, "muted": th.muted, "faint": th.faint, "late": th.late, "danger": th.danger, "sent": th.sent}
		for i, c := range th.brands {
			text[fmt.Sprint("brand ", i)] = c
		}
		for name, c := range text {
			for _, g := range grounds {
				if got := contrast(c, lipgloss.Color(g)); got < legibleFrom {
					t.Errorf("dark %v: %s on %s has a contrast of %.2f", dark, name, g, got)
				}
			}
		}
	}
}

func TestABrandsOwnColourIsMadeLegible(t *testing.T) {
	for _, chosen := range []string{"#000000", "#ffffff", "#123456", "#ffee00", "#808080"} {
		for dark, grounds := range map[bool][]string{true: darkGrounds, false: lightGrounds} {
			if got := leastContrast(legible(lipgloss.Color(chosen), dark), grounds); got < legibleFrom {
				t.Errorf("%s, dark %v: contrast %.2f", chosen, dark, got)
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

func TestTheEnvironmentSaysWhereGlyphsFail(t *testing.T) {
	for want, all := range map[bool][][]string{
		true:  {{"TERM=linux"}, {"TERM=xterm", "LANG=C"}, {"TERM=xterm", "LANG=fr_FR.UTF-8", "LC_ALL=POSIX"}},
		false: {{"TERM=xterm"}, {"TERM=xterm", "LANG=fr_FR.UTF-8"}, {"TERM=xterm", "LANG=C", "LC_ALL=C.utf8"}},
	} {
		for _, environ := range all {
			if got := ASCIIOnly(environ); got != want {
				t.Errorf("%v: %v", environ, got)
			}
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
