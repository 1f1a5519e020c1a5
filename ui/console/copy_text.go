package console

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// copyMost is how many bytes are copied at once: in base64 they stay under the 100,000 characters that careful terminals take
// of an OSC 52 sequence.
const copyMost = 64 << 10

const errCopyAll = inbox.Reason("all that match is too much to copy; select what is wanted")

// copyTextMsg brings the threads of the items to copy, as far as there is room for them.
type copyTextMsg struct {
	on      scope
	threads []desk.Thread
}

// mayCopyText says why nothing can be copied as text, or nil.
func (m *model) mayCopyText() error {
	if m.chosen.all {
		return errCopyAll
	}
	if _, ok := m.current(); !ok {
		return errNoItem
	}
	return nil
}

// copyText gives the items to the terminal's clipboard as plain text, for people who don't use the console.
func (m *model) copyText() tea.Cmd {
	on, rows := m.given()
	seat := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		msg := copyTextMsg{on: on}
		for size, i := 0, 0; i < len(rows) && size < copyMost; i++ {
			th, err := seat.Thread(ctx, rows[i].Number)
			if err != nil {
				return troubleMsg{err}
			}
			msg.threads = append(msg.threads, th)
			for _, it := range th.Items {
				size += len(it.Text.String())
			}
		}
		return msg
	})
}

// gotCopyText writes the text, and says how the answer comes back to the inbox.
func (m *model) gotCopyText(msg copyTextMsg) tea.Cmd {
	var b strings.Builder
	in, away := uint64(0), true
	for i, th := range msg.threads {
		if b.Len() > copyMost {
			break
		}
		if i > 0 {
			b.WriteString("\n----------\n\n")
		}
		in, away = th.Row.Number, away && th.Row.Status == inbox.Escalated
		m.writeThread(&b, th)
	}
	st := good("copied as text: %s", m.named(msg.on))
	if b.Len() > copyMost {
		st = bad("copied as text: %s, but cut at %d KiB within item %d", m.named(msg.on), copyMost>>10, in)
	}
	st.more = " · " + m.lang.Say("%s brings the answer back", m.keyTo(string(inbox.VerbReturn)))
	if !away {
		st.more = " · " + m.lang.Say("%s escalates, then %s brings the answer back", m.keyTo(string(inbox.VerbEscalate)), m.keyTo(string(inbox.VerbReturn)))
	}
	return tea.Batch(tea.SetClipboard(upTo(b.String(), copyMost)), m.say(st))
}

// upTo is a text of at most so many bytes; … is where it is cut.
func upTo(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return prefix(text, most-len("…")) + "…"
}

// writeThread writes an item for somebody outside, and the rest of its thread.
func (m *model) writeThread(b *strings.Builder, th desk.Thread) {
	m.writeHead(b, th)
	m.writeQuoted(b, th.Row.Item)
	others := slices.DeleteFunc(slices.Clone(th.Items), func(p inbox.Item) bool { return p.Number == th.Row.Number })
	if len(others) > 0 {
		b.WriteString("\n" + m.lang.Say("The other posts of the thread:") + "\n")
	}
	for _, p := range others {
		if b.Len() > copyMost {
			return
		}
		b.WriteString("\n" + joined(m.fullName(p), m.dateAndZone(p.Posted), m.known(p)) + "\n")
		m.writeQuoted(b, p)
	}
}

// writeHead writes where an item is, who wrote it, when, and what a department was asked about it. Internal notes stay inside.
func (m *model) writeHead(b *strings.Builder, th desk.Thread) {
	it, l := th.Row.Item, m.lang
	who := m.fullName(it)
	if it.Author.Followers > 0 {
		who += ", " + l.Count(it.Author.Followers, "%d follower", "%d followers")
	}
	lines := []string{
		joined(m.brandTitleOf(it.Brand), it.Channel, l.Word(it.Kind), fmt.Sprint("#", it.Number)),
		who, joined(m.dateAndZone(it.Posted), m.known(it)), it.URL.Line(),
	}
	if len(it.Tags) > 0 {
		lines = append(lines, l.Say("Tags: %s", strings.Join(it.Tags, ", ")))
	}
	if it.Status == inbox.Escalated {
		lines = append(lines, l.Say("Escalated to %s", m.departmentTitleOf(it.Department)), reasonOf(th.History))
	}
	for _, line := range append(lines, it.Title.Line()) {
		if line != "" {
			b.WriteString(line + "\n")
		}
	}
	b.WriteString("\n")
}

// writeQuoted writes what a post says, as mail quotes: so that none can pass for what stands around it.
func (m *model) writeQuoted(b *strings.Builder, it inbox.Item) {
	text := it.Text.String()
	for _, media := range it.Media {
		if text != "" {
			text += "\n"
		}
		text += strings.TrimSpace("[" + m.lang.Say(mediaWord(media.Type)) + "] " + media.Alt.Line() + " " + media.URL.Line())
	}
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString(strings.TrimRight("> "+line, " ") + "\n")
	}
}

// fullName is who wrote a post, with the handle by which the platform knows them.
func (m *model) fullName(it inbox.Item) string {
	name, handle := inbox.CleanLine(m.authorName(it.Author)).String(), it.Author.Handle.Line()
	if handle != "" && handle != name {
		name += " (" + handle + ")"
	}
	if it.Ours {
		return m.lang.Say("%s (us)", name)
	}
	return name
}

// known is what is to know of a post before it is passed on: that it is private, and what became of it at its source.
func (m *model) known(it inbox.Item) string {
	private, became := "", ""
	if it.Private {
		private = m.lang.Say("private")
	}
	switch {
	case it.Visibility != inbox.Public:
		became = m.lang.Word(it.Visibility)
	case !it.Edited.IsZero() || it.Edits > 0:
		became = m.lang.Say("edited")
	}
	return joined(private, became)
}

// dateAndZone is a time for somebody who reads it another day, elsewhere.
func (m *model) dateAndZone(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	t = t.In(m.zone())
	return m.lang.Date(t) + t.Format(" 15:04 MST")
}

// reasonOf is what the department that has an item was told when it got it.
func reasonOf(history []inbox.Entry) string {
	for _, e := range slices.Backward(history) {
		if e.Undone {
			continue
		}
		switch inbox.Verb(e.What) {
		case inbox.VerbEscalate:
			return e.Text.String()
		case inbox.VerbMove:
			if !e.Text.Empty() {
				return e.Text.String()
			}
		}
	}
	return ""
}
