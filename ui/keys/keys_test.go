package keys

import (
	"testing"

	"vigie/inbox"
)

func TestNoKeyOfTheTableKeepsAnotherFromBeingPressed(t *testing.T) {
	for _, pair := range Clashes(Bindings(All(), nil, nil)) {
		t.Errorf("%q of %s and %q of %s", pair[0].Key, pair[0].Does, pair[1].Key, pair[1].Does)
	}
}

func TestEveryCommandHasANameATitleAndASentence(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range All() {
		if c.Title == "" || c.Help == "" || c.Group == "" || (c.Name == "") != c.Fixed {
			t.Errorf("%+v", c)
		}
		if seen[c.Name] && !c.Fixed {
			t.Errorf("%s stands twice", c.Name)
		}
		seen[c.Name] = true
	}
}

func TestTheKeysOfTheTableAreWrittenAsParseGivesThem(t *testing.T) {
	for _, c := range All() {
		for _, k := range c.Keys {
			if got, err := Parse(k); got != k || err != nil {
				t.Errorf("%s: %q is read as %q, %v", c.Name, k, got, err)
			}
		}
	}
}

func TestKeysAreReadAsPeopleWriteThem(t *testing.T) {
	for written, want := range map[string]string{
		"d": "d", "D": "D", "é": "é", "ctrl-r": "ctrl+r", "ctrl+R": "ctrl+r", "shift-a": "A", "alt-ctrl-x": "ctrl+alt+x", "shift-tab": "shift+tab", "f5": "f5", " g   o ": "g o", "-": "-", "ctrl--": "ctrl+-", "space": "space",
		"": "", "ctrl-": "", "ctrl": "", "g o o": "", "escape": "", "dd": "", "\x1b": "", "shift-1": "", "ctrl-ctrl-a": "",
	} {
		got, err := Parse(written)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is read as %q, %v", written, got, err)
		}
	}
}

func TestALetterOfAViewIsHeldByWhateverItsKeyIsPressedFor(t *testing.T) {
	team := inbox.Team{
		Keys:  map[string][]string{ViewByLetter: {"g", "v"}, "redo": {"v r"}, "channels": {}},
		Views: []inbox.View{{Name: "Refunds", Key: "f"}},
		Pipes: []inbox.Pipe{{Name: "translate", Key: "g t"}},
	}
	for letter, want := range map[string]Binding{
		"o": {Key: "g o", Does: ViewByLetter}, "f": {Key: "g f", Does: ViewByLetter, View: "Refunds"}, "t": {Key: "g t", Pipe: "translate"},
		"r": {Key: "g r", Does: ViewByLetter}, "n": {Key: "g n", Does: "unsent"}, "c": {}, "x": {}, "": {},
	} {
		if got, held := Holder(team, letter); got != want || held != (want != Binding{}) {
			t.Errorf("%q is held by %+v", letter, got)
		}
	}
}
