package inbox

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func when(t testing.TB, words string) Query {
	t.Helper()
	q, err := ParseQuery(words)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestRulesAreAskedInOrderUntilOneStops(t *testing.T) {
	team := Team{Tags: moods, Departments: []Department{{Name: "sav", AnswerWithin: 4 * time.Hour}}, Rules: []Rule{
		{Name: "vip", When: when(t, "followers:>1000"), Tag: []string{"vip"}, Stop: true},
		{Name: "refund", When: when(t, "remboursement"), Tag: []string{"refund"}, Escalate: "sav"},
		{Name: "open", When: when(t, "is:open"), Tag: []string{"seen"}},
		{Name: "angry", When: when(t, "tag:refund"), Tag: []string{"mood/angry"}, Priority: High},
		{Name: "again", When: when(t, "remboursement"), Tag: []string{"refund"}},
	}}
	of := func(followers int) []string {
		it := Item{Post: Post{Text: Clean("Un remboursement !"), Author: Author{Followers: followers}}}
		judged, after := team.Judge(team.Rules, it, decidedAt)
		var told []string
		for _, j := range judged {
			told = append(told, fmt.Sprintf("%d %s %d %s", j.Place, j.Rule.Name, len(j.Decisions), j.Stopped))
		}
		return append(told, fmt.Sprint(after.Tags, after.Status, after.UrgencyLevel()))
	}
	if got, want := of(10), []string{"2 refund 2 ", "4 angry 2 ", "5 again 0 ", "[mood/angry refund] escalated high"}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got, want := of(5000), []string{"1 vip 1 ", "2 refund 2 vip", "3 open 1 vip", "5 again 1 vip", "[vip] open normal"}; !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestAnEditedRuleIsAnotherOne(t *testing.T) {
	rule := Rule{Name: "troll", When: when(t, "casino"), Hide: true}
	seen := map[string]string{rule.Digest(): "the rule"}
	for name, edit := range map[string]func(*Rule){
		"name": func(r *Rule) { r.Name = "trolls" }, "when": func(r *Rule) { r.When = when(t, "casino or roulette") },
		"tag": func(r *Rule) { r.Tag = []string{"junk"} }, "priority": func(r *Rule) { r.Priority = Low },
		"assign": func(r *Rule) { r.Assign = "nadia" }, "escalate": func(r *Rule) { r.Escalate = "sav" },
		"snooze": func(r *Rule) { r.Snooze = time.Hour }, "done": func(r *Rule) { r.Done = true }, "stop": func(r *Rule) { r.Stop = true },
	} {
		edited := rule
		edit(&edited)
		if other, same := seen[edited.Digest()]; same {
			t.Errorf("with another %s it passes for %s", name, other)
		}
		seen[edited.Digest()] = name
	}
}

func TestWhatRulesDecideIsWhatTheirDecisionsMakeOfTheItem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SampledFrom([]string{"is:open", "remboursement", "tag:a", "-tag:a", "priority:>=high"})
		var rules []Rule
		for i := range rapid.IntRange(0, 5).Draw(t, "rules") {
			q, _ := ParseQuery(words.Draw(t, "when"))
			rules = append(rules, Rule{Name: fmt.Sprint("r", i), When: q, Tag: rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b"}), 0, 2).Draw(t, "tags"),
				Priority: Priority(rapid.IntRange(-1, 2).Draw(t, "priority")), Done: rapid.Bool().Draw(t, "done"), Stop: rapid.Bool().Draw(t, "stop")})
		}
		it := Item{Post: Post{Text: Clean("remboursement")}}
		judged, after := Team{}.Judge(rules, it, decidedAt)
		for _, j := range judged {
			for _, d := range j.Decisions {
				if next, err := Decide(it, d, ByRule(j.Rule.Name), decidedAt); err == nil && j.Stopped == "" {
					it.Triage = next
				} else if err != nil && j.Stopped == "" {
					t.Fatalf("%s can't be decided: %v", j.Rule.Name, err)
				}
			}
		}
		if p := Diff(it.Triage, after.Triage); len(p) > 0 {
			t.Errorf("made one by one it is otherwise: %s", p)
		}
	})
}
