package command

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

	"vigie/inbox"
)

// alone runs a command on an inbox in a folder of its own.
func alone(t *testing.T, home, stdin string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	code = Run(t.Context(), Env{
		Args: args, Stdin: strings.NewReader(stdin), Stdout: &out, Stderr: &errs, Dir: home, Now: time.Now, Zone: time.UTC,
		Getenv: func(name string) string { return map[string]string{"HOME": home, "USER": "nadia"}[name] },
	})
	return out.String(), errs.String(), code
}

func TestPrintsJSONThatDoesNothingToATerminal(t *testing.T) {
	home := t.TempDir()
	const extra = "\u009b31m \u202e \U000e0041"
	line := fmt.Sprintf(`{"channel":"blog","id":"1","text":"x","posted":"2026-11-21T14:00:00Z","extra":{"k":%q}}`, "E")
	if _, stderr, code := alone(t, home, strings.Replace(line, "E", extra, 1), "import", "-"); code != exitDone {
		t.Fatal(stderr)
	}
	out, _, _ := alone(t, home, "", "export")
	if i := strings.IndexFunc(out, func(r rune) bool { return r != '\n' && unicode.In(r, unicode.Cc, unicode.Cf) }); i >= 0 {
		t.Errorf("prints %q", out[i:])
	}
	again, err := decodeLine([]byte(out))
	if err != nil || again.Extra["k"] != extra {
		t.Errorf("reads back %q, %v", again.Extra, err)
	}
}

func TestAnItemWithTooManyTagsIsRefusedAlone(t *testing.T) {
	tags := make([]string, inbox.MaxTags+1)
	for i := range tags {
		tags[i] = fmt.Sprintf(`"t%d"`, i)
	}
	line := `{"channel":"blog","id":"%d","text":"x","posted":"2026-11-21T14:00:00Z","tags":[%s]}` + "\n"
	lines := fmt.Sprintf(line, 1, strings.Join(tags, ",")) + fmt.Sprintf(line, 2, strings.Join(tags[1:], ","))
	out, stderr, _ := alone(t, t.TempDir(), lines, "import", "-")
	if out != "1 new, 0 updated, 1 refused\n" || !strings.Contains(stderr, "line 1: tags are 101") {
		t.Errorf("%s%s", out, stderr)
	}
}

func TestReadsLinesOfMegabytesAndPassesOverLongerOnes(t *testing.T) {
	long, longer := strings.Repeat("a", maxLine-1), strings.Repeat("b", maxLine+1)
	var got []string
	for line, err := range linesOf(io.MultiReader(strings.NewReader("one\n"+long+"\ntwo\n"), strings.NewReader(longer+"\nthree"))) {
		if err != nil && !errors.Is(err, errTooLong) {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(len(line), err))
	}
	if want := []string{"3 <nil>", fmt.Sprint(maxLine-1, " <nil>"), "3 <nil>", fmt.Sprint(0, " ", errTooLong), "5 <nil>"}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestAPostOfTenMegabytesIsCutAndKept(t *testing.T) {
	home := t.TempDir()
	line := fmt.Sprintf(`{"channel":"blog","id":"1","text":"%s","posted":"2026-11-21T14:00:00Z"}`, strings.Repeat("word ", 2<<20))
	out, stderr, _ := alone(t, home, line, "import", "-")
	if out != "1 new, 0 updated, 0 refused\n" {
		t.Fatal(out, stderr)
	}
	if out, _, _ = alone(t, home, "", "list", "word"); len(out) < inbox.MaxText/2 || len(out) > 2*inbox.MaxText {
		t.Errorf("lists %d bytes", len(out))
	}
}

func TestADateIsJudgedWhereItIsKept(t *testing.T) {
	line := `{"channel":"blog","id":"1","text":"x","posted":"1970-01-01T00:00:00+14:00"}`
	if _, stderr, _ := alone(t, t.TempDir(), line, "import", "-"); !strings.Contains(stderr, "1969") {
		t.Error("it is taken in, but its export would be refused")
	}
}
