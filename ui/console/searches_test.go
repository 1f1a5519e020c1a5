package console

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"
)

func TestUpBringsEarlierSearchesBackEachOnce(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		for _, words := range []string{"colis", "parfait", "colis", "commande"} {
			w.press("/ ctrl+u").write(words).press("enter").wait(time.Second)
		}
		w.press("/ ctrl+u").write("mer").press("up").see("/ commande").press("up").see("/ colis").press("up").see("/ parfait").press("up").see("/ parfait")
		w.press("down down down").see("/ mer").press("up up enter").wait(time.Second).see("colis")
		again := sit(t, w.ctx, w.real, "nadia")
		again.press("/ up").see("/ colis").press("up").see("/ commande").press("esc")
		other := sit(t, w.ctx, w.real, "léa")
		other.press("/ ctrl+u up").miss("/ commande", "/ colis")
	})
}

func TestProposalsStillHaveTheArrows(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("/ ctrl+u").write("is:").press("down tab").see("/ is:snoozed")
	})
}

func TestAHundredSearchesAreKept(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		for i := range searchesMost + 5 {
			if msg := w.m.rememberSearch(fmt.Sprint("mot", i))(); msg != nil {
				t.Fatal(msg)
			}
		}
		value, _, err := w.m.desk.Recall(searchesKey)
		var past []string
		if err != nil || json.Unmarshal(value, &past) != nil || len(past) != searchesMost || !slices.Contains(past, "mot104") || slices.Contains(past, "mot4") {
			t.Errorf("kept are %d, %v", len(past), err)
		}
	})
}
