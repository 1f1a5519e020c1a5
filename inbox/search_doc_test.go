package inbox

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the parts of docs that are made from the code")

const (
	searchDoc     = "../docs/search.md"
	searchDocMark = "<!-- From here on made from the code: go test ./inbox -run TestSearchDoc -update -->\n"
)

// searchTables are the tables of the page, as the code has them.
func searchTables() string {
	var b strings.Builder
	b.WriteString("\n## Fields\n\n| field | takes | finds | for example |\n| --- | --- | --- | --- |\n")
	for _, f := range queryFields {
		names := "`" + f.name + ":`"
		for _, alias := range f.aliases {
			names += ", `" + alias + ":`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | `%s` |\n", names, f.takes, f.help, f.example)
	}
	for _, f := range queryFields {
		if len(f.words) == 0 || f.words[0].help == "" {
			continue
		}
		fmt.Fprintf(&b, "\n## Values of `%s:`\n\n| value | finds |\n| --- | --- |\n", f.name)
		for _, w := range f.words {
			fmt.Fprintf(&b, "| `%s` | %s |\n", w.name, w.help)
		}
	}
	b.WriteString("\n## Fields of the log\n\n`vigie log` and the console's log (`L`, `/`) take these, and words; every term has to fit, `-` negates one.\n")
	b.WriteString("\n| field | takes | finds | for example |\n| --- | --- | --- | --- |\n")
	for _, f := range logFields {
		names := "`" + f.name + ":`"
		for _, alias := range f.aliases {
			names += ", `" + alias + ":`"
		}
		fmt.Fprintf(&b, "| %s | %s | %s | `%s` |\n", names, f.takes, f.help, f.example)
	}
	return b.String()
}

func TestSearchDocTellsTheFieldsOfTheCode(t *testing.T) {
	page, err := os.ReadFile(searchDoc)
	if err != nil {
		t.Fatal(err)
	}
	before, told, found := strings.Cut(string(page), searchDocMark)
	if !found {
		t.Fatalf("%s has no line %s", searchDoc, searchDocMark)
	}
	if *update {
		if err := os.WriteFile(searchDoc, []byte(before+searchDocMark+searchTables()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if told != searchTables() {
		t.Errorf("%s doesn't tell the fields that the code has; run: go test ./inbox -run TestSearchDoc -update", searchDoc)
	}
}

func TestEveryFieldsExampleParses(t *testing.T) {
	for _, f := range queryFields {
		term, ok := mustParse(t, f.example).Root.(Term)
		if !ok || term.Field != f.name {
			t.Errorf("the example of %s is %s", f.name, f.example)
		}
	}
}

func TestNoTwoFieldsShareAName(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range queryFields {
		for _, name := range append([]string{f.name}, f.aliases...) {
			if seen[name] {
				t.Errorf("two fields are called %s", name)
			}
			seen[name] = true
		}
	}
}
