package team

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vigie/connectors"
)

func TestAPersonIsTakenOutAndNothingElseIsTouched(t *testing.T) {
	const before = `# ours
[[person]] # the boss
name = "nadia"
role = "owner"

[[person]]
keys = [
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHUXzXjpCzLlOX3oOB06NGjRf+1kM5+8TzLKwA1MYpoa lea", # her laptop
]
name = "lea"
# what follows is of the brands

[[brand]]
name = "acme"
`
	path := filepath.Join(t.TempDir(), "vigie.toml")
	if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
		t.Fatal(err)
	}
	after, err := WithoutPerson(path, "lea", connectors.Registry{})
	if err != nil {
		t.Fatal(err)
	}
	begin, end := strings.Index(before, "[[person]]\nkeys"), strings.Index(before, "# what follows")
	if string(after) != before[:begin]+before[end:] {
		t.Errorf("left is:\n%s", after)
	}
	if _, err := WithoutPerson(path, "sam", connectors.Registry{}); err == nil || !strings.Contains(err.Error(), `no person "sam"`) {
		t.Errorf("nobody: %v", err)
	}
}

func TestAPersonThatARuleNeedsIsNotTakenOut(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vigie.toml")
	const file = "[[person]]\nname = \"lea\"\n[[rule]]\nname = \"hers\"\nwhen = 'is:open'\nassign = \"lea\"\n"
	if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := WithoutPerson(path, "lea", connectors.Registry{}); err == nil || !strings.Contains(err.Error(), "lea") {
		t.Errorf("taken out: %v", err)
	}
}
