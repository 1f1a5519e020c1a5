package inbox

import (
	"slices"
	"testing"
)

func TestTheInverseOfAnActionIsAnActionOfTheSameReach(t *testing.T) {
	for _, a := range Actions {
		if a.Inverse == "" {
			continue
		}
		inverse, ok := ActionOf(a.Inverse)
		if !ok || inverse.Outward != a.Outward {
			t.Errorf("%s: its inverse %q is in the table: %v, outward: %v", a.Verb, a.Inverse, ok, inverse.Outward)
		}
	}
}

func TestNoTwoActionsShareAVerbOrAKey(t *testing.T) {
	seen := map[string]Verb{}
	for _, a := range Actions {
		for _, name := range []string{"verb " + string(a.Verb), "key " + a.Key} {
			if other, taken := seen[name]; taken && name != "key " {
				t.Errorf("%s and %s share the %s", a.Verb, other, name)
			}
			seen[name] = a.Verb
		}
		if a.Title == "" || a.Help == "" {
			t.Errorf("%s has no title or no help", a.Verb)
		}
	}
}

func TestOnlyActionsThatLeaveTheInboxAskFirst(t *testing.T) {
	for _, a := range Actions {
		if a.Asks && !a.Outward {
			t.Errorf("%s asks first, and undo would do", a.Verb)
		}
	}
}

func TestWhateverGoesOutwardIsCheckedAgainstWhatWasSeen(t *testing.T) {
	for _, a := range Actions {
		if a.Outward && !a.Exact {
			t.Errorf("%s goes outward, whatever has become of the item", a.Verb)
		}
	}
}

func TestWhatIsWrittenTakesText(t *testing.T) {
	for _, v := range []Verb{VerbReply, VerbAmend, VerbNote, VerbAbout, VerbReturn, VerbUrge, VerbSendBack, VerbReport, VerbTag, VerbSnooze, VerbEscalate, VerbDone} {
		a, _ := ActionOf(v)
		if want := !slices.Contains([]Verb{VerbTag, VerbSnooze, VerbEscalate, VerbDone}, v); a.TakesText() != want {
			t.Errorf("%s takes text: %t", v, a.TakesText())
		}
	}
}
