package console

import (
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"vigie/inbox"
)

// BenchmarkKey is what the console itself spends on a key that moves the cursor, at 120×40: two messages and their frames (the
// key, the thread that it brings), without the desk's reading and without the library's writing.
func BenchmarkKey(b *testing.B) {
	fake, dark := newFake(300), true
	m := newModel(b.Context(), Options{Desk: fake, Profile: colorprofile.TrueColor, Dark: &dark})
	m.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
	m.Update(m.readAround(inbox.Position{})())
	m.Update(m.readCounts()())
	keys := []tea.KeyPressMsg{{Code: 'j', Text: "j"}, {Code: 'k', Text: "k"}}
	for i := 0; b.Loop(); i++ {
		m.Update(keys[i%2])
		m.View()
		number := m.reader.number
		th, _ := fake.Thread(b.Context(), number)
		m.Update(threadMsg{number: number, thread: th})
		m.View()
	}
}
