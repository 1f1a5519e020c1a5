package team

import (
	"reflect"
	"strings"
	"testing"

	"vigie/inbox"
)

func TestCommandsThatItemsAreGivenToAreRead(t *testing.T) {
	team, err := Parse("vigie.toml", []byte(`
[[pipe]]
name = "translate"
key = "alt-t"
command = "trans -brief :fr"
into = "note"
[[pipe]]
name = "crm"
command = """
jq -r .author.handle | crm look-up
"""
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []inbox.Pipe{
		{Name: "translate", Key: "alt+t", Command: "trans -brief :fr", Into: inbox.VerbNote},
		{Name: "crm", Command: "jq -r .author.handle | crm look-up"},
	}
	if !reflect.DeepEqual(team.Pipes, want) {
		t.Errorf("got %+v", team.Pipes)
	}
}

func TestAPipeThatCantBeIsToldWithItsLine(t *testing.T) {
	for _, c := range []struct{ name, file, want string }{
		{"no command", "[[pipe]]\nname = \"x\"\n", `vigie.toml:1: this pipe has no command; write command = "trans -brief :en"`},
		{"no name", "[[pipe]]\ncommand = \"cat\"\n", `vigie.toml:1: this pipe has no name; write name = "word"`},
		{"a name twice", "[[pipe]]\nname = \"x\"\ncommand = \"cat\"\n[[pipe]]\nname = \"x\"\ncommand = \"wc\"\n",
			`vigie.toml:4: the pipe "x" is on line 1 already; give this one another name`},
		{"another end", "[[pipe]]\nname = \"x\"\ncommand = \"cat\"\ninto = \"tag\"\n",
			`vigie.toml:4: into is what becomes of what the command prints; write into = "show", "reply" or "note"`},
		{"a key that isn't", "[[pipe]]\nname = \"x\"\ncommand = \"cat\"\nkey = \"\"\n",
			`vigie.toml:4: key: "" is no key; write one like "d", "D", "ctrl-r", "f5" or "space", or two like "g o"`},
		{"a key that a command has", "[[pipe]]\nname = \"x\"\ncommand = \"cat\"\nkey = \"d\"\n",
			`vigie.toml:4: "d" is a key of the pipe "x", and of done (which it has unless told); give one of them another key, or none with ""`},
		{"a key that begins like a command's", "[[pipe]]\nname = \"x\"\ncommand = \"cat\"\nkey = \"g\"\n",
			`vigie.toml:4: "g" of the pipe "x" and "g n" of unsent (which it has unless told) begin alike, so that one can't be pressed; give one of them another key, or none with ""`},
		{"two of them on one key", "[[pipe]]\nname = \"x\"\ncommand = \"cat\"\nkey = \"f5\"\n[[pipe]]\nname = \"y\"\ncommand = \"cat\"\nkey = \"f5\"\n",
			`vigie.toml:8: "f5" is a key of the pipe "y", and of the pipe "x" (line 4); give one of them another key, or none with ""`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Parse("vigie.toml", []byte(c.file), nil)
			if err == nil || strings.TrimSpace(err.Error()) != c.want {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}
