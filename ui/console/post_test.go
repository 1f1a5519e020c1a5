package console

import (
	"slices"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// conversation is a desk whose newest item hangs in a thread: an item of Lucie's, an answer to it, then Karim's to Lucie.
func conversation(change func(karim *inbox.Item, f *fakeDesk)) func() *fakeDesk {
	return func() *fakeDesk {
		f := newFake(10)
		karim, lucie, anna := &f.items[0], &f.items[1], &f.items[2]
		for _, it := range []*inbox.Item{lucie, anna} {
			it.Channel, it.Thread, it.Parent = karim.Channel, karim.Thread, karim.Thread
		}
		anna.Parent, karim.Parent = lucie.Remote, lucie.Remote
		anna.Posted, lucie.Posted = karim.Posted.Add(-time.Minute), karim.Posted.Add(-2*time.Minute)
		change(karim, f)
		return f
	}
}

func TestAnAnswerQuotesWhatItAnswersWhereThatIsNotRightAbove(t *testing.T) {
	drive(t, conversation(func(karim *inbox.Item, _ *fakeDesk) {}), 160, 48, func(d *driver) {
		if quote := d.lineOf("↳ Lucie: Bonjour, est-ce"); quote < d.lineOf("Same problem here since the") {
			t.Errorf("the quote is on line %d:\n%s", quote, d.screen())
		}
		d.miss("↳ Acme", "isn't here")
	})
	drive(t, conversation(func(karim *inbox.Item, _ *fakeDesk) { karim.Parent = "elsewhere" }), 160, 48, func(d *driver) {
		d.see("↳ answers a post that isn't here")
	})
}

func TestLinksAreNumberedThoseOfTheItemFirstAndTellTheirHost(t *testing.T) {
	drive(t, conversation(func(karim *inbox.Item, _ *fakeDesk) {
		karim.Text = inbox.Clean("Lisez https://acme.example@evil.example/a puis http://аррӏе.example:8080/ et https://acme.example@evil.example/a !")
	}), 160, 48, func(d *driver) {
		d.see("https://acme.example@evil.example/a [1]", "1 evil.example https://acme.example@evil.example/a")
		d.see("2 xn--80ak6aa92e.example (аррӏе.example):8080")
		d.see("https://acme.example/manuel.pdf [3]", "3 acme.example https://acme.example/manuel.pdf")
		if all := d.m.numbered(); len(all) != 3 || all[2] != "https://acme.example/manuel.pdf" {
			t.Errorf("numbered are %q", all)
		}
	})
}

func TestWhereThereAreSeveralLinksTheirNumberChoosesOne(t *testing.T) {
	var opened []string
	desk := conversation(func(karim *inbox.Item, _ *fakeDesk) {
		karim.Text = inbox.Clean("Lisez https://acme.example/a et https://acme.example/b")
	})
	drive(t, desk, 160, 48, func(d *driver) {
		d.m.opt.OpenBrowser = func(link string) error { opened = append(opened, link); return nil }
		d.press("o").see("0 where it was written", "1 acme.example", "2 acme.example").press("2")
		d.press("o é").press("o j enter")
		d.press("o 9").see("0 where it was written").press("esc").miss("0 where it was written")
		d.press("y 1").see("copied https://acme.example/a")
	})
	if want := []string{"https://acme.example/b", "https://acme.example/b", "https://acme.example/a"}; !slices.Equal(opened, want) {
		t.Errorf("opened %q, want %q", opened, want)
	}
}

func TestTheHostOfALinkIsWhatABrowserWouldAsk(t *testing.T) {
	for _, c := range []struct {
		link, host string
		strange    bool
	}{
		{"https://acme.example/x", "acme.example", false},
		{"https://ACME.example:444/x", "acme.example:444", false},
		{"https://acme.example@evil.example", "evil.example", false},
		{"https://xn--caf-dma.example/", "xn--caf-dma.example (café.example)", true},
		{"https://café.example/", "xn--caf-dma.example (café.example)", true},
		{"https://%E2%80%AEelpmaxe.example/", "xn--elpmaxe-z76c.example (elpmaxe.example)", true},
		{"https://[::1", "?", true},
		{"https:///x", "?", true},
	} {
		if host, strange := hostOf(c.link); host != c.host || strange != c.strange {
			t.Errorf("%s leads to %q (strange: %v), want %q", c.link, host, strange, c.host)
		}
	}
}

func TestPicturesTellWhatTheyShowOrThatNobodySaid(t *testing.T) {
	drive(t, conversation(func(karim *inbox.Item, _ *fakeDesk) {
		karim.Media = []inbox.Media{
			{Type: "image", URL: inbox.CleanLine("https://media.example/1.png"), Alt: inbox.CleanLine("Un colis abîmé")},
			{Type: "video", URL: inbox.CleanLine("https://media.example/2.mp4")},
		}
	}), 160, 48, func(d *driver) {
		d.see("[image 1] Un colis abîmé", "[video 2] no alt text", "1 media.example https://media.example/1.png", "2 media.example")
	})
}

func TestALanguageThatIsNotTheReadersStandsOut(t *testing.T) {
	drive(t, conversation(func(karim *inbox.Item, f *fakeDesk) {
		karim.Lang, f.items[1].Lang = "fr-CA", "en-GB"
	}), 160, 48, func(d *driver) { d.see("written in “fr-CA”", "· en-GB").miss("written in “en-GB”") })
}

func TestOurOwnPostsHaveNoLanguageForThePlatformOnlySupposesIt(t *testing.T) {
	drive(t, conversation(func(_ *inbox.Item, f *fakeDesk) {
		f.items[2].Ours, f.items[2].Lang = true, "de"
	}), 160, 48, func(d *driver) { d.see("Same problem here").miss("“de”") })
}

func TestWhatWasDeletedKeepsItsTextAndSaysSo(t *testing.T) {
	drive(t, conversation(func(karim *inbox.Item, _ *fakeDesk) { karim.Visibility = inbox.Deleted }), 160, 48, func(d *driver) {
		d.see("no longer at its source; this is what it said:", "La livraison a trois semaines").miss("public deleted")
	})
}

func TestAnEditShowsWhatItChanged(t *testing.T) {
	th := desk.Thread{
		Row: inbox.Row{Item: inbox.Item{Post: inbox.Post{Text: inbox.Clean("a B c d")}}},
		Versions: []inbox.Version{
			{At: noon.Add(-2 * time.Minute), Text: inbox.Clean("a b")},
			{At: noon.Add(-time.Minute), Text: inbox.Clean("a b c")},
		},
	}
	got := edits(th)
	if first, last := got[noon.Add(-2*time.Minute)], got[noon.Add(-time.Minute)]; first != "a b {+c+}" || last != "a [-b-] {+B+} c {+d+}" {
		t.Errorf("the edits are %q and %q", first, last)
	}
	drive(t, conversation(func(karim *inbox.Item, f *fakeDesk) {
		f.log[karim.Number] = []inbox.Entry{{At: noon, What: "edited", Number: karim.Number}}
		f.versions = []inbox.Version{{At: noon, Text: inbox.Clean("La livraison a deux semaines de retard, et personne ne répond au téléphone !")}}
	}), 160, 48, func(d *driver) { d.see("edited by its author", "[-deux-] {+trois+}") })
}
