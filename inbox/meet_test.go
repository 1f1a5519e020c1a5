package inbox

import (
	"testing"
	"time"
)

func TestAnItemKeepsWhatOnlyItsArrivalTold(t *testing.T) {
	it := Item{Post: Post{Remote: "7", Thread: "1", Parent: "6", Kind: Comment, Found: CleanLine("#acme"), Digest: "a"}}
	again := Post{Remote: "7", Thread: "6", Parent: "6", Kind: Match, Digest: "b", Text: Clean("edited")}
	m := it.Meet(Arrived{Post: again}, time.Now())
	if !m.News || m.Item.Thread != "1" || m.Item.Kind != Comment || m.Item.Found != it.Found {
		t.Errorf("read again by its id it hangs from %q, is a %s, was found by %q", m.Item.Thread, m.Item.Kind, m.Item.Found)
	}
	again.Kind = Mention
	if m = it.Meet(Arrived{Post: again}, time.Now()); m.Item.Kind != Mention {
		t.Errorf("edited to name us it stays a %s", m.Item.Kind)
	}
}
