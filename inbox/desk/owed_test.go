package desk_test

import (
	"errors"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// owes are the numbers of what a department owes, as a person sees it.
func (b *bench) owes(person, department string) (numbers []uint64) {
	b.Helper()
	owed, err := b.as(person).Owed(b.Context(), inbox.OwedAsk{Department: department})
	if err != nil {
		b.Fatal(err)
	}
	if len(owed.Rows) != owed.All {
		b.Errorf("%s reads %d of %d", person, len(owed.Rows), owed.All)
	}
	for _, r := range owed.Rows {
		numbers = append(numbers, r.Number)
	}
	return numbers
}

func TestOnlyItsOwnPeopleAndTheInboxSeeWhatADepartmentOwes(t *testing.T) {
	team := team("doer")
	team.People = append(team.People, inbox.Person{Name: "lou", Role: inbox.DepartmentRole, Department: "legal"}, inbox.Person{Name: "dan", Role: inbox.DepartmentRole})
	onBenchOf(t, team, func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		for person, sees := range map[string]bool{"sam": true, "vera": true, "lea": true, "lou": false, "dan": false, "uma": false} {
			if got := b.owes(person, "sav"); (len(got) == 1) != sees {
				b.Errorf("%s sees that sav owes %v", person, got)
			}
		}
		for person, sees := range map[string]int{"sam": 1, "lou": 1, "dan": 0, "lea": 2} {
			if got, err := b.as(person).Departments(b.Context()); err != nil || len(got) != sees {
				b.Errorf("%s sees the departments %v, %v", person, got, err)
			}
		}
		if _, err := b.as("lea").Owed(b.Context(), inbox.OwedAsk{Department: "nowhere"}); !errors.Is(err, desk.ErrUnknown) {
			b.Errorf("a department that there isn't: %v", err)
		}
	})
}

func TestWhatADepartmentOwesThatTheTeamFileNoLongerHasIsNotLost(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "legal"}, 1)
		b.options.Team.Departments = b.options.Team.Departments[:1]
		b.reopen()
		got, err := b.as("lea").Departments(b.Context())
		if err != nil || len(got) != 2 || got[1].Name != "legal" {
			b.Errorf("lea sees the departments %v, %v", got, err)
		}
		if owes := b.owes("lea", "legal"); len(owes) != 1 {
			b.Errorf("legal owes %v", owes)
		}
	})
}

func TestAnEscalationIsDueInTheHoursOfItsDepartment(t *testing.T) {
	team := team("doer")
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Fatal(err)
	}
	week, err := inbox.ParseWeek([]string{"mon-fri 09:00-18:00"})
	if err != nil {
		t.Fatal(err)
	}
	team.Departments[0].Hours = inbox.Hours{Week: week, Zone: paris}
	onBenchOf(t, team, func(b *bench) { // the bubble begins on Saturday, 1 January 2000
		b.arrive(post("1", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		if due := b.item(1).Due; !due.Equal(time.Date(2000, 1, 3, 12, 0, 0, 0, time.UTC)) {
			b.Errorf("four hours from Saturday are over %s", due)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbMove, To: "legal"}, 1)
		if it := b.item(1); it.Department != "legal" || !it.Due.IsZero() {
			b.Errorf("with a department without a service level it is due %s", it.Due)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbMove, To: "sav"}, 1)
		if due := b.item(1).Due; !due.Equal(time.Date(2000, 1, 3, 12, 0, 0, 0, time.UTC)) {
			b.Errorf("moved back it is due %s", due)
		}
	})
}

func TestAnUrgeReachesTheDepartmentAndStandsInTheLog(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		sam := b.as("sam")
		if err := sam.MarkSeen(1); err != nil {
			b.Fatal(err)
		}
		w := sam.Watch()
		defer w.Close()
		b.decide(inbox.Decision{Verb: inbox.VerbUrge, Text: inbox.Clean("the customer waits")}, 1)
		if n, err := w.Next(b.Context()); err != nil || len(n.Applied) != 1 || n.Applied[0].Item.Urged != 1 {
			b.Errorf("sam hears %+v, %v", n, err)
		}
		if row, err := sam.Item(b.Context(), 1); err != nil || row.Seen || row.Urged != 1 {
			b.Errorf("sam sees %+v, %v", row, err)
		}
		log, err := sam.Log(b.Context(), inbox.LogAsk{Number: 1})
		if err != nil || log[0].What != "urge" || log[0].Text.String() != "the customer waits" {
			b.Errorf("the log is %+v, %v", log, err)
		}
	})
}

func TestWhoMayMoveUrgeAndSendBackWhatADepartmentHas(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		it := b.item(1).Item
		for person, verbs := range map[string]map[inbox.Verb]bool{
			"vera":  {inbox.VerbMove: false, inbox.VerbUrge: false, inbox.VerbSendBack: false, inbox.VerbReturn: false},
			"sam":   {inbox.VerbMove: false, inbox.VerbUrge: false, inbox.VerbSendBack: false, inbox.VerbReturn: true},
			"tom":   {inbox.VerbMove: false, inbox.VerbUrge: false, inbox.VerbSendBack: false, inbox.VerbReturn: true},
			"nadia": {inbox.VerbMove: true, inbox.VerbUrge: true, inbox.VerbSendBack: false, inbox.VerbReturn: true},
			"lea":   {inbox.VerbMove: true, inbox.VerbUrge: true, inbox.VerbSendBack: true, inbox.VerbReturn: true},
		} {
			for v, may := range verbs {
				if err := b.as(person).May(v, it); (err == nil) != may {
					b.Errorf("%s, to %s: %v", person, v, err)
				}
			}
		}
		if _, _, err := b.as("lea").Decide(b.Context(), inbox.Decision{Verb: inbox.VerbSendBack, Text: inbox.Clean("ours")}, desk.Target{Number: 1}); err != nil {
			b.Fatal(err)
		}
		if _, err := b.as("sam").Item(b.Context(), 1); !errors.Is(err, desk.ErrNotFound) {
			b.Errorf("sent back, sam reads it: %v", err)
		}
		if _, err := b.as("lea").Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		if got := b.owes("sam", "sav"); len(got) != 1 {
			b.Errorf("the sending back is undone, and sam owes %v", got)
		}
	})
}
