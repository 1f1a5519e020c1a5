package inbox

import (
	"strings"
	"testing"
)

func TestALinkIsAnAbsoluteAddressOfTheWeb(t *testing.T) {
	for address, want := range map[string]bool{
		"https://karim.example/": true, "http://karim.example/a?b#c": true, "https://\u202ekarim.example/": true,
		"": false, "karim.example": false, "//karim.example": false, "javascript:alert(1)": false, "mailto:k@karim.example": false,
		"https://": false, "https://acme.example@karim.example/": false, "https://karim.example/ and more": false, "mine: https://karim.example/": false,
		"https://karim.example/" + strings.Repeat("a", maxLink): false,
	} {
		l, ok := NewLink("Site", address, false)
		if ok != want {
			t.Errorf("%q is a link: %t, want %t", address, ok, want)
		}
		if strings.ContainsRune(l.URL.String(), '\u202e') {
			t.Errorf("%q isn't cleaned", address)
		}
	}
}

func TestASanctionCountsUntilAnotherOfItsKindHasArrived(t *testing.T) {
	block := Sanction{Verb: VerbBlock, State: Sent}
	for _, c := range []struct {
		name  string
		s     Sanction
		newer []Sanction
		want  bool
	}{
		{"alone", block, nil, true},
		{"called off", Sanction{Verb: VerbBlock, State: Cancelled}, nil, false},
		{"lifted", block, []Sanction{{Verb: VerbUnblock, State: Sent}}, false},
		{"lifted soon", block, []Sanction{{Verb: VerbUnblock, State: Holding}}, true},
		{"of another kind", block, []Sanction{{Verb: VerbSilence, State: Sent}}, true},
		{"decided again", block, []Sanction{{Verb: VerbBlock, State: Refused}, {Verb: VerbBlock, State: Sent}}, false},
	} {
		if got := c.s.Counts(c.newer); got != c.want {
			t.Errorf("%s: %t", c.name, got)
		}
	}
}
