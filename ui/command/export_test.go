package command

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"vigie/inbox"
)

// cli runs commands on a store in a folder, as one person would one after another.
type cli struct {
	dir  string
	time time.Time
}

// run gives what a command printed; an exit code other than 0 is a failure.
func (c cli) run(t rapid.TB, in string, args ...string) string {
	t.Helper()
	var out, failed bytes.Buffer
	code := Run(context.Background(), Env{
		Args: append([]string{"--data", c.dir}, args...), Stdin: strings.NewReader(in), Stdout: &out, Stderr: &failed,
		Getenv: func(name string) string { return map[string]string{"HOME": c.dir, "USER": "nadia"}[name] },
		Dir:    c.dir, Now: func() time.Time { return c.time }, Zone: time.UTC,
	})
	if code != exitDone {
		t.Fatalf("%v ended with %d: %s", args, code, failed.String())
	}
	return out.String()
}

// someLine is an item as somebody might write it to a file: with threads, our own posts, odd texts and every part of a triage.
func someLine(number int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		word := rapid.SampledFrom([]string{"", "a", "refund", "Ünï", "\u202eevil", "a\nb", "👩‍👩‍👧", "<&>"})
		moment := func(label string) string {
			return time.UnixMilli(rapid.Int64Range(0, 4e12).Draw(t, label)).UTC().Format(time.RFC3339Nano)
		}
		l := map[string]any{
			"channel": rapid.SampledFrom([]string{"blog", "fedi"}).Draw(t, "channel"),
			"id":      fmt.Sprint("r", number), "text": word.Draw(t, "text"), "posted": moment("posted"),
			"kind": rapid.SampledFrom(inbox.Kinds).Draw(t, "kind"),
		}
		maybe := func(key string, value any) {
			if rapid.Bool().Draw(t, key) {
				l[key] = value
			}
		}
		other := fmt.Sprint("r", rapid.IntRange(0, 12).Draw(t, "other"))
		maybe("parent", other)
		maybe("thread", other)
		maybe("ours", true)
		maybe("private", true)
		maybe("liked", true)
		maybe("muted", true)
		maybe("title", word.Draw(t, "title text"))
		maybe("url", "https://x.example/"+word.Draw(t, "path"))
		maybe("author", map[string]any{"handle": word.Draw(t, "handle"), "name": word.Draw(t, "name"), "followers": rapid.IntRange(0, 9).Draw(t, "followers"),
			"links": []map[string]any{{"name": word.Draw(t, "link"), "url": "https://x.example/", "verified": rapid.Bool().Draw(t, "verified")}}})
		maybe("visibility", rapid.SampledFrom([]string{"public", "held", "hidden", "spam", "deleted"}).Draw(t, "seen there"))
		maybe("priority", rapid.SampledFrom([]string{"low", "normal", "high", "urgent"}).Draw(t, "how soon"))
		maybe("tags", rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 3).Draw(t, "some tags"))
		maybe("status", rapid.SampledFrom([]string{"open", "escalated", "returned", "done"}).Draw(t, "whose turn"))
		maybe("department", "sav")
		maybe("assignee", "nadia")
		maybe("due", moment("due at"))
		maybe("edited", moment("edited at"))
		maybe("decisions", []map[string]any{
			{"verb": "note", "by": "lea", "at": moment("noted at"), "text": word.Draw(t, "note")},
			{"verb": "author-note", "by": "lea", "at": moment("noted about them at"), "text": word.Draw(t, "note about them")},
			{"verb": "tag", "by": "lea", "at": moment("tagged at"), "add": []string{"x", "y"}, "remove": []string{"z"}},
		})
		b, err := json.Marshal(l)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	})
}

func TestExportOfAnImportedExportIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var lines []string
		for n := range rapid.IntRange(1, 8).Draw(t, "items") {
			lines = append(lines, someLine(n).Draw(t, "line"))
		}
		now := time.Date(2026, 11, 21, 20, 0, 0, 0, time.UTC)
		dir, err := os.MkdirTemp("", "vigie-export")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(dir)
		first, second := cli{dir + "/1", now}, cli{dir + "/2", now.Add(time.Hour)}
		first.run(t, strings.Join(lines, "\n"), "import", "-")
		for i := range rapid.IntRange(0, 3).Draw(t, "decisions here") {
			first.run(t, "", "note", "1", fmt.Sprint("note ", i))
		}
		export := first.run(t, "", "export", "--private")
		second.run(t, export, "import", "-")
		if again := second.run(t, "", "export", "--private"); again != export {
			t.Errorf("first\n%s\nagain\n%s", export, again)
		}
	})
}
