package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// besideADepartment has item 1 with sav and item 2 with another department, of which sav's people are to hear nothing.
func besideADepartment(t *testing.T, test func(*bench)) {
	team := team("doer")
	team.Brands = team.Brands[:1]
	team.Departments[1].Name, team.Departments[1].Title = "umbrlegal", "Umbrlaw"
	team.People = append(team.People[:6:6],
		inbox.Person{Name: "umbruna", Role: inbox.DepartmentRole, Department: "umbrlegal"},
		inbox.Person{Name: "sid", Role: inbox.DepartmentRole, Department: "sav", Keys: []string{"ssh-ed25519 AAAA sid@umbra"}})
	team.Rules = []inbox.Rule{{Name: "umbrrule", When: query(t, "hello"), Tag: []string{"x"}}}
	team.Views = []inbox.View{{Name: "umbrview", Query: query(t, "department:umbrlegal")}, {Name: "mine", Query: query(t, "assignee:me")}}
	team.Replies = []inbox.Canned{{Name: "umbrreply", Text: "x"}}
	team.Holds = []inbox.Hold{{Name: "umbrhold", By: "Umbrlaw", When: query(t, "brand:acme")}}
	onBenchOf(t, team, func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "umbrtext", time.Now()))
		lea := b.as("lea").From(away)
		for n, ds := range map[uint64][]inbox.Decision{
			1: {{Verb: inbox.VerbEscalate, To: "sav"}},
			2: {{Verb: inbox.VerbTag, Add: []string{"umbrtag"}}, reply("umbrreplied"), {Verb: inbox.VerbEscalate, To: "umbrlegal"}},
		} {
			for _, d := range ds {
				if _, _, err := lea.Decide(b.Context(), d, desk.Target{Number: n}); err != nil {
					b.Fatal(err)
				}
			}
		}
		test(b)
	})
}

func TestADepartmentHearsNothingOfAnother(t *testing.T) {
	besideADepartment(t, func(b *bench) {
		for name, answer := range answers {
			if said := fmt.Sprintf("%+v", answer(b, b.as("sam"))); strings.Contains(strings.ToLower(said), "umbr") {
				b.Errorf("sam hears of another department by %s: %s", name, said)
			}
		}
	})
}

func TestADepartmentKnowsWhomItDealsWithAndOfAChannelOnlyWhetherItWorks(t *testing.T) {
	besideADepartment(t, func(b *bench) {
		var names []string
		for _, p := range b.as("sam").Team().People {
			names = append(names, p.Name)
		}
		if want := []string{"sam", "nadia", "lea", "olga", "sid"}; !slices.Equal(names, want) {
			b.Errorf("sam knows %q, want %q", names, want)
		}
		if h := b.as("lea").Health()[0]; h.Queued != 1 {
			b.Fatalf("lea is told of %+v", h)
		}
		h := b.as("sam").Health()[0]
		if h.Channel != "fedi" || h.State == "" || h.Queued+h.Bad > 0 || h.Why+h.Mend+h.Account != "" || h.Trouble != nil || h.Outage != (desk.Outage{}) {
			b.Errorf("sam is told of %+v", h)
		}
	})
}
