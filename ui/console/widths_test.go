package console

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"vigie/inbox"
)

// troublesome is what terminals disagree about, or that brings columns out of line: wide and combining characters, emoji of
// several runes, scripts that run from the right, and what takes no cell at all.
var troublesome = []string{
	"a", "é", " ", "…", "–", "e\u0301", "o\u0308\u0323\u0331\u0302\u0303", "漢", "字", "ﾊ", "ハ", "한", "\u1112\u1161\u11ab",
	"👍", "👍🏽", "❤️", "❤", "☎️", "1️⃣", "#️⃣", "🇫🇷", "🇫", "👩‍👩‍👧‍👦", "🏳️‍🌈", "👨🏿‍🚀", "🫠", "✈", "▶️", "◀", "▪️", "◾", "㊗️", "〰️", "🀄", "🃏",
	"متى", "سيصل", "لا", "שלום", "עִבְרִית", "\u0640", "हिन्दी", "क्\u200dष", "ไทย", "ำ", "မြန်မာ", "\u200d", "\u200c", "\ufe0f", "\u00ad", "\u3000", "\u0300", "𝔘", "𓀀", "🧑‍🤝‍🧑", "\U000e0067",
}

func troubles(t *rapid.T, name string) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(troublesome), 1, 30).Draw(t, name), "")
}

// TestNothingThatPeopleWriteBreaksAColumn draws every pane and what floats with such texts: each line is as wide as the screen, to
// a terminal that counts clusters and to one that counts runes (tmux).
func TestNothingThatPeopleWriteBreaksAColumn(t *testing.T) {
	stories := []string{"", "=", "G", "r", "t", "a", "/", "E", "%", "i", "i c", "L", "?", ":"}
	rapid.Check(t, func(rt *rapid.T) {
		name, text, tag := troubles(rt, "name"), troubles(rt, "text"), troubles(rt, "tag")
		story := rapid.SampledFrom(stories).Draw(rt, "story")
		size := rapid.SampledFrom(append(sizes, [2]int{97, 27}, [2]int{43, 11})).Draw(rt, "size")
		odd := func() *fakeDesk {
			f := newFake(12)
			for i := range f.items {
				it := &f.items[i]
				it.Text, it.Title, it.Author.Name, it.Tags = inbox.Clean(text), inbox.CleanLine(name), inbox.CleanLine(name), []string{inbox.CleanLine(tag).String()}
			}
			f.team.Brands[0].Title = inbox.CleanLine(name).String()
			f.team.Departments[0].Title = inbox.CleanLine(tag).String()
			who := inbox.CleanLine(name).String()
			f.past = inbox.AuthorHistory{
				Items: 3, Looked: 2, Status: map[inbox.Status]int{inbox.Open: 2}, Tags: map[string]int{f.items[0].Tags[0]: 2}, Recent: f.items[:1],
				Escalated: []inbox.Escalations{{Department: "sav", Items: 1}, {Department: who, Items: 1}}, Sanctions: []inbox.Sanction{{Verb: inbox.VerbBlock, By: who}},
				Notes: []inbox.AuthorNote{{By: who, Text: inbox.Clean(text)}}, Answers: []inbox.Answer{{By: who, Text: inbox.Clean(text)}},
			}
			return f
		}
		var broken error // told outside the story: it runs in a goroutine of its own
		drive(t, odd, size[0], size[1], func(d *driver) {
			d.press(story)
			if story == "r" || story == "t" || story == "/" {
				d.write(text)
			}
			broken = d.uneven(size[0], size[1])
		})
		if broken != nil {
			rt.Fatalf("%v after %q", broken, story)
		}
	})
}

// uneven says which line isn't w cells wide by both measures.
func (d *driver) uneven(w, h int) error {
	lines := strings.Split(ansi.Strip(d.m.View().Content), "\n")
	if len(lines) != h {
		return fmt.Errorf("%d lines of %d", len(lines), h)
	}
	for i, l := range lines {
		if clusters, runes := ansi.StringWidth(l), ansi.StringWidthWc(l); clusters != runes || clusters > w || clusters < w && len(d.m.layers) == 0 {
			return fmt.Errorf("line %d takes %d cells by clusters and %d by runes of %d: %q", i, clusters, runes, w, l)
		}
	}
	return nil
}
