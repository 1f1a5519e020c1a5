package console

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// card is who an author is to us: what they wrote, what we did about it, what we answered.
type card struct {
	board
	number uint64
	row    inbox.Row
	known  inbox.AuthorHistory
	loaded bool
	err    error
}

type cardMsg struct {
	number uint64
	known  inbox.AuthorHistory
	err    error
}

func (m *model) openCard() tea.Cmd {
	row, ok := m.current()
	if !ok {
		return nil
	}
	m.push(&card{number: row.Number, row: row})
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		known, err := d.Author(ctx, row.Number)
		return cardMsg{row.Number, known, err}
	})
}

func (c *card) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case cardMsg:
		if msg.number == c.number {
			c.known, c.err, c.loaded = msg.known, msg.err, true
		}
	case tea.KeyPressMsg:
		posts := c.posts()
		switch k := msg.String(); {
		case c.moved(k, len(posts)):
		case k == "enter" && len(posts) > 0:
			m.pop(c)
			return m.goTo(posts[min(c.at, len(posts)-1)].Number)
		case k == "/":
			m.pop(c)
			return m.findTerm("author", c.row.Author.Key())
		case k == "esc", k == "q", k == "i", k == "ctrl+c":
			m.pop(c)
		}
	}
	return nil
}

// posts are theirs and our answers, the newest first.
func (c *card) posts() []inbox.Item {
	posts := slices.Concat(c.known.Recent, c.known.Replies)
	slices.SortStableFunc(posts, func(a, b inbox.Item) int { return b.Posted.Compare(a.Posted) })
	return posts
}

func (c *card) draw(m *model) float {
	_, _, w := m.boardSize()
	head := c.head(m, w)
	var all []entry
	for _, it := range c.posts() {
		all = append(all, entry{m.cardPost(it, w)})
	}
	return m.drawBoard(&c.board, m.authorName(c.row.Author), head, all)
}

func (c *card) head(m *model, w int) []string {
	s, a := m.styles, c.row.Author
	var facts []string
	if a.Followers >= 0 && (a.Followers > 0 || !a.Since.IsZero()) {
		facts = append(facts, m.lang.Count(a.Followers, "%d follower", "%d followers"))
	}
	if !a.Since.IsZero() {
		facts = append(facts, m.lang.Say("account since %s", m.lang.Date(a.Since.In(m.zone()))))
	}
	if a.Bot {
		facts = append(facts, m.lang.Say("says it is a bot"))
	}
	if a.Verified {
		facts = append(facts, m.lang.Say("verified"))
	}
	lines := []string{"  " + s.text.draw(cut(joined(a.Handle.String(), m.lang.Say("on %s", c.row.Channel)), w)), "  " + s.muted.draw(cut(strings.Join(facts, " · "), w))}
	switch h := c.known; {
	case c.err != nil:
		lines = append(lines, "  "+s.danger.draw(cut(m.lang.Error(c.err), w)))
	case c.loaded && h.Items > 0:
		with := []string{m.lang.Count(h.Items, "%d item", "%d items")}
		if !h.First.IsZero() {
			with = append(with, m.lang.Say("first %s", m.clock(h.First)), m.lang.Say("last %s", m.clock(h.Last)))
		}
		if h.Escalations > 0 {
			with = append(with, m.lang.Count(h.Escalations, "escalated %d time", "escalated %d times"))
		}
		with = append(with, m.lang.Count(len(h.Replies), "%d answer of ours", "%d answers of ours"))
		lines = append(lines, "  "+s.text.draw(cut(strings.Join(with, " · "), w)))
		if len(h.Tags) > 0 {
			lines = append(lines, "  "+s.muted.draw(cut(m.tagTally(h.Tags), w)))
		}
	}
	return append(lines, s.rule.draw(rule(w+2)))
}

// tagTally are tags with how often, the most frequent first.
func (m *model) tagTally(tags map[string]int) string {
	var words []string
	for _, tag := range slices.SortedFunc(maps.Keys(tags), func(a, b string) int { return cmp.Or(cmp.Compare(tags[b], tags[a]), cmp.Compare(a, b)) }) {
		words = append(words, tag+" "+m.lang.Number(tags[tag]))
	}
	return strings.Join(words, " · ")
}

func (m *model) cardPost(it inbox.Item, w int) []string {
	s := m.styles
	who, p := m.clock(it.Posted), s.text
	if it.Ours {
		who, p = who+"  "+m.lang.Say("we answered"), s.sent
	} else {
		who += "  " + m.lang.Word(it.Status)
	}
	lines := []string{s.muted.draw(cut(who, w))}
	text := wrap(prefix(it.Text.Line(), 6*w), w)
	for _, l := range text[:min(len(text), 2)] {
		lines = append(lines, p.draw(l))
	}
	return append(lines, "")
}

func (c *card) hints(*model) []hint {
	return []hint{{key: "j k", word: "move"}, {key: "enter", word: "that item"}, {key: "/", word: "all of theirs"}, {key: "esc", word: "leave"}}
}

func (m *model) mayLook() error {
	if _, ok := m.current(); !ok {
		return errNoItem
	}
	return nil
}
