package console

import (
	"testing"

	"vigie/inbox"
	"vigie/ui/keys"
)

func TestEveryCommandOfTheTableIsDoneHereAndNoOther(t *testing.T) {
	how := deeds()
	for _, c := range keys.All() {
		if _, done := how[c.Name]; !done && !c.Fixed && c.Group != keys.Views {
			t.Errorf("nothing is done for %s", c.Name)
		}
		delete(how, c.Name)
	}
	for name := range how {
		t.Errorf("%s isn't in the table", name)
	}
}

func TestTheLettersOfTheTableAreThoseOfTheViews(t *testing.T) {
	letters := ""
	for _, v := range standardViews(0, inbox.Team{}, inbox.Lead) {
		letters += v.key
	}
	if letters != keys.Letters {
		t.Errorf("the views have the letters %s, the table says %s", letters, keys.Letters)
	}
}

// chosen is a desk whose team chose keys.
func chosen(own map[string][]string) func() *fakeDesk {
	return func() *fakeDesk {
		f := newFake(20)
		f.team.Keys = own
		return f
	}
}

func TestChosenKeysActAndAreShownEverywhere(t *testing.T) {
	own := map[string][]string{"done": {"k"}, "up": {}, "snooze": {"g z"}, "unsent": {"ctrl+x"}, keys.ViewByLetter: {"ctrl+g"}, "first": {}, "rules": {}, "channels": {}, "take-next": {}}
	drive(t, chosen(own), 120, 40, func(d *driver) {
		d.see("k done", "g z snooze").miss("d done")
		d.press("k").see("Done 20", "u takes it back")
		d.press("d").see("d does nothing here; ? shows the keys")
		d.press("?").write("done").see("k Done").press("esc")
		d.press(":").write("ctrl-x").see("ctrl-x Not sent").press("esc")
		d.press("ctrl+g").see("o open", "r returned").press("r").see("is:returned")
		d.press("g").see("z snooze").miss("r returned").press("esc")
	})
}

func TestAKeyThatIsTurnedOffDoesNothingAndItsCommandIsFoundByName(t *testing.T) {
	drive(t, chosen(map[string][]string{"block": {}, "undo": {}, keys.ViewByNumber: {"f1"}}), 120, 40, func(d *driver) {
		d.press("B").see("B does nothing here").press("2").see("2 does nothing here")
		d.press("d").see(": undo takes it back").miss("u undo")
		d.press("?").write("block").see(": block").press("esc")
		d.press(":").write("block author").see("Block author").press("enter").miss("does nothing")
	})
}

func TestKeysFollowTheTeamFile(t *testing.T) {
	drive(t, chosen(nil), 120, 40, func(d *driver) {
		d.see("d done")
		d.desk.team.Keys = map[string][]string{"done": {"ctrl+d"}, "half-down": {}}
		d.press("j").see("ctrl-d done").miss("z snooze d done")
		d.desk.team.Keys = nil
		d.press("j").see("z snooze d done")
	})
}

func TestAViewAfterTheNinthHasItsLetter(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := audited()
		for _, name := range []string{"A", "B", "C", "D"} {
			f.team.Views = append(f.team.Views, inbox.View{Name: name, Query: inbox.Query{Root: inbox.Term{Field: "is", Value: "open"}}})
		}
		return f
	}, 120, 40, func(d *driver) {
		d.press("g w").see("is:review", "Elsewhere: 1 open 10").press("g o").see("Karim")
	})
}
