package command

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"vigie/ui/keys"
)

// These tests hold the pages that are made from the table of keys and the tree of commands.

// made compares the part of a page between two marks with what the code makes, or writes it.
func made(t *testing.T, path, from, to, want string) {
	t.Helper()
	page, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(page), from)
	told, after, ends := rest, "", true
	if to != "" {
		told, after, ends = strings.Cut(rest, to)
	}
	switch {
	case !found || !ends:
		t.Fatalf("%s has no lines %s and %s", path, from, to)
	case *update:
		if err := os.WriteFile(path, []byte(before+from+want+to+after), 0o644); err != nil {
			t.Fatal(err)
		}
	case told != want:
		t.Errorf("%s isn't what the code makes; run: go test ./ui/command -run %s -update", path, t.Name())
	}
}

// keysOf are the keys of a command as a page writes them.
func keysOf(c keys.Command) string {
	if c.Shown != "" {
		return "`" + strings.ReplaceAll(c.Shown, " … ", "`…`") + "`"
	}
	written := strings.ReplaceAll(keys.Written(c), "|", `\|`)
	if written == "" {
		return ""
	}
	return "`" + strings.ReplaceAll(written, ", ", "` `") + "`"
}

// writtenOn are a screen's own keys as a page writes them.
func writtenOn(o keys.Own) string {
	return "`" + strings.ReplaceAll(strings.ReplaceAll(keys.WrittenOn(o, keys.All()), "|", `\|`), ", ", "` `") + "`"
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func TestKeysDocIsMadeFromTheTable(t *testing.T) {
	var short, long strings.Builder
	short.WriteString("| | keys |\n| --- | --- |\n")
	for _, g := range keys.Groups() {
		fmt.Fprintf(&long, "\n## %s\n\n| keys | name | |\n| --- | --- | --- |\n", g)
		var cells []string
		for _, c := range keys.All() {
			if c.Group != g {
				continue
			}
			name := ""
			if c.Name != "" {
				name = "`" + c.Name + "`"
			}
			fmt.Fprintf(&long, "| %s | %s | %s. %s |\n", keysOf(c), name, c.Title, c.Help)
			if first, _, _ := strings.Cut(keysOf(c), "` `"); first != "" {
				cells = append(cells, "`"+strings.Trim(first, "`")+"` "+strings.ToLower(string(c.Title)))
			}
		}
		fmt.Fprintf(&short, "| %s | %s |\n", g, strings.Join(cells, " · "))
	}
	for _, screen := range keys.Screens() {
		fmt.Fprintf(&long, "\n## %s\n\n| keys | |\n| --- | --- |\n", screen.Title)
		for _, o := range screen.Keys {
			fmt.Fprintf(&long, "| %s | %s |\n", writtenOn(o), strings.TrimRight(fmt.Sprintf("%s. %s", capital(string(o.Hint)), o.Help), " "))
		}
	}
	made(t, "../../README.md", "<!-- keys: made by go test ./ui/command -run TestKeysDoc -update -->\n", "<!-- end of keys -->\n", short.String())
	made(t, "../../docs/keys.md", "<!-- From here on made from the code: go test ./ui/command -run TestKeysDoc -update -->\n", "", long.String())
}

func TestManualIsMadeFromTheCommandsAndTheKeys(t *testing.T) {
	var page bytes.Buffer
	writeManual(&page, tree(t))
	made(t, "../../docs/vigie.1", "", "", page.String())
}

func TestTheManualHasNoLineThatManTakesForARequest(t *testing.T) {
	var page bytes.Buffer
	writeManual(&page, tree(t))
	for line := range strings.Lines(page.String()) {
		request, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		switch request {
		case ".TH", ".SH", ".SS", ".PP", ".TP", ".RS", ".RE", `.\"`:
			continue
		}
		if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
			t.Errorf("man would obey %q", line)
		}
	}
}
