package command

import (
	"strings"
	"testing"
	"time"
)

func TestShowTellsWhichItemIsTheSamePost(t *testing.T) {
	const met = `{"channel":"fedi","id":"1","text":"bonjour","posted":"2026-11-01T00:00:00Z","origin":"social.example/users/zoe/statuses/17"}
{"channel":"fedi2","id":"9","text":"bonjour","posted":"2026-11-01T00:00:00Z","origin":"social.example/users/zoe/statuses/17"}
`
	c := cli{dir: t.TempDir(), time: time.Date(2026, 11, 16, 9, 0, 0, 0, time.UTC)}
	c.run(t, met, "import", "-")
	if show := c.run(t, "", "show", "1"); !strings.Contains(show, "The same post as 2 on fedi2, open.") {
		t.Errorf("it shows\n%s", show)
	}
	if show := c.run(t, "", "show", "2", "--json"); !strings.Contains(show, `"same":[{"id":1,"channel":"fedi","status":"open"}]`) {
		t.Errorf("it shows\n%s", show)
	}
	exported := c.run(t, "", "export")
	again := cli{dir: t.TempDir(), time: c.time}
	again.run(t, exported, "import", "-")
	if got := again.run(t, "", "export"); got != exported || strings.Count(got, `"origin"`) != 2 {
		t.Errorf("exported again:\n%s", got)
	}
}
