package command

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const keepingTeam = `
[[brand]]
name = "acme"
keep = "730d"
[[hold]]
name = "trial"
by = "Maître Roux"
when = 'tag:dispute'
`

const agedItems = `{"channel":"blog","id":"1","text":"bonjour","posted":"2024-01-01T00:00:00Z","status":"done","author":{"handle":"karim"}}
{"channel":"blog","id":"2","text":"procès","posted":"2024-01-01T00:00:00Z","status":"done","tags":["dispute"],"author":{"handle":"karim"}}
{"channel":"blog","id":"3","text":"encore","posted":"2024-01-01T00:00:00Z","author":{"handle":"anna"}}
`

// aging is a store of three items of the brand acme, which keeps for two years, with a hold on one of them.
func aging(t *testing.T) (cli, string) {
	t.Helper()
	c := cli{dir: t.TempDir(), time: time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)}
	team := filepath.Join(c.dir, "vigie.toml")
	if err := os.WriteFile(team, []byte(keepingTeam), 0o600); err != nil {
		t.Fatal(err)
	}
	c.run(t, strings.ReplaceAll(agedItems, `{"channel"`, `{"brand":"acme","channel"`), "--team", team, "import", "-")
	return c, team
}

func TestRetentionIsToldByStatsAndByTheLog(t *testing.T) {
	c, team := aging(t)
	c.time = c.time.Add(731 * 24 * time.Hour)
	stats := c.run(t, "", "--team", team, "store", "stats")
	if want := `1 item of acme older than 730 days; the hold "trial" of Maître Roux keeps 1 more`; !strings.Contains(stats, want) {
		t.Errorf("the figures don't say %q:\n%s", want, stats)
	}
	c.run(t, "", "--team", team, "sync")
	if log := c.run(t, "", "--team", team, "log", "--limit", "1"); !strings.Contains(log, "forgot") || !strings.Contains(log, "1 item, 1 text, 0 deliveries") {
		t.Errorf("the log says %s", log)
	}
	if stats := c.run(t, "", "--team", team, "store", "stats"); !strings.Contains(stats, "0 items of acme") {
		t.Errorf("after it was forgotten the figures say\n%s", stats)
	}
	if export := c.run(t, "", "--team", team, "export"); strings.Count(export, "\n") != 2 || strings.Contains(export, "bonjour") {
		t.Errorf("exported:\n%s", export)
	}
	if check := c.run(t, "", "--team", team, "store", "check"); !strings.Contains(check, "all of it fits together") {
		t.Errorf("the check says %s", check)
	}
}

func TestAHoldRefusesEraseBeforeAnythingIsForgotten(t *testing.T) {
	c, team := aging(t)
	var out, failed bytes.Buffer
	code := Run(context.Background(), Env{
		Args: []string{"--data", c.dir, "--team", team, "erase", "karim", "--yes"}, Stdout: &out, Stderr: &failed,
		Getenv: func(name string) string { return map[string]string{"HOME": c.dir, "USER": "nadia"}[name] },
		Dir:    c.dir, Now: func() time.Time { return c.time }, Zone: time.UTC,
	})
	if code != exitRefused || !strings.Contains(failed.String(), `"trial" of Maître Roux`) {
		t.Errorf("it ended with %d and says %s", code, failed.String())
	}
	if show := c.run(t, "", "--team", team, "show", "1"); !strings.Contains(show, "bonjour") {
		t.Errorf("the item reads %s", show)
	}
}
