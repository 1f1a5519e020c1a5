package console

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"vigie/inbox"
)

// listen runs a story at a plain console, and looks after every key that there is nothing but text, with the cursor in it.
func listen(t *testing.T, f func() *fakeDesk, w, h int, story func(*driver)) {
	t.Helper()
	plain := func() *fakeDesk {
		desk := f()
		desk.person.Screen.Plain = true
		return desk
	}
	drive(t, plain, w, h, func(d *driver) {
		d.looks = append(d.looks, d.checkPlain)
		story(d)
	})
}

func (d *driver) checkPlain() {
	d.t.Helper()
	v := d.m.View()
	lines := strings.Split(ansi.Strip(v.Content), "\n")
	if v.AltScreen || len(lines) >= d.m.h {
		d.t.Fatalf("%d lines of %d, in an alternate screen: %v\n%s", len(lines), d.m.h, v.AltScreen, v.Content)
	}
	for _, l := range lines {
		if strings.ContainsFunc(l, func(r rune) bool { return r >= 0x2500 && r <= 0x25ff }) || ansi.StringWidth(l) > d.m.w {
			d.t.Fatalf("a line is no plain text: %q in\n%s", l, v.Content)
		}
	}
	if c := v.Cursor; c == nil || c.Y < 0 || c.Y >= len(lines) || c.X < 0 {
		d.t.Fatalf("the cursor stands at %+v:\n%s", c, v.Content)
	}
}

// on fails unless the terminal's cursor stands on a line with the words.
func (d *driver) on(words string) *driver {
	d.t.Helper()
	v := d.m.View()
	if l := strings.Split(ansi.Strip(v.Content), "\n")[v.Cursor.Y]; !strings.Contains(l, words) {
		d.t.Fatalf("the cursor stands on %q:\n%s", l, v.Content)
	}
	return d
}

func sixty() *fakeDesk { return newFake(60) }

func TestAPlainScreenTellsTheItemUnderTheCursorInASentence(t *testing.T) {
	listen(t, sixty, 80, 24, func(d *driver) {
		d.see("vigie, All brands, Open 58, 1 not sent, blog: not authorised").on("Item 1 of 58, unseen, from Karim B. on acme/fedi, 2 min ago")
		d.see("colère, livraison: La livraison a trois semaines de retard").miss("> ")
		d.press("j").on("Item 2 of 58, unseen, from Lucie on acme/blog")
		d.press("G").on("Item 58 of 58")
		d.press("x").on("selected").see("Status: 1 item selected", "Keys: r reply")
	})
}

func TestAPlainScreenTriages(t *testing.T) {
	listen(t, sixty, 80, 24, func(d *driver) {
		d.press("d").see("Status: ").on("from Lucie").press("u").on("from Karim B.")
		d.press("enter").see("La livraison a trois semaines de retard, et personne ne répond au téléphone !").press("esc")
		d.press("esc").on("> 1 Open").press("j").on("> 2 Mine").press("esc")
	})
}

func TestAPlainScreenRepliesAndEscalates(t *testing.T) {
	listen(t, sixty, 80, 24, func(d *driver) {
		d.press("r").see("Public reply to Karim B. · Acme on fedi").write("Bonjour").on("Bonjour").see("ctrl-s")
		if x := d.m.View().Cursor.X; x < len("Bonjour") {
			t.Errorf("the cursor stands in column %d", x)
		}
		d.press("ctrl+s").see("Status: ").on("from Lucie")
		d.press("e").see("Service après-vente").press("s").press("enter").press("esc esc")
	})
}

func TestAPlainListMarksTheLineThatIsChosen(t *testing.T) {
	listen(t, sixty, 80, 24, func(d *driver) {
		d.press("t").on("> ").press("down").on("> ").write("merci").press("enter").see("Status: ")
		d.press("b").on("> ").press("esc")
		d.press("?").see("Keys").on(":").write("escalate").see("escalate").press("esc")
		d.press(":").write("snooze").on("> ").press("esc")
		d.press("X").see("?").press("esc")
	})
}

func TestAPlainScreenSearches(t *testing.T) {
	listen(t, sixty, 80, 24, func(d *driver) {
		d.press("/").write("lucie").on("lucie").press("enter").see("search is:open lucie").on("from Lucie")
		d.press("/").write("zzz").press("enter").see("Nothing matches.")
	})
}

func TestAPlainScreenCountsNothingDown(t *testing.T) {
	listen(t, sixty, 80, 24, func(d *driver) {
		d.press("+")
		before := d.screen()
		if d.wait(2 * time.Second); d.screen() != before {
			t.Errorf("it changed by itself:\n%s\n%s", before, d.screen())
		}
	})
}

func TestAPlainScreenFitsWhereLittleRoomIs(t *testing.T) {
	listen(t, func() *fakeDesk { return inFrench(newFake(60)) }, 40, 12, func(d *driver) {
		d.on("Message 1 sur 58").press("t").on("> ").press("esc r").write("Bonjour").on("Bonjour").press("esc")
		d.press("E esc L esc g c esc g n esc g R esc")
	})
}

func TestAPlainScreenTellsInItsLanguageThatItIsADemo(t *testing.T) {
	listen(t, func() *fakeDesk { return inFrench(newFake(3)) }, 80, 24, func(d *driver) {
		d.m.opt.Demo = "Demo: everything here is invented and nothing leaves this machine"
		d.press("j").see("Démo : tout ici est inventé").miss("Demo:")
	})
}

func TestThePlainModeIsAFlagOfTheTerminalToo(t *testing.T) {
	f := newFake(0)
	f.person.Screen = inbox.Screen{Plain: true}
	if m := newModel(t.Context(), Options{Desk: f, Environ: []string{"VIGIE_PLAIN=0"}}); m.opt.plain {
		t.Error("VIGIE_PLAIN=0 is plain")
	}
	if m := newModel(t.Context(), Options{Desk: newFake(0), Environ: []string{"VIGIE_PLAIN=1"}}); !m.opt.plain {
		t.Error("VIGIE_PLAIN=1 isn't plain")
	}
}
