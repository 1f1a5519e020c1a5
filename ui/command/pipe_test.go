package command

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"vigie/inbox"
)

func TestACommandGetsItemsAsJSONLinesAndNothingInItsLine(t *testing.T) {
	a := &app{env: Env{Dir: t.TempDir()}}
	rows := []inbox.Row{{Item: inbox.Item{Number: 7, Post: inbox.Post{Text: inbox.Clean("$(touch it); `touch it`")}}}, {Item: inbox.Item{Number: 8}}}
	out, err := a.pipe(t.Context(), nil, "cat; ls", rows)
	if err != nil || strings.Count(out, "\n") != 2 || !strings.Contains(out, `"id":7`) || !strings.Contains(out, "$(touch it)") {
		t.Errorf("%q, %v", out, err)
	}
}

func TestACommandThatFailsTellsItsWords(t *testing.T) {
	a := &app{env: Env{Dir: t.TempDir()}}
	if _, err := a.pipe(t.Context(), nil, "echo no such client >&2; exit 3", nil); err == nil || !strings.Contains(err.Error(), "no such client") {
		t.Errorf("%v", err)
	}
}

func TestWhatACommandLeavesInTheBackgroundKeepsNothingFromItsOutput(t *testing.T) {
	a := &app{env: Env{Dir: t.TempDir()}}
	if out, err := a.pipe(t.Context(), nil, "sleep 3 & echo done", nil); err != nil || out != "done\n" {
		t.Errorf("%q, %v", out, err)
	}
}

func TestWhatIsStartedFromTheConsoleInheritsNoSecretOfTheTeam(t *testing.T) {
	a := &app{env: Env{Dir: t.TempDir(), Environ: append(os.Environ(), "FEDI_TOKEN=hush", "FEDI_TOKEN_2=kept", "OTHER=kept", "NAME=kept")}}
	team := inbox.Team{Channels: []inbox.Channel{
		{Name: "fedi", Kind: "mastodon", Settings: map[string]string{"secret": "env:FEDI_TOKEN", "server": "env:OTHER"}},
		{Name: "blog", Kind: "wordpress", Settings: map[string]string{"secret": "file:NAME"}},
	}}
	out, err := a.pipe(t.Context(), a.withoutSecrets(team), "env", nil)
	if err != nil || strings.Contains(out, "hush") || strings.Count(out, "=kept\n") != 3 {
		t.Errorf("%q, %v", out, err)
	}
}

func TestACommandIsStoppedAndItsOutputBounded(t *testing.T) {
	a := &app{env: Env{Dir: t.TempDir()}}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.pipe(ctx, nil, "sleep 60", nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if out, err := a.pipe(t.Context(), nil, "head -c 1000000 /dev/zero | tr '\\0' x", nil); err != nil || len(out) != pipeMost {
		t.Errorf("%d bytes, %v", len(out), err)
	}
}
