package console

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// several is a scope of more than one item as it is kept beside the place of the person, so that a text for it is found again
// after the line was cut.
type several struct {
	All    bool     `json:"all,omitempty"`    // all that match
	Chosen bool     `json:"chosen,omitempty"` // they were selected
	Of     []member `json:"of,omitempty"`
}

// member is a row of several, as the person saw it.
type member struct {
	Number  uint64 `json:"number"`
	Version uint64 `json:"version"`
	Same    int    `json:"same,omitempty"` // for how many it stands
}

// severalOf is a scope as it is kept; nil where it is one item, which is kept by its number.
func (m *model) severalOf(s scope) *several {
	if s.one() {
		return nil
	}
	kept := &several{All: s.all, Chosen: m.chosen.any()}
	same := map[uint64]int{}
	for _, r := range s.alike {
		same[r.Number] = r.Same
	}
	for _, t := range s.targets {
		kept.Of = append(kept.Of, member{t.Number, t.Version, same[t.Number]})
	}
	return kept
}

// numbers are the items of a scope, as far as it names them.
func (s scope) numbers() (numbers []uint64) {
	for _, t := range s.targets {
		numbers = append(numbers, t.Number)
	}
	return numbers
}

// rows are the items as they were seen. What the person may no longer see is left out.
func (k *several) rows(ctx context.Context, d Desk) (rows []inbox.Row) {
	for _, each := range k.Of {
		if row, err := d.Item(ctx, each.Number); err == nil {
			row.Version, row.Same = each.Version, each.Same
			rows = append(rows, row)
		}
	}
	return rows
}

// scope is what several was made of, the cursor on a row. What was selected is selected again.
func (k *several) scope(m *model, on inbox.Row, rows []inbox.Row) scope {
	s := scope{all: k.All, row: on}
	for _, r := range rows {
		s.targets = append(s.targets, desk.Target{Number: r.Number, Version: r.Version})
		if r.Same > 1 {
			s.alike = append(s.alike, r)
		}
		if k.Chosen {
			m.chosen.picked[r.Number] = r
		}
	}
	m.chosen.all = k.All
	return s
}

// dropSeveral forgets the text that became a decision about several items.
func (m *model) dropSeveral(msg decidedMsg) tea.Cmd {
	a, _ := inbox.ActionOf(msg.decision.Verb)
	if msg.of == nil || msg.err != nil || msg.bulk.Done == 0 || !a.TakesText() {
		return nil
	}
	return m.forgetDraft(draftKey{verb: a.Verb})
}
