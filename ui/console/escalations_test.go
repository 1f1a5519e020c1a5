package console

import (
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// owing is a desk where three departments owe answers: one is late twice, one has hours, one owes nothing.
func owing() *fakeDesk {
	f := newFake(30)
	f.person.Role = inbox.Lead
	week, err := inbox.ParseWeek([]string{"mon-fri 09:00-18:00"})
	if err != nil {
		panic(err)
	}
	f.team.Departments = []inbox.Department{
		{Name: "sav", Title: "Service après-vente", Key: "s", AnswerWithin: 4 * time.Hour},
		{Name: "legal", Title: "Juridique", Key: "l", AnswerWithin: 8 * time.Hour, Hours: inbox.Hours{Week: week, Zone: time.UTC}},
		{Name: "rd", Title: "R&D", Key: "r"},
	}
	for _, e := range []struct {
		item       int
		department string
		due        time.Duration
		urged      int
		priority   inbox.Priority
	}{{1, "sav", 2 * time.Hour, 0, inbox.Normal}, {2, "sav", -30 * time.Hour, 0, inbox.High}, {3, "sav", -3 * time.Hour, 2, inbox.Urgent}, {5, "legal", 48 * time.Hour, 0, inbox.Low}, {7, "legal", 0, 1, inbox.Normal}} {
		it := &f.items[e.item]
		it.Status, it.Department, it.Escalated, it.Due = inbox.Escalated, e.department, noon.Add(-5*time.Hour), noon.Add(e.due)
		it.Urged, it.Priority = e.urged, e.priority
		if e.due == 0 {
			it.Due = noon.Add(1000 * time.Hour)
		}
	}
	return f
}

func TestWhatIsOverdueStandsFirstAndSaysSo(t *testing.T) {
	drive(t, owing, 120, 40, func(d *driver) {
		d.press("E").see("Service après-vente", "2 overdue", "overdue by 30 h", "overdue by 3 h · urged twice", "due in 2 h", "Juridique", "opens Mon", "owes nothing")
		first, second, third := d.lineOf("overdue by 30 h"), d.lineOf("overdue by 3 h"), d.lineOf("due in 2 h")
		if first > second || second > third {
			t.Errorf("the earliest due doesn't stand first:\n%s", d.screen())
		}
		if d.under() != d.desk.items[2].Number {
			t.Errorf("the cursor is on %d", d.under())
		}
	})
}

func TestACardIsUrgedMovedSentBackAndClosedFromTheBoard(t *testing.T) {
	drive(t, owing, 120, 40, func(d *driver) {
		latest, second := d.desk.items[2].Number, d.desk.items[3].Number
		d.press("E f").see("Urge:").write("the press asks").press("enter").see("urged once")
		d.press("m").see("Move 28", "Juridique").press("l").write("a question of law").press("enter")
		if it := d.desk.itemNow(latest); it.Department != "legal" {
			t.Errorf("moved it is with %s", it.Department)
		}
		if d.under() != second {
			t.Errorf("the cursor is on %d, not on what is the latest now", d.under())
		}
		d.press("s enter").see("wants to know why").write("ours").press("enter")
		if it := d.desk.itemNow(second); it.Status != inbox.Returned || it.Department != "" {
			t.Errorf("sent back it is %s with %s", it.Status, it.Department)
		}
		d.press("d").see("owes nothing").press("u").see("due in 2 h")
	})
}

func TestTheCursorGoesAmongDepartmentsAndStaysOnItsCard(t *testing.T) {
	drive(t, owing, 80, 24, func(d *driver) {
		d.press("E j")
		card := d.under()
		d.press("l").see("due in").press("h")
		if d.under() != card {
			t.Errorf("back in the column the cursor is on %d, it was on %d", d.under(), card)
		}
		it := &d.desk.items[9]
		it.Status, it.Department, it.Due = inbox.Escalated, "sav", noon.Add(-100*time.Hour)
		d.desk.notices <- desk.Notice{Applied: []inbox.Applied{{Number: it.Number, Item: *it}}}
		d.wait(time.Second).see("3 overdue")
		if d.under() != card {
			t.Errorf("an arrival moved the cursor to %d, it was on %d", d.under(), card)
		}
	})
}

func TestACardOpensWithItsExchangeAndEscComesBackToTheBoard(t *testing.T) {
	drive(t, owing, 120, 40, func(d *driver) {
		n := d.desk.items[2].Number
		d.desk.log[n] = []inbox.Entry{
			{At: noon.Add(-5 * time.Hour), By: "nadia", What: "escalate", To: "sav", Text: inbox.Clean("Can you look?")},
			{At: noon.Add(-2 * time.Hour), By: "léa", What: "urge", Text: inbox.Clean("They wait.")},
		}
		d.press("E enter").see("escalated to sav", "Can you look?", "urged the department", "They wait.").miss("owes nothing")
		if d.under() != n {
			t.Errorf("open is %d", d.under())
		}
		d.press("esc").see("owes nothing")
		if d.under() != n {
			t.Errorf("back on the board the cursor is on %d", d.under())
		}
		d.press("esc").see("is:open")
	})
}

func TestTheComposerShowsWhyALeadSentItBack(t *testing.T) {
	drive(t, owing, 120, 40, func(d *driver) {
		it := &d.desk.items[0]
		it.Status = inbox.Returned
		d.desk.log[it.Number] = []inbox.Entry{{At: noon.Add(-time.Hour), By: "léa", What: "send-back", Text: inbox.Clean("Answer it yourself: two weeks.")}}
		d.press("4").see("← sent back").press("r").see("léa sent it back: Answer it yourself: two weeks.")
	})
}

func TestAllColumnsAreShownWhereTheyFitAndElseAsManyAsRead(t *testing.T) {
	for _, c := range []struct{ columns, w, n, wide int }{{6, 156, 6, 24}, {6, 116, 3, 37}, {6, 76, 2, 37}, {6, 36, 1, 36}, {1, 76, 1, 76}, {3, 76, 3, 24}, {0, 76, 0, 76}} {
		if n, wide := fitting(c.columns, c.w); n != c.n || wide != c.wide {
			t.Errorf("of %d columns in %d cells: %d of %d, want %d of %d", c.columns, c.w, n, wide, c.n, c.wide)
		}
	}
}

// itemNow is an item as it stands.
func (f *fakeDesk) itemNow(number uint64) inbox.Item {
	f.mu.Lock()
	defer f.mu.Unlock()
	i, err := f.find(number)
	if err != nil {
		panic(err)
	}
	return f.items[i]
}
