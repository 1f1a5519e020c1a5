package console

import (
	"testing"

	"github.com/charmbracelet/colorprofile"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// withRules is a desk with two rules, tried, and tags with colours of which the moods exclude each other.
func withRules() *fakeDesk {
	f := newFake(30)
	when := func(words string) inbox.Query {
		q, err := inbox.ParseQuery(words)
		if err != nil {
			panic(err)
		}
		return q
	}
	f.team.Tags = inbox.Tags{Exclusive: []string{"mood"}, Known: []inbox.Tag{
		{Name: "mood/angry", Color: "#c0392b"}, {Name: "mood/happy", Color: "#41853a"}, {Name: "livraison", Color: "#202020"},
	}}
	f.team.Rules = []inbox.Rule{
		{Name: "delivery", When: when("is:open (livraison or colis)"), Tag: []string{"livraison"}, Escalate: "sav"},
		{Name: "troll", When: when("casino"), Hide: true, Stop: true},
	}
	tag := inbox.Decision{Verb: inbox.VerbTag, Add: []string{"livraison"}}
	did := []inbox.Entry{{By: "lea", What: "escalate", To: "legal"}, {By: "lea", What: "note"}}
	f.trials = []desk.Trial{
		{Rule: f.team.Rules[0], Place: 1, Found: 14, Changed: 12, Items: []uint64{30, 25}, Effects: []desk.Effect{
			{Decision: tag, Would: 12, Agreed: 9}, {Decision: inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, Would: 12, Agreed: 5, Differed: 1,
				Others: []desk.Other{{Number: 25, Item: f.items[5], Did: did}}},
		}},
		{Rule: f.team.Rules[1], Place: 2, Found: 3, Stopped: 1, Changed: 2, Items: []uint64{24}, Effects: []desk.Effect{{Decision: inbox.Decision{Verb: inbox.VerbHide}, Would: 2}}},
	}
	return f
}

// withMoods has the item under the cursor carry a mood, and three things make it urgent.
func withMoods() *fakeDesk {
	f := withRules()
	it := &f.items[0]
	it.Tags = []string{"livraison", "mood/happy"}
	it.Priority, it.PriorityBy = inbox.High, inbox.ByRule("delivery")
	it.Raised = []inbox.Factor{{Cause: inbox.CauseReach, Count: 41200, Points: 10}, {Cause: inbox.CauseRepeated, Count: 3, Points: 10}}
	return f
}

func TestTheScreenOfRulesTellsWhatTheyWouldHaveDoneAndOpensIt(t *testing.T) {
	drive(t, withRules, 120, 40, func(d *driver) {
		d.press("g R").see("1  delivery → +livraison, escalate sav", "finds 14 items, would change 12", "people did the same with 5, otherwise with 1", "25: lea escalated to legal")
		d.see("2  troll → hide, stop", "an earlier rule stops it from 1", "hides nothing until its dry run: H makes it")
		d.press("H").see("delivery hides nothing")
		d.press("j H").see("dry run by nadia").miss("until its dry run")
		d.press("k enter").see("id:30,25").miss("would change")
		d.press("g R o").see("id:25").miss("would change")
		d.press("g R j o").see("no items there")
	})
}

func TestATagOfAnExclusiveGroupMakesRoomInThePicker(t *testing.T) {
	drive(t, withMoods, 120, 40, func(d *driver) {
		d.press("t").see("● mood/happy", "○ mood/angry", "✓ livraison", "one of mood/…")
		d.write("angry").press("space").see("● mood/angry", "○ mood/happy")
		d.write("happy").press("space").see("● mood/happy", "○ mood/angry")
		d.write("angry").press("enter").see("Tag 30")
	})
}

func TestAFixedListOfTagsOffersNoNewOne(t *testing.T) {
	fixed := func() *fakeDesk {
		f := withMoods()
		f.team.Tags.Fixed = true
		return f
	}
	drive(t, fixed, 120, 40, func(d *driver) {
		d.press("t").write("nouveau").see("not on the team's list").press("enter").see("nouveau is no tag: not on the team's list")
	})
}

func TestTheReaderSaysWhyAnItemIsUrgent(t *testing.T) {
	drive(t, withMoods, 160, 48, func(d *driver) {
		d.wait(2*pause).see("urgent because: rule “delivery” (+10), 41,200 followers (+10), 3 complaints", "of theirs (+10)", "!!")
	})
}

func TestATagsColourIsLegibleAndLeftOutWhereItCantBeShown(t *testing.T) {
	ts := withRules().team.Tags
	for _, dark := range []bool{true, false} {
		for _, tag := range ts.Known {
			if p := newStyles(look{dark: dark, profile: colorprofile.ANSI}).tag(ts, tag.Name); p != "" {
				t.Errorf("in 16 colours %s is drawn with %q", tag.Name, p)
			}
			if p := newStyles(look{dark: dark, profile: colorprofile.TrueColor}).tag(ts, tag.Name); p == "" {
				t.Errorf("%s has no colour", tag.Name)
			}
		}
	}
	black := newStyles(look{dark: true, profile: colorprofile.TrueColor}).tag(ts, "livraison")
	if same := newStyles(look{profile: colorprofile.TrueColor}).tag(ts, "livraison"); black == same {
		t.Errorf("#202020 is drawn the same on a dark ground and on a light one: %q", black)
	}
}

func TestADepartmentIsToldThatTheRulesAndCannedTextsAreNotTheirs(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := writing()
		f.team.Replies = nil
		f.person.Role, f.person.Department = inbox.DepartmentRole, "sav"
		return f
	}, 120, 40, func(d *driver) {
		d.press("g R").see("The rules aren't for a department to see").miss("[[rule]]").press("esc")
		d.press("3 c ctrl+t").see("canned texts are for who answers the public")
	})
}
