package console

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

func TestOneCountOfTheViewsRunsAtATime(t *testing.T) {
	m := newModel(t.Context(), Options{Desk: newFake(30)})
	m.views = append(m.views, view{name: "Late", query: inbox.Query{}})
	m.tallies = append(m.tallies, tally{})

	first := m.gotCounts(countsMsg{})
	if first == nil {
		t.Fatal("the saved search was not counted")
	}
	for range 3 {
		if cmd := m.gotCounts(countsMsg{}); cmd != nil {
			t.Fatal("a second count began while the first one ran")
		}
	}
	next := m.gotTallies(first().(talliesMsg))
	if got := m.tallies[len(m.tallies)-1]; !got.known || got.n != 30 {
		t.Fatalf("counted %+v of 30", got)
	}
	if next == nil {
		t.Fatal("what changed meanwhile is never counted")
	}
	if m.gotCounts(countsMsg{}) != nil {
		t.Fatal("a count began before the first one was over its rest")
	}
	if _, cmd := m.Update(next()); cmd == nil || !m.counting.running {
		t.Fatal("what changed meanwhile was not counted after the rest")
	}
}

func TestNumbersOfAnotherBrandAreDropped(t *testing.T) {
	m := newModel(t.Context(), Options{Desk: newFake(30)})
	m.picked = "acme"
	late := m.countViews()
	m.picked = ""
	m.tallies[0] = tally{n: 7, known: true}
	var msg tea.Msg = late()
	m.gotTallies(msg.(talliesMsg))
	if m.tallies[0].n != 7 {
		t.Fatal("a number of another brand is shown")
	}
}
