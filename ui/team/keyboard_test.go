package team

import (
	"reflect"
	"strings"
	"testing"
)

func TestKeysAreChosenAndTurnedOff(t *testing.T) {
	team, err := Parse("vigie.toml", []byte("[keys]\nblock = \"\"\nescalate = [\"e\", \"alt-e\"]\nredo = \"ctrl-y\"\npage = \"space\"\nunsent = \"g  x\"\nhide = []\nview-number = [\"f1\", \"f2\"]\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]string{
		"block": {}, "escalate": {"e", "alt+e"}, "redo": {"ctrl+y"}, "page": {"space"}, "unsent": {"g x"}, "hide": {}, "view-number": {"f1", "f2"},
	}
	if !reflect.DeepEqual(team.Keys, want) {
		t.Errorf("got %v", team.Keys)
	}
}

func TestAKeyThatCantBeIsToldWithBothLines(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"two commands on one key", "[keys]\nblock = \"ctrl-b\"\nspam = \"ctrl+b\"\n",
			`vigie.toml:3: "ctrl+b" is a key of spam, and of block (line 2); give one of them another key, or none with ""`},
		{"a key that another command has unless told", "[keys]\nblock = \"d\"\n",
			`vigie.toml:2: "d" is a key of block, and of done (which it has unless told); give one of them another key, or none with ""`},
		{"a key where others begin", "[keys]\nblock = \"g\"\n",
			`vigie.toml:2: "g" of block and "g n" of unsent (which it has unless told) begin alike, so that one can't be pressed; give one of them another key, or none with ""`},
		{"a key twice in a list", "[keys]\nblock = [\"B\", \"B\"]\n",
			`vigie.toml:2: "B" is a key of block, and of block (line 2); give one of them another key, or none with ""`},
		{"a view's letter", "[keys]\nblock = \"g f\"\n[[view]]\nname = \"Refunds\"\nkey = \"f\"\nquery = 'tag:refund'\n",
			`vigie.toml:5: "g f" is a key of the view "Refunds", and of block (line 2); give one of them another key, or none with ""`},
		{"a view's letter that a view of every console has", "[[view]]\nname = \"Refunds\"\nkey = \"o\"\nquery = 'tag:refund'\n",
			`vigie.toml:3: "g o" is a key of the view "Refunds", and of view-letter (which it has unless told); give one of them another key, or none with ""`},
		{"a command that isn't", "[keys]\nblok = \"b\"\n", `vigie.toml:2: there is no command "blok"; did you mean "block"?`},
		{"a key that isn't", "[keys]\nblock = \"contrl-b\"\n",
			`vigie.toml:2: block: "contrl-b" is no key; write one like "d", "D", "ctrl-r", "f5" or "space", or two like "g o"`},
		{"no key but a number", "[keys]\nblock = 5\n",
			`vigie.toml:2: block is a key or a list of keys; write it like block = "d" or block = ["d", "ctrl-d"], or block = "" to turn it off`},
		{"no way out", "[keys]\nquit = \"\"\n", `vigie.toml:2: the console needs a way out; give quit a key`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("vigie.toml", []byte(c.file), nil)
			if err == nil || strings.TrimSpace(err.Error()) != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestAKeyCanGoFromOneCommandToAnother(t *testing.T) {
	if _, err := Parse("vigie.toml", []byte("[keys]\ndone = \"e\"\nescalate = \"d\"\nview-letter = \"alt-g\"\nunsent = \"g o\"\n"), nil); err != nil {
		t.Error(err)
	}
}
