package console

import (
	"fmt"
	"testing"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/exp/golden"

	"vigie/inbox"
)

// threeLooks are those in which a screen that is about colour or weight is drawn.
var threeLooks = []struct {
	name string
	look look
}{
	{"dark", look{dark: true, profile: colorprofile.TrueColor}},
	{"light", look{profile: colorprofile.TrueColor}},
	{"plain", look{dark: true, profile: colorprofile.ASCII}},
}

// hasViews is a desk with views of the team's and of the person's own.
func hasViews() *fakeDesk {
	urgent, acme := saved("Urgents", "x", "is:open priority:>=high"), saved("Acme en retard", "y", "is:open before:2h")
	urgent.Order, acme.Brand, acme.Order = inbox.MostUrgent, "acme", inbox.Oldest
	f := ownsViews(urgent, acme, saved("Mercis", "", "tag:merci"))()
	f.team.Views = []inbox.View{saved("Livraison", "f", "tag:livraison")}
	return f
}

func TestScreensOfOwnViews(t *testing.T) {
	for _, story := range []struct {
		name string
		tell func(*driver)
	}{
		{"shown", func(d *driver) { d.press("g y") }},
		{"board", func(d *driver) { d.press("g y V j") }},
		{"form", func(d *driver) { d.press("V s").write("Encore").press("tab").write("x").press("enter") }},
	} {
		for _, language := range []string{"en", "fr"} {
			for _, l := range threeLooks {
				for _, size := range [][2]int{{160, 48}, {80, 24}} {
					t.Run(fmt.Sprintf("%s/%s/%s/%dx%d", story.name, language, l.name, size[0], size[1]), func(t *testing.T) {
						make := hasViews
						if language == "fr" {
							make = func() *fakeDesk { return inFrench(hasViews()) }
						}
						drive(t, make, size[0], size[1], func(d *driver) {
							d.m.styles = newStyles(l.look)
							d.m.redraw()
							story.tell(d)
							d.wait(2 * pause).checkCells(size[0], size[1])
							golden.RequireEqual(t, d.m.View().Content)
						})
					})
				}
			}
		}
	}
}
