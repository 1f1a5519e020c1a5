package command

import (
	"archive/tar"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
)

func TestEvidenceIsListedCheckedAndWritten(t *testing.T) {
	c := cli{t.TempDir(), time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}
	team := filepath.Join(c.dir, "vigie.toml")
	write := "[[brand]]\nname = \"acme\"\n[[channel]]\nname = \"blog\"\nbrand = \"acme\"\nkind = \"wordpress\"\nurl = \"https://blog.acme.example\"\n[[department]]\nname = \"legal\"\nevidence = true\n[[person]]\nname = \"nadia\"\nrole = \"owner\"\n"
	if err := os.WriteFile(team, []byte(write), 0o600); err != nil {
		t.Fatal(err)
	}
	line := `{"channel":"blog","brand":"acme","id":"r1","text":"insult","author":{"handle":"@karim","followers":12},"posted":"2026-11-21T11:00:00Z"}` + "\n"
	c.run(t, line, "--team", team, "import", "-")
	if got := c.run(t, "", "--team", team, "evidence", "1"); got != "Nothing was kept of item 1.\n" {
		t.Errorf("before: %q", got)
	}
	c.run(t, "", "--team", team, "escalate", "1", "legal")
	list := c.run(t, "", "--team", team, "evidence", "1")
	if !strings.Contains(list, "before escalate of nadia") || !strings.Contains(list, "application/json") || !strings.Contains(list, "sha256 ") {
		t.Errorf("the list is\n%s", list)
	}
	out := filepath.Join(c.dir, "out")
	c.run(t, "", "--team", team, "evidence", "1", "--out", out)
	body, err := os.ReadFile(filepath.Join(out, "item-1-evidence-1", "00.json"))
	if err != nil || !strings.Contains(string(body), `"handle": "@karim"`) || !strings.Contains(list, inbox.Fingerprint(body)) {
		t.Errorf("written is %q (%v)", body, err)
	}
	packed := tar.NewReader(strings.NewReader(c.run(t, "", "--team", team, "evidence", "1", "--out", "-")))
	names := ""
	for head, err := packed.Next(); err != io.EOF; head, err = packed.Next() {
		if err != nil {
			t.Fatal(err)
		}
		names += head.Name + " "
	}
	if names != "item-1-evidence-1/00.json item-1-evidence-1/SHA256SUMS item-1-evidence-1/FILES.txt " {
		t.Errorf("the tar holds %s", names)
	}
	if log := c.run(t, "", "--team", team, "log"); !strings.Contains(log, "evidence") {
		t.Errorf("the log is\n%s", log)
	}
}
