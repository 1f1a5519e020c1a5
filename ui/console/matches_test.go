package console

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"vigie/inbox"
)

// parcels are posts of which three tell of a parcel, one of them at length.
func parcels() []inbox.Post {
	long := "Le colis n'arrive pas.\n" + strings.Repeat("Rien de neuf depuis lundi, personne ne répond au téléphone.\n", 60) + "Où est mon COLIS ? Un cólis perdu."
	return []inbox.Post{
		postOf(1, "Bonjour, mon colis est ouvert.", time.Minute),
		postOf(2, long, 2*time.Minute),
		postOf(3, "Parfait, merci.", 3*time.Minute),
		postOf(4, "Un colis, deux colis.", 4*time.Minute),
	}
}

// atMatch is the text of the match where the reader is, as it is drawn.
func (d *driver) atMatch() string {
	d.t.Helper()
	pen := string(d.m.styles.foundHere)
	_, after, ok := strings.Cut(d.m.View().Content, pen)
	if !ok {
		return ""
	}
	text, _, _ := strings.Cut(after, endPen)
	return text
}

func TestNGoesFromMatchToMatchAndPastTheLastToTheNextItem(t *testing.T) {
	flowOf(t, "nadia", parcels, func(w *work) {
		w.press("/ ctrl+u").write("colis").press("enter").wait(time.Second)
		for _, step := range []struct{ key, says, on string }{
			{"n", "match 1 of 1", "colis"},
			{"n", "match 1 of 3", "colis"},
			{"n", "match 2 of 3", "COLIS"},
			{"n", "match 3 of 3", "cólis"},
			{"n", "match 1 of 2", "colis"},
			{"n", "match 2 of 2", "colis"},
			{"n", "no match after this one", "colis"},
			{"N", "match 1 of 2", "colis"},
			{"N", "match 3 of 3", "cólis"},
			{"N", "match 2 of 3", "COLIS"},
			{"N", "match 1 of 3", "colis"},
			{"N", "match 1 of 1", "colis"},
			{"N", "no match before this one", "colis"},
		} {
			if w.press(step.key).wait(time.Second); !w.shows(step.says) || w.atMatch() != step.on {
				t.Fatalf("%s: the reader is at %q, want %q, and to be told %q:\n%s", step.key, w.atMatch(), step.on, step.says, w.screen())
			}
		}
	})
}

func TestWithoutASearchForWordsNGoesToWhatIsUnseen(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/ ctrl+u").write("channel:fedi").press("enter j n").see("channel:fedi").miss("match")
		if row, _ := d.m.current(); row.Seen {
			t.Error("it went to what was seen")
		}
		d.press("1 n").miss("match")
	})
}

func TestTheItemOfASearchThatExcludesWordsHasThemUnmarked(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/ ctrl+u").write("livraison -emplois").press("enter n").see("match 1 of")
		if on := d.atMatch(); inbox.Fold(on) != "livraison" {
			t.Errorf("the reader is at %q", on)
		}
	})
}

func TestAPhraseIsMarkedAcrossLinesAndIsOneMatch(t *testing.T) {
	long := strings.Repeat("mot ", 200) + "trois semaines " + strings.Repeat("mot ", 200)
	flowOf(t, "nadia", func() []inbox.Post { return []inbox.Post{postOf(1, long, time.Minute)} }, func(w *work) {
		for wide := 120; wide <= 160; wide++ {
			w.resize(wide, 30)
			w.press("1 / ctrl+u").write(`"trois semaines"`).press("enter").wait(time.Second).press("n").see("match 1 of 1")
			if on := w.atMatch(); on != "trois semaines" && on != "trois" {
				t.Fatalf("at %d cells the reader is at %q:\n%s", wide, on, w.screen())
			}
		}
	})
}

func TestAnotherSearchMarksItsOwnMatches(t *testing.T) {
	flowOf(t, "nadia", parcels, func(w *work) {
		w.press("/ ctrl+u").write("colis").press("enter").wait(time.Second).press("n").see("match 1 of 1")
		w.press("/ ctrl+u").write("bonjour").press("enter").wait(time.Second)
		if w.atMatch() != "" {
			t.Errorf("the reader is still at %q", w.atMatch())
		}
		if w.press("n").see("match 1 of 1"); w.atMatch() != "Bonjour" {
			t.Errorf("the reader is at %q", w.atMatch())
		}
		w.press("1").wait(time.Second)
		if content := w.m.View().Content; strings.Contains(content, string(w.m.styles.found)) || w.atMatch() != "" {
			t.Error("matches are marked without a search")
		}
	})
}

func TestTheNumberBehindALinkIsNoMatch(t *testing.T) {
	flowOf(t, "nadia", func() []inbox.Post {
		return []inbox.Post{postOf(1, "Voir https://acme.example/aide puis le 1 de la liste", time.Minute)}
	}, func(w *work) {
		w.press("/ ctrl+u").write("1 acme").press("enter").wait(time.Second).press("n n").see("match 2 of 3")
		if w.press("n"); w.atMatch() != "1" {
			t.Errorf("the reader is at %q:\n%s", w.atMatch(), w.screen())
		}
	})
}

func TestMatchesTellThemselvesWithoutColour(t *testing.T) {
	s := newStyles(look{profile: colorprofile.ASCII})
	if s.found == "" || s.foundHere == "" || s.found == s.foundHere || s.found == s.bold || s.found == s.link {
		t.Errorf("%q, %q beside %q and %q", s.found, s.foundHere, s.bold, s.link)
	}
}

func TestMarkingChangesNeitherTheTextNorItsCells(t *testing.T) {
	texts := rapid.OneOf(rapid.String(), rapid.StringMatching(`([a-eé ]|快|👍🏽|❤️|é|か\x{3099}|https://a\.example/b|\n){0,60}`))
	m := newModel(t.Context(), Options{Desk: newFake(3)})
	rapid.Check(t, func(t *rapid.T) {
		text := inbox.Clean(texts.Draw(t, "text")).String()
		w := rapid.IntRange(2, 30).Draw(t, "w")
		q, err := inbox.ParseQuery(rapid.SampledFrom([]string{"a", "快", "a* or e*", "👍", `"a b"`, "example"}).Draw(t, "query"))
		if err != nil {
			t.Fatal(err)
		}
		m.query = q
		k := marking{m: m}
		lines, want := k.wrapped(text, w, 0, "", true), wrap(text, w)
		for i, l := range lines {
			if got := ansi.Strip(l); got != want[i] || ansi.StringWidth(l) != ansi.StringWidth(want[i]) {
				t.Fatalf("%q is drawn as %q", want[i], l)
			}
		}
		if len(lines) != len(want) || len(k.marks) != len(q.Spans(steady(text))) {
			t.Fatalf("%d lines of %d, marked %v of %v", len(lines), len(want), k.marks, q.Spans(steady(text)))
		}
		for i, one := range k.marks {
			if one.nth != i+1 || one.line >= len(lines) || !strings.Contains(lines[one.line], string(m.styles.found)) {
				t.Fatalf("%+v in %s", one, fmt.Sprintf("%q", lines))
			}
		}
	})
}
