package command

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vigie/ui/team"
)

var update = flag.Bool("update", false, "write the parts of docs that are made from the code")

const (
	commandsDoc     = "../../docs/commands.md"
	commandsDocMark = "<!-- From here on made from the code: go test ./ui/command -run TestCommandsDoc -update -->\n"
)

// tree is the command line as a person finds it.
func tree(t *testing.T) *cobra.Command {
	a := &app{env: Env{Getenv: func(string) string { return "" }, Stdout: &bytes.Buffer{}, Stderr: &bytes.Buffer{}}}
	return a.root()
}

// commandTables are the tables of the page, as the code has them.
func commandTables(root *cobra.Command) string {
	var b strings.Builder
	for _, g := range root.Groups() {
		fmt.Fprintf(&b, "\n## %s\n\n| command | does |\n| --- | --- |\n", g.Title)
		for _, c := range inOrder(root.Commands()) {
			if c.GroupID == g.ID && c.IsAvailableCommand() {
				commandRows(&b, c, "vigie ")
			}
		}
	}
	return b.String()
}

func commandRows(b *strings.Builder, c *cobra.Command, above string) {
	if c.Runnable() {
		fmt.Fprintf(b, "| `%s%s` | %s%s |\n", above, strings.ReplaceAll(c.Use, "|", `\|`), c.Short, flagsOf(c))
	}
	for _, sub := range c.Commands() {
		if sub.IsAvailableCommand() {
			commandRows(b, sub, above+c.Name()+" ")
		}
	}
}

func flagsOf(c *cobra.Command) string {
	var b strings.Builder
	c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" || f.Name == "queue" || f.Name == "seen" { // told above the tables
			return
		}
		name, help := flagHelp(f)
		fmt.Fprintf(&b, " `%s`: %s.", strings.ReplaceAll(name, "|", `\|`), help)
	})
	return b.String()
}

func TestCommandsDocTellsTheCommandsOfTheCode(t *testing.T) {
	page, err := os.ReadFile(commandsDoc)
	if err != nil {
		t.Fatal(err)
	}
	before, told, found := strings.Cut(string(page), commandsDocMark)
	if !found {
		t.Fatalf("%s has no line %s", commandsDoc, commandsDocMark)
	}
	tables := commandTables(tree(t))
	if *update {
		if err := os.WriteFile(commandsDoc, []byte(before+commandsDocMark+tables), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if told != tables {
		t.Errorf("%s doesn't tell the commands that the code has; run: go test ./ui/command -run TestCommandsDoc -update", commandsDoc)
	}
}

func TestImportDocTellsEveryKey(t *testing.T) {
	page, err := os.ReadFile("../../docs/import.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []reflect.Type{reflect.TypeFor[line](), reflect.TypeFor[authorLine](), reflect.TypeFor[mediaLine](), reflect.TypeFor[decisionLine]()} {
		for i := range of.NumField() {
			key, _, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
			if !strings.Contains(string(page), "`"+key+"`") {
				t.Errorf("docs/import.md doesn't tell %s of a %s", key, of.Name())
			}
		}
	}
}

func TestEveryCommandSaysWhatItDoesInASentence(t *testing.T) {
	var look func(c *cobra.Command)
	look = func(c *cobra.Command) {
		if c.Name() == "help" {
			return
		}
		if !strings.HasSuffix(c.Short, ".") && !strings.HasSuffix(c.Short, ":") {
			t.Errorf("%s: %q is no sentence", c.CommandPath(), c.Short)
		}
		for _, sub := range c.Commands() {
			look(sub)
		}
	}
	look(tree(t))
}

func TestTheTeamFilesOfTheDocsCanBePastedAloneAndTogether(t *testing.T) {
	const around = "[[brand]]\nname = \"acme\"\n[[department]]\nname = \"sav\"\n[[person]]\nname = \"lea\"\n" // of whom the shorter ones speak
	for page, before := range map[string]string{"team.md": "", "rules.md": around, "keys.md": around} {
		text, err := os.ReadFile("../../docs/" + page)
		if err != nil {
			t.Fatal(err)
		}
		examples := regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllSubmatch(text, -1)
		if len(examples) == 0 {
			t.Errorf("%s has no example", page)
		}
		together := []byte(before)
		for _, example := range examples {
			if _, err := team.Parse(page, append([]byte(before), example[1]...), registry()); err != nil {
				t.Errorf("%v\nin\n%s", err, example[1])
			}
			together = append(together, example[1]...)
		}
		if _, err := team.Parse(page, together, registry()); err != nil {
			t.Errorf("%v\nin all of %s together:\n%s", err, page, together)
		}
	}
}
