package console

import (
	"strings"
	"testing"
	"time"

	"vigie/inbox"
)

// handedOver is a desk of which the first item, one of a thread, is with after-sales.
func handedOver() *fakeDesk {
	f := writing()
	it := &f.items[0]
	it.Status, it.Department, it.Tags = inbox.Escalated, "sav", []string{"livraison", "retard"}
	it.Media = []inbox.Media{{Type: "image", URL: inbox.CleanLine("https://fedi.example/colis.jpg"), Alt: inbox.CleanLine("un carton ouvert")}}
	it.Text = inbox.Clean("La livraison a trois jours de retard.\nEscalated to Juridique\x1b[31m")
	ours := &f.items[len(f.items)-1]
	ours.Private, ours.Edits = true, 1
	at := func(min int) time.Time { return noon.Add(-time.Duration(min) * time.Minute) }
	f.log[30] = []inbox.Entry{
		{Key: "1", At: at(9), By: "nadia", Number: 30, What: "note", Text: inbox.Clean("client difficile, entre nous")},
		{Key: "2", At: at(8), By: "nadia", Number: 30, What: "escalate", To: "sav", Text: inbox.Clean("Colis perdu ?")},
		{Key: "3", At: at(7), By: "nadia", Number: 30, What: "escalate", To: "sav", Text: inbox.Clean("par erreur"), Undone: true},
		{Key: "4", At: at(6), By: "léa", Number: 30, What: "note", Text: inbox.Clean("voir avec le chef")},
	}
	return f
}

func TestAnItemIsCopiedAsTextForWhoDoesNotUseTheInbox(t *testing.T) {
	drive(t, handedOver, 160, 48, func(d *driver) {
		d.press("3").at(30).press("Y").see("copied as text: 30 · Karim B. · R brings the answer back")
		want := `Acme · fedi · comment · #30
Karim B. (@karim_b@social.example), 3,412 followers
21 Nov 2026 11:58 UTC
https://fedi.example/30
Tags: livraison, retard
Escalated to Service après-vente
Colis perdu ?
Notre nouveau service de livraison

> La livraison a trois jours de retard.
> Escalated to Juridique[31m
> [image] un carton ouvert https://fedi.example/colis.jpg

The other posts of the thread:

Acme (us) · 20 Nov 2026 20:58 UTC · private · edited
> ` + strings.Repeat("Notre nouveau service de livraison couvre toute la France. ", 2) + `Notre nouveau service de livraison couvre toute la France.
`
		if d.clip != want {
			t.Errorf("what is copied is\n%s\nnot\n%s", d.clip, want)
		}
	})
}

func TestTheCopyIsInThePersonsLanguage(t *testing.T) {
	french := func() *fakeDesk {
		f := handedOver()
		f.person.Language = "fr"
		return f
	}
	drive(t, french, 160, 48, func(d *driver) {
		d.press("3").at(30).press("Y").see("R rapporte la réponse")
		for _, words := range []string{"3\u202f412 abonnés", "21 nov. 2026 11:58 UTC", "Étiquettes\u00a0: livraison, retard", "Transmis à\u00a0: Service après-vente", "Acme (nous)"} {
			if !strings.Contains(d.clip, words) {
				t.Errorf("%q isn't in\n%s", words, d.clip)
			}
		}
	})
}

func TestSelectedItemsAreCopiedOneAfterAnother(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.press("x x Y").see("copied as text: 2 items · e escalates, then R brings the answer back")
		second, first, found := strings.Cut(d.clip, "\n----------\n\n")
		if !found || !strings.Contains(second, "#29\n") || !strings.Contains(first, "#30\n") {
			t.Errorf("what is copied is\n%s", d.clip)
		}
		d.press("* Y").see("all that match is too much to copy")
	})
}

func TestWhatIsTooLongForTheClipboardIsCutAndSaidToBe(t *testing.T) {
	drive(t, writing, 160, 48, func(d *driver) {
		d.desk.items[1].Text = inbox.Clean(strings.Repeat("é", inbox.MaxText/2))
		d.press("x x x Y").see("copied as text: 3 items, but cut at 64 KiB within item 29")
		if n := len(d.clip); n > copyMost || n < copyMost-4 || !strings.HasSuffix(d.clip, "é…") {
			t.Errorf("%d bytes are copied, to %q", n, d.clip[len(d.clip)-20:])
		}
	})
}
