package command

import (
	"testing"

	"vigie/inbox"
)

func TestWhatIsOwedIsAsUrgentAsTheConsoleShowsIt(t *testing.T) {
	raised := func(p inbox.Priority, by string, urged int) (it inbox.Item) {
		it.Status, it.Priority, it.PriorityBy, it.Urged = inbox.Escalated, p, by, urged
		it.Raised = []inbox.Factor{{Cause: inbox.CauseReach, Count: 50_000, Points: 10}}
		return it
	}
	for want, it := range map[string]inbox.Item{
		"high":             raised(inbox.Normal, "", 0),
		"urgent, urged 2×": raised(inbox.High, "rule vip", 2),
		"":                 {},
	} {
		if got := urgency(it); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
