package console

import (
	"testing"

	"vigie/inbox"
)

func TestWhoWritesHearsThatTheSamePostWasAnswered(t *testing.T) {
	it := inbox.Item{Number: 7, Channel: "fedi", Post: inbox.Post{Remote: "1"}}
	for want, a := range map[string]inbox.Applied{
		"nadia answered the same post on another channel: item 12": {Number: 7, Item: it, Change: inbox.Change{By: "nadia", Event: inbox.Decided{Number: 12, Decision: inbox.Decision{Verb: inbox.VerbReply}}}},
		"our account answered item 7 from elsewhere":               {Number: 7, Item: it, Change: inbox.Change{Event: inbox.Arrived{Channel: "fedi", Post: inbox.Post{Remote: "2", Ours: true}}}},
	} {
		if got := new(model).newsOf(a); got != want {
			t.Errorf("it hears %q, want %q", got, want)
		}
	}
}

func TestTheHistoryTellsWhereTheSamePostWasAnswered(t *testing.T) {
	for want, e := range map[string]inbox.Entry{
		"nadia answered on fedi2":                {By: "nadia", What: "answered", To: "fedi2"},
		"answered on fedi2":                      {What: "answered", To: "fedi2"},
		"forgot 2 items that are kept no longer": {What: "forgot", Forgot: inbox.Forgot{Items: 2}},
	} {
		if got := new(model).sentence(e); got != want {
			t.Errorf("it tells %q, want %q", got, want)
		}
	}
}
