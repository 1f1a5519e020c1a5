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

// rooms says which other rooms of the house each may import, itself and below excepted. The first prefix that fits counts.
// Tests may look further: a connector is tried against its emulator, the desk against a real store.
var rooms = []room{
	{"vigie/inbox/desk", []string{"vigie/inbox", "vigie/store", "vigie/connectors"}},
	{"vigie/inbox", nil},
	{"vigie/store", []string{"vigie/inbox"}},
	{"vigie/connectors/emulator", nil},
	{"vigie/connectors/connectortest", []string{"vigie/inbox", "vigie/connectors"}},
	{"vigie/connectors", []string{"vigie/inbox"}},
	{"vigie/ui/console", []string{"vigie/inbox"}},
	{"vigie/ui/remote", nil},
	{"vigie/ui/team", []string{"vigie/inbox", "vigie/connectors"}},
	{"vigie/ui/demo", []string{"vigie/inbox", "vigie/connectors", "vigie/ui/team"}},
	{"vigie/ui/command", []string{"vigie/inbox", "vigie/store", "vigie/connectors", "vigie/ui"}},
	{"vigie", []string{"vigie/ui/command"}}, // main.go
}

func TestImportsRunOneWay(t *testing.T) {
	for pkg, imports := range goList(t) {
		i := slices.IndexFunc(rooms, func(r room) bool { return within(pkg, r.name) })
		if i < 0 {
			t.Errorf("%s is in no room of the house", pkg)
			continue
		}
		for _, imported := range imports {
			ours := within(imported, "vigie")
			allowed := within(imported, rooms[i].name) || slices.ContainsFunc(rooms[i].may, func(may string) bool { return within(imported, may) })
			if ours && !allowed {
				t.Errorf("%s imports %s: it may import %s", pkg, imported, strings.Join(rooms[i].may, ", "))
			}
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

func within(pkg, name string) bool { return pkg == name || strings.HasPrefix(pkg, name+"/") }
