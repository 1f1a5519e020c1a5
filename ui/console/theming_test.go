package console

import (
	"testing"

	"github.com/charmbracelet/colorprofile"

	"vigie/inbox"
)

func TestTheThemeIsChangedOnTheOpenScreen(t *testing.T) {
	drive(t, told, 80, 24, func(d *driver) {
		d.m.asGiven.Profile = colorprofile.TrueColor
		for _, c := range []struct {
			typed string
			want  look
		}{
			{"light", look{profile: colorprofile.TrueColor}},
			{"terminal", look{dark: true, profile: colorprofile.ANSI}},
			{"contrast", look{dark: true, contrast: true, profile: colorprofile.TrueColor}},
			{"none", look{dark: true, profile: colorprofile.ASCII}},
			{"by itself", look{dark: true, profile: colorprofile.TrueColor}},
		} {
			d.press(":").write("theme").press("enter").see("for a light ground").write(c.typed).press("enter").see(c.typed + ", until you leave")
			if got := d.m.styles.look; got != c.want {
				t.Errorf("%s gives %+v", c.typed, got)
			}
		}
	})
}

func TestTheScreenFollowsWhatTheTeamFileSaysOfIt(t *testing.T) {
	drive(t, told, 80, 24, func(d *driver) {
		d.m.asGiven.Profile = colorprofile.TrueColor
		d.see("─")
		d.desk.person.Screen = inbox.Screen{Theme: inbox.ThemeContrast, ASCII: true, NoMouse: true, Plain: true}
		d.send(teamReadMsg{})
		d.see("the team file was read again", "the plain mode changes at").miss("─", "●")
		if !d.m.styles.contrast || !d.m.opt.noMouse || d.m.opt.plain {
			t.Errorf("%+v", d.m.styles.look)
		}
	})
}
