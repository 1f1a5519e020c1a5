package command

import (
	"strings"
	"testing"
	"time"

	"vigie/inbox"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// lineWith is a line that is right but for one key.
func lineWith(key, value string) string {
	l := map[string]string{"channel": `"blog"`, "id": `"1"`, "text": `"Hi"`, "posted": `"2026-11-20T14:00:00Z"`}
	l[key] = value
	var parts []string
	for k, v := range l {
		if v != "" {
			parts = append(parts, `"`+k+`":`+v)
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}

func taken(s string) (inbox.Arrived, error) {
	l, err := decodeLine([]byte(s))
	if err != nil {
		return inbox.Arrived{}, err
	}
	return l.arrival(noon)
}

func TestALineThatCantBeTakenInSaysWhy(t *testing.T) {
	for _, test := range []struct{ line, want string }{
		{`[1]`, "it holds a list where an object must stand"},
		{`"x"`, "it holds a string where an object must stand"},
		{`null`, "channel is missing"},
		{`{`, "it is no JSON object"},
		{`{} {}`, "it is no JSON object"},
		{strings.Repeat(`{"author":`, 20000), "it is no JSON object"},
		{lineWith("channel", ""), "channel is missing"},
		{lineWith("channel", `"a\u001bb"`), "channel holds characters that can't be shown"},
		{lineWith("channel", `"`+strings.Repeat("c", 200)+`"`), "channel is longer than 128 bytes"},
		{lineWith("id", ""), "id is missing"},
		{lineWith("id", `1.5`), "id is a number: write a string"},
		{lineWith("id", `{}`), "id is an object: write a string"},
		{lineWith("text", ""), "text is missing"},
		{lineWith("text", `null`), "text is missing"},
		{lineWith("text", `["a"]`), "text is a list: write a string"},
		{lineWith("posted", ""), "posted is missing"},
		{lineWith("posted", `"2026-11-20"`), `posted is "2026-11-20": write a time like`},
		{lineWith("posted", `1700000000`), "posted is a number: write a string"},
		{lineWith("posted", `"1066-10-14T09:00:00Z"`), "posted is in the year 1066"},
		{lineWith("kind", `"poem"`), `kind is "poem"`},
		{lineWith("author", `"anna"`), "author is a string: write an object"},
		{lineWith("author", `{"followers":"many"}`), "author.followers is a string: write a whole number"},
		{lineWith("author", `{"followers":-1}`), "author.followers is negative"},
		{lineWith("author", `{"followers":1e99}`), "author.followers is a number: write a whole number"},
		{lineWith("status", `"waiting"`), `status: no status is called "waiting"`},
		{lineWith("status", `"snoozed"`), "snoozed, but until when"},
		{lineWith("tags", `"refund"`), "tags is a string: write a list"},
		{lineWith("tags", `["No Tag"]`), `tags: `},
		{lineWith("ours", `"yes"`), "ours is a string: write true or false"},
		{lineWith("visibility", `"secret"`), "visibility: no visibility is called"},
		{lineWith("decisions", `[{"verb":"sing","at":"2026-11-20T14:00:00Z"}]`), `decisions[0].verb is "sing"`},
		{lineWith("decisions", `[{"verb":"done"}]`), "decisions[0].at is missing"},
	} {
		_, err := taken(test.line)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.80s\ngives %v\nwant  %s", test.line, err, test.want)
		}
	}
}

func TestALineIsTakenInAsItSays(t *testing.T) {
	a, err := taken(`{"channel":"blog","id":7,"remote":"https://x.example/7","text":"Hi \u202eevil","posted":"2026-11-20T15:00:00.1234+01:00",
		"author":{"handle":"@a\nb"},"status":"returned","tags":["b","a","b"],"later":{"unknown":true}}`)
	if err != nil {
		t.Fatal(err)
	}
	switch {
	case a.Post.Remote != "https://x.example/7":
		t.Errorf("remote %q", a.Post.Remote)
	case a.Post.Text.String() != "Hi evil" || a.Post.Original != "Hi \u202eevil":
		t.Errorf("text %q, original %q", a.Post.Text, a.Post.Original)
	case a.Post.Author.Handle.String() != "@a b" || a.Post.Author.Followers != -1:
		t.Errorf("author %+v", a.Post.Author)
	case a.Post.Posted != time.Date(2026, 11, 20, 14, 0, 0, 123e6, time.UTC):
		t.Errorf("posted %v", a.Post.Posted)
	case a.Post.Kind != inbox.Comment || !a.Seen || a.Start.Status != inbox.Returned:
		t.Errorf("%+v", a)
	case strings.Join(a.Start.Tags, " ") != "a b":
		t.Errorf("tags %v", a.Start.Tags)
	}
}

func TestLinesAreBounded(t *testing.T) {
	long := strings.Repeat("x", maxLine)
	in := "\ufeff  one \r\n" + long + "\n\n" + strings.Repeat(long, 3) + "\nlast"
	var got []string
	for b, err := range linesOf(strings.NewReader(in)) {
		if err != nil {
			b = []byte(err.Error())
		}
		got = append(got, string(b))
	}
	if want := strings.Join([]string{"one", errTooLong.Error(), "", errTooLong.Error(), "last"}, "|"); strings.Join(got, "|") != want {
		t.Errorf("got %.200s\nwant %s", strings.Join(got, "|"), want)
	}
}

func FuzzDecodeLine(f *testing.F) {
	f.Add([]byte(lineWith("tags", `["a"]`)))
	f.Add([]byte(lineWith("author", `{"handle":"a","followers":3}`)))
	f.Add([]byte(lineWith("decisions", `[{"verb":"tag","at":"2026-11-20T14:00:00Z","add":["x"]}]`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := taken(string(data))
		if err != nil {
			if msg := err.Error(); strings.Contains(msg, "json:") || strings.Contains(msg, "command.") {
				t.Errorf("an error for programmers: %s", msg)
			}
			return
		}
		it := inbox.Arrive(a, noon)
		it.Number = 1
		out := newLine(it, nil)
		if _, err := out.arrival(noon); err != nil {
			t.Errorf("what was taken in can't be taken in again: %v", err)
		}
	})
}
