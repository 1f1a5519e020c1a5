package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// room is a folder with what is below it, and the other rooms that it may import.
type room struct {
	name string
	may  []string
}

// rooms says which other rooms of the house each may import. A package is in the first room whose folder it is in, so that a
// room within another stands before it. Tests may look further: a connector is tried against its emulator, the desk against a
// real store.
var rooms = []room{
	{"vigie/inbox/desk", []string{"vigie/inbox", "vigie/store", "vigie/connectors"}},
	{"vigie/inbox", nil},
	{"vigie/store", []string{"vigie/inbox"}},
	{"vigie/connectors/emulator", nil},
	{"vigie/connectors/connectortest", []string{"vigie/inbox", "vigie/connectors", "vigie/connectors/emulator"}},
	{"vigie/connectors", []string{"vigie/inbox"}},
	{"vigie/ui/language", []string{"vigie/inbox", "vigie/inbox/desk"}},
	{"vigie/ui/keys", []string{"vigie/inbox"}},
	{"vigie/ui/console", []string{"vigie/inbox", "vigie/inbox/desk", "vigie/ui/keys", "vigie/ui/language"}},
	{"vigie/ui/remote", []string{"vigie/inbox"}},
	{"vigie/ui/team", []string{"vigie/inbox", "vigie/connectors", "vigie/ui/keys"}},
	{"vigie/ui/demo", []string{"vigie/inbox", "vigie/inbox/desk", "vigie/connectors", "vigie/connectors/emulator"}},
	{"vigie/ui/command", []string{"vigie/inbox", "vigie/inbox/desk", "vigie/store", "vigie/connectors", "vigie/ui/console", "vigie/ui/keys", "vigie/ui/language", "vigie/ui/remote", "vigie/ui/team", "vigie/ui/demo"}},
	{"vigie", []string{"vigie/ui/command"}}, // main.go
}

// roomOf is the room that a package is in; "" where it isn't one of ours.
func roomOf(pkg string) room {
	i := slices.IndexFunc(rooms, func(r room) bool { return pkg == r.name || strings.HasPrefix(pkg, r.name+"/") })
	if i < 0 {
		return room{}
	}
	return rooms[i]
}

func TestImportsRunOneWay(t *testing.T) {
	for pkg, imports := range goList(t) {
		from := roomOf(pkg)
		for _, imported := range imports {
			to := roomOf(imported)
			if to.name != "" && to.name != from.name && !slices.Contains(from.may, to.name) {
				t.Errorf("%s imports %s: it may import %s", pkg, imported, strings.Join(from.may, ", "))
			}
		}
	}
}

// TestEveryPackageIsInARoom keeps the top level to main.go and the rooms: a new folder is a decision.
func TestEveryPackageIsInARoom(t *testing.T) {
	for pkg := range goList(t) {
		if r := roomOf(pkg); r.name == "vigie" && pkg != "vigie" {
			t.Errorf("%s is in no room of the house", pkg)
		}
	}
}

func TestTheDomainDoesNoInputOrOutput(t *testing.T) {
	for _, imported := range goList(t)["vigie/inbox"] {
		for _, outside := range []string{"os", "io/fs", "net", "net/http", "log/slog", "math/rand", "math/rand/v2", "crypto/rand", "go.etcd.io/bbolt"} {
			if imported == outside {
				t.Errorf("the domain imports %s", imported)
			}
		}
	}
}

// goList is every package of the module with what it imports directly, tests apart.
func goList(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.ImportPath}} {{join .Imports \" \"}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := map[string][]string{}
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		packages[f[0]] = f[1:]
	}
	return packages
}
