package console

import (
	"slices"
	"strings"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// postEvent is a post: who and when, what it answers where that isn't right above, then the text a little to the right.
func (m *model) postEvent(it inbox.Item, current bool, above *inbox.Item, w int) event {
	s := m.styles
	mark := ""
	if current {
		mark = s.accent.draw("◀ ")
	}
	k := marking{m: m, item: it.Number}
	lines := []string{ends(m.postHead(it, w, &k), mark, w)}
	if quote := m.quoteLine(it, above, w); quote != "" {
		lines = append(lines, quote)
	}
	lines = append(lines, m.postText(it, w, len(lines), &k)...)
	return event{at: it.Posted, lines: lines, marks: k.marks, item: current}
}

func (m *model) postHead(it inbox.Item, w int, k *marking) string {
	s := m.styles
	name, when := s.bold, m.clock(it.Posted)
	who := m.authorName(it.Author)
	if it.Ours {
		name, who = s.sent, m.lang.Say("%s (us)", who)
	}
	drawn := name.draw(cut(who, w/2))
	if !it.Ours {
		drawn = strings.Join(k.wrapped(cut(who, w/2), max(w/2, 2), 0, name, false), "")
	}
	head := " " + drawn + s.muted.draw(" · "+when)
	if !it.Edited.IsZero() || it.Edits > 0 {
		head += s.muted.draw(" · " + m.lang.Say("edited"))
	}
	switch {
	case it.Ours || it.Lang == "": // in which language we wrote, the platform only supposes
	case m.foreign(it.Lang):
		head += s.muted.draw(" · ") + s.late.draw(m.lang.Say("written in “%s”", inbox.CleanLine(it.Lang)))
	default:
		head += s.muted.draw(" · " + inbox.CleanLine(it.Lang).String())
	}
	if it.Visibility != inbox.Public {
		head += " " + s.late.draw(m.lang.Word(it.Visibility))
	}
	return head
}

// foreign reports whether a language isn't the reader's.
func (m *model) foreign(tag string) bool {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return base != m.lang.String() && base != "und"
}

// quoteLine is what a post answers, in one line; "" where that is the post above, or what the whole thread hangs from.
func (m *model) quoteLine(it inbox.Item, above *inbox.Item, w int) string {
	if it.Parent == "" || above != nil && above.Remote == it.Parent {
		return ""
	}
	all := m.reader.thread.Items
	i := slices.IndexFunc(all, func(p inbox.Item) bool { return p.Remote == it.Parent && p.Channel == it.Channel })
	switch {
	case i >= 0:
		quote := "↳ " + m.authorName(all[i].Author) + ": " + prefix(all[i].Text.Line(), 2*measure)
		return "   " + m.styles.muted.draw(cut(quote, min(w-4, measure)))
	case it.Parent == it.Thread || !m.reader.loaded:
		return ""
	}
	return "   " + m.styles.muted.draw(cut("↳ "+m.lang.Say("answers a post that isn't here"), w-4))
}

// postText is what a post says, from the at-th line of its event on.
func (m *model) postText(it inbox.Item, w, at int, k *marking) []string {
	s, numbers := m.styles, m.numbered()
	var lines []string
	p := s.text
	if it.Visibility == inbox.Deleted && !it.Text.Empty() {
		p = s.muted
		lines = append(lines, "   "+s.late.draw(cut(m.lang.Say("It is no longer at its source; this is what it said:"), w-4)))
	}
	for _, l := range k.wrapped(numberedText(it.Text.String(), numbers), min(w-4, measure), at+len(lines), p, p == "") {
		lines = append(lines, "   "+l)
	}
	for _, media := range it.Media {
		lines = append(lines, m.mediaLines(media, numbers, w)...)
	}
	for _, l := range links(it) {
		lines = append(lines, "   "+m.linkLine(l, linkNumber(l, numbers), w-3))
	}
	return lines
}

// mediaLines tell of a picture, a film or a sound what its author says it shows.
func (m *model) mediaLines(media inbox.Media, numbers []string, w int) (lines []string) {
	what := m.lang.Say(mediaWord(media.Type))
	if n := linkNumber(media.URL.String(), numbers); n != "" {
		what += " " + n
	}
	p, alt := m.styles.muted, media.Alt.String()
	if alt == "" {
		p, alt = m.styles.late, m.lang.Say("no alt text")
	}
	for _, l := range wrap("["+what+"] "+alt, min(w-4, measure)) {
		lines = append(lines, "   "+p.draw(l))
	}
	return lines
}

func mediaWord(kind string) inbox.Phrase {
	switch kind {
	case "image":
		return "image"
	case "video":
		return "video"
	case "audio":
		return "sound"
	}
	return "file"
}

// edits are the differences that each edit of a thread's item made, by when it came: made beside the screen, since long texts
// take a while to compare.
func edits(th desk.Thread) map[time.Time]string {
	all := map[time.Time]string{}
	for i, v := range th.Versions {
		now := th.Row.Text
		if i+1 < len(th.Versions) {
			now = th.Versions[i+1].Text
		}
		all[v.At.UTC()] = difference(v.Text.String(), now.String())
	}
	return all
}

// differenceLines draw a difference; the marks say what the colours do.
func (m *model) differenceLines(text string, w int) (lines []string) {
	s, p := m.styles, m.styles.muted
	for _, l := range wrap(text, min(w-4, measure)) {
		words := strings.Split(l, " ")
		for i, word := range words {
			switch {
			case strings.HasPrefix(word, "[-"):
				p = s.danger
			case strings.HasPrefix(word, "{+"):
				p = s.sent
			}
			words[i] = p.draw(word)
			if strings.HasSuffix(word, "-]") || strings.HasSuffix(word, "+}") {
				p = s.muted
			}
		}
		lines = append(lines, "   "+strings.Join(words, " "))
	}
	return lines
}
