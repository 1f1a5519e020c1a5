package inbox

import (
	"slices"
	"testing"
)

func TestAMisspeltNameFindsTheOneThatWasMeant(t *testing.T) {
	names := []string{"list", "log", "reply", "report", "retract", "done", "open", "mine", "Léa", "配送", "x"}
	for misspelt, want := range map[string][]string{
		"lst": {"list"}, "replay": {"reply"}, "opne": {"open"}, "repotr": {"report"},
		"re": {"reply", "report", "retract"}, "LIST": {"list"}, "lea": {"Léa"}, "配": {"配送"},
		"frobnicate": nil, "y": nil, "": nil, "dnoe": {"done"}, "notdone": nil,
	} {
		if got := Nearest(misspelt, names); !slices.Equal(got, want) {
			t.Errorf("%q is near to %q, want %q", misspelt, got, want)
		}
	}
}
