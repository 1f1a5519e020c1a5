package console

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/keys"
)

// skipped is what the last decision about several items left out, each with why.
type skipped struct {
	title inbox.Phrase // of the decision
	all   []desk.Skip
}

// skippedMost is how many of them are listed: nobody reads more, and a search finds the others.
const skippedMost = 200

// skippedBoard lists them.
type skippedBoard struct {
	board
	what skipped
	rows map[uint64]inbox.Row // as they were read; one that can't be isn't there
}

type skippedMsg struct{ rows map[uint64]inbox.Row }

func (m *model) maySkipped() error {
	if len(m.skipped.all) == 0 {
		return inbox.Reason("the last decision left nothing out")
	}
	return nil
}

func (m *model) openSkipped() tea.Cmd {
	b := &skippedBoard{what: m.skipped}
	m.push(b)
	d, some := m.desk, b.some()
	return m.ask(func(ctx context.Context) tea.Msg {
		rows := map[uint64]inbox.Row{}
		for _, s := range some {
			if row, err := d.Item(ctx, s.Number); err == nil {
				rows[s.Number] = row
			}
		}
		return skippedMsg{rows}
	})
}

func (b *skippedBoard) some() []desk.Skip { return b.what.all[:min(len(b.what.all), skippedMost)] }

func (b *skippedBoard) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case skippedMsg:
		b.rows = msg.rows
	case tea.KeyPressMsg:
		return b.press(m, msg.String())
	}
	return nil
}

func (b *skippedBoard) screen() string { return keys.OnSkipped }

func (b *skippedBoard) press(m *model, key string) tea.Cmd {
	if b.moved(key, len(b.some())) {
		return nil
	}
	switch own(b.screen(), key) {
	case "open":
		m.pop(b)
		return m.goTo(b.what.all[b.at].Number)
	case "leave":
		m.pop(b)
	}
	return nil
}

func (b *skippedBoard) draw(m *model) float {
	s := m.styles
	_, _, w := m.boardSize()
	var all []entry
	for _, skip := range b.some() {
		what := plainNumber(skip.Number)
		if row, ok := b.rows[skip.Number]; ok {
			what += " · " + m.authorName(row.Author) + " · " + snippet(row, w)
		}
		all = append(all, entry{[]string{s.text.draw(cut(what, w)), "  " + s.late.draw(cut(m.reason(skip.Why), w-2))}})
	}
	head := m.lang.Count(len(b.what.all), "%d item was left as it is", "%d items were left as they are")
	if more := len(b.what.all) - len(all); more > 0 {
		head += " · " + m.lang.Count(len(all), "the first %d", "the first %d")
	}
	return m.drawBoard(&b.board, m.lang.Say("%s: skipped", b.what.title), []string{s.muted.draw(head), ""}, all)
}

func (b *skippedBoard) hints(m *model) []hint { return m.ownHints(b.screen(), nil) }
