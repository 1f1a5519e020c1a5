package inbox

import (
	"strings"
	"testing"
)

func TestEachRoleMayWhatTheTableSays(t *testing.T) {
	const (
		department = "return note author-note"
		trainee    = department + " reply tag snooze done reopen mute unmute like unlike"
		moderator  = trainee + " escalate move urge assign priority hide unhide approve delete restore spam unspam block unblock silence unsilence report amend retract"
		lead       = moderator + " send-back"
	)
	may := map[Role]string{Viewer: "", DepartmentRole: department, Trainee: trainee, Moderator: moderator, Lead: lead, Owner: lead}
	it := Item{Number: 7, Brand: "acme", Triage: Triage{Department: "sav"}}
	for role, verbs := range may {
		p := Person{Name: "nadia", Role: role, Department: "sav"}
		for _, a := range Actions {
			err := p.May(a, it)
			if want := strings.Contains(" "+verbs+" ", " "+string(a.Verb)+" "); (err == nil) != want {
				t.Errorf("%s, %s: %v", role, a.Verb, err)
			}
		}
	}
}

func TestWallsStandBetweenBrandsAndDepartments(t *testing.T) {
	note, _ := ActionOf(VerbNote)
	it := Item{Number: 7, Brand: "acme", Triage: Triage{Department: "sav"}}
	free := Item{Number: 8, Brand: "acme"}
	for _, c := range []struct {
		name string
		p    Person
		it   Item
		says string
	}{
		{"another brand's person", Person{Name: "x", Role: Owner, Brands: []string{"zenith"}}, it, "no access to the brand acme"},
		{"a person of the brand", Person{Name: "x", Role: Moderator, Brands: []string{"zenith", "acme"}}, it, ""},
		{"a person of every brand", Person{Name: "x", Role: Moderator}, it, ""},
		{"the department", Person{Name: "x", Role: DepartmentRole, Department: "sav"}, it, ""},
		{"another department", Person{Name: "x", Role: DepartmentRole, Department: "legal"}, it, "not with x's department"},
		{"a department, of an item that none has", Person{Name: "x", Role: DepartmentRole, Department: "sav"}, free, "not with x's department"},
		{"a person without their department's name", Person{Name: "x", Role: DepartmentRole}, free, "not with x's department"},
		{"a viewer", Person{Name: "x"}, it, "x is a viewer; note takes a department"},
	} {
		err := c.p.May(note, c.it)
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestTheTeamIsFoundByName(t *testing.T) {
	team := Team{
		People:      []Person{{Name: "nadia"}},
		Channels:    []Channel{{Name: "blog"}},
		Departments: []Department{{Name: "sav", Key: "s"}, {Name: "s", Key: "x"}, {Name: "legal"}},
	}
	if p, ok := team.Person("nadia"); !ok || p.Name != "nadia" {
		t.Error("nadia is not found")
	}
	if _, ok := team.Person("nobody"); ok {
		t.Error("nobody is somebody")
	}
	if c, ok := team.Channel("blog"); !ok || c.Name != "blog" {
		t.Error("the blog is not found")
	}
	if _, ok := team.Channel("fedi"); ok {
		t.Error("a channel that isn't there is found")
	}
	for name, want := range map[string]string{"sav": "sav", "s": "s", "x": "s", "legal": "legal", "": "", "z": ""} {
		if d, ok := team.Department(name); d.Name != want || ok != (want != "") {
			t.Errorf("department %q: %q, %v", name, d.Name, ok)
		}
	}
}
