package demo

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestALineTellsWhoSaysWhatAndWhatComesOfIt(t *testing.T) {
	got, err := readLine("fr ! &fork@9h Ma fourche chante. | Nous aussi. | Duo ?")
	want := line{lang: "fr", mark: "!", label: "fork", age: 9 * time.Hour, text: "Ma fourche chante.", answer: "Nous aussi.", then: "Duo ?"}
	if err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	for _, bad := range []string{"", "fr", "fr !", "french ! Bonjour", "fr !! Bonjour", "fr % Bonjour", "fr ! &fork@soon Bonjour"} {
		if l, err := readLine(bad); err == nil {
			t.Errorf("%q gave %+v", bad, l)
		}
	}
}

func TestNoTextIsWrittenTwice(t *testing.T) {
	seen := map[string]string{}
	for _, name := range []string{"fedi", "fedi-daily", "salon", "salon-daily", "blog", "blog-daily", "eclipse", "after"} {
		lines, err := readScript(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if other, twice := seen[l.text]; twice {
				t.Errorf("%s and %s both say %q", other, name, l.text)
			}
			seen[l.text] = name
			if strings.Count(l.text, "{") != strings.Count(l.text, "}") {
				t.Errorf("%s: a choice isn't closed in %q", name, l.text)
			}
		}
	}
}

func TestADeckDealsEachLineOnceThenOnlyThoseThatVary(t *testing.T) {
	d := newDeck(rand.New(rand.NewPCG(1, 2)), []line{{text: "once"}, {text: "{a/b/c}"}, {text: "also once"}, {text: "n°{#}"}})
	var first []string
	for range 4 {
		first = append(first, d.deal().text)
	}
	if !slices.Contains(first, "once") || !slices.Contains(first, "also once") {
		t.Errorf("first it dealt %q", first)
	}
	for range 20 {
		if got := d.deal().text; strings.Contains(got, "once") || strings.ContainsAny(got, "{}") {
			t.Errorf("then it dealt %q", got)
		}
	}
}
