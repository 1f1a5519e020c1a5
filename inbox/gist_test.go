package inbox

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func saying(text string) *Item { return &Item{Post: Post{Text: Clean(text)}} }

func TestWhatSaysNearlyTheSameHasOneGist(t *testing.T) {
	for _, same := range [][]string{
		{"Où est ma commande n° 4412 ?", "ou est ma commande n°98 ???", "@acme @globex Où est ma commande n° A44", "OÙ EST MA COMMANDE N°"},
		{"Merci !", "merciiii", "Merci, merci"},
		{"Suivi : https://acme.example/4412", "suivi https://Acme.example/98?a=b", "Suivi (https://acme.example)"},
		{"很好用 👍", "很好用👍👍"},
	} {
		want := saying(same[0]).Gist()
		for _, text := range same {
			if got := saying(text).Gist(); got != want || got == 0 {
				t.Errorf("%q has the gist %x, %q has %x", text, got, same[0], want)
			}
		}
	}
}

func TestWhatSaysAnotherThingHasAnotherGist(t *testing.T) {
	seen := map[uint64]string{}
	for _, text := range []string{"Merci", "Merci beaucoup", "beaucoup merci", "Non merci", "😡", "👍", "ab c", "a bc"} {
		g := saying(text).Gist()
		if other, twice := seen[g]; twice {
			t.Errorf("%q and %q have the same gist", text, other)
		}
		seen[g] = text
	}
}

func TestWhatSaysNothingInWordsHasNoGist(t *testing.T) {
	photo := saying("Regardez ça")
	photo.Media = []Media{{Type: "image"}}
	done := saying("Merci")
	done.Status = Done
	ours := saying("Merci")
	ours.Ours = true
	for _, it := range []*Item{saying(""), saying("@acme https://acme.example 12"), photo, done, ours, saying(strings.Repeat("mot ", gistMost))} {
		if g := it.Gist(); g != 0 {
			t.Errorf("%.40q has the gist %x", it.Text, g)
		}
	}
}

func TestAnUrgentOrPrivateItemNeverHidesBehindAnother(t *testing.T) {
	plain, urgent, private := saying("Où est mon colis ?"), saying("Où est mon colis ?"), saying("Où est mon colis ?")
	urgent.Priority, private.Private = Urgent, true
	if a, b, c := plain.Gist(), urgent.Gist(), private.Gist(); a == b || b == c || a == c {
		t.Errorf("gists %x, %x, %x", a, b, c)
	}
}

func TestTheQueryOfAGistFindsItsItems(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it, other := saying(rapid.StringMatching(`[a-z]{1,5}( [a-zé]{1,5}){0,3}`).Draw(t, "text")), saying(rapid.String().Draw(t, "other"))
		q, ok := it.Alike()
		again, err := ParseQuery(q.String())
		if !ok || err != nil || !again.Match(it, Scene{}) || again.Match(other, Scene{}) != (other.Gist() == it.Gist()) {
			t.Fatalf("%s: %v, %v", q, ok, err)
		}
	})
}

func TestNothingHidesBehindWordsThatItAddsSomethingTo(t *testing.T) {
	want := saying("Merci @acme").Gist()
	for _, text := range []string{
		"Merci https://phish.example/login", "Merci www.phish.example", "Merci vous@etes@des@voleurs", "Merci @vous @etes @des @voleurs",
		"Merci b1tch", "Merci k1ll y0ur5elf", "Merci 5tup1d", "Merci 🖕", "Merci javascript://%0aalert",
	} {
		if saying(text).Gist() == want {
			t.Errorf("%q hides behind “Merci”", text)
		}
	}
	if saying("Regardez https://acme.example/1").Gist() == saying("Regardez https://phish.example/1").Gist() {
		t.Error("a link hides behind one to elsewhere")
	}
}
