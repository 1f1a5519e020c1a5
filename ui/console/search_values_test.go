package console

import (
	"testing"
	"time"

	"vigie/inbox"
)

// proposed are the values that the search line proposes after what is written.
func (d *driver) proposed(written string) (all []string) {
	d.t.Helper()
	d.press("/ ctrl+u").write(written)
	for _, c := range d.m.top().(*searchLine).proposals {
		all = append(all, c.Text)
	}
	d.press("esc")
	return all
}

func TestEveryFieldIsCompletedWithItsValuesAndTabWritesThem(t *testing.T) {
	drive(t, func() *fakeDesk {
		f := newFake(30)
		f.items[2].Lang, f.items[2].Found = "fr", inbox.CleanLine("#acme")
		return f
	}, 120, 40, func(d *driver) {
		for _, c := range []struct{ written, line string }{
			{"is:es", "is:escalated"}, {"has:li", "has:link"}, {"brand:or", "brand:orion"}, {"channel:fo", "channel:forum"}, {"kind:rev", "kind:review"},
			{"tag:col", "tag:colère"}, {"author:luc", "author:lucie"}, {`author:"kar`, `author:"Karim B."`},
			{"from:@kha", "from:@khaled@social.example"}, {"dept:s", "dept:sav"}, {"assigned:m", "assigned:me"}, {"assignee:na", "assignee:nadia"},
			{"answered:no", "answered:nobody"}, {"priority:>=u", "priority:>=urgent"}, {"before:2", "before:2h"}, {"on:y", "on:yesterday"}, {"weekday:mon", "weekday:monday"},
			{"hour:1", "hour:1"}, {"lang:f", "lang:fr"}, {"followers:>1", "followers:>1000"}, {"title:notre", `title:"Notre nouveau service de livraison"`}, {"found:ac", "found:#acme"},
			{"-tag:col", "-tag:colère"}, {"bran", "brand:"}, {"livraison", "livraison"},
		} {
			d.press("/ ctrl+u").write(c.written).press("tab")
			if got := d.m.top().(*searchLine).input.String(); got != c.line && got != c.line+" " {
				t.Errorf("%s and tab: %q, want %q", c.written, got, c.line)
			}
			d.press("esc")
		}
	})
}

func TestTheArrowsChooseTabWritesAndEnterLooksForWhatIsWritten(t *testing.T) {
	drive(t, func() *fakeDesk { return newFake(30) }, 120, 40, func(d *driver) {
		d.press("/").see("/ is:open").press("ctrl+u").miss("/ is:open").write("channel:f").press("down down tab").see("/ channel:flux").press("tab tab").see("/ channel:flux").press("enter").see("Le Journal").miss("Lucie")
		d.press("/ ctrl+u").write("channel:f").press("enter").see("channel:f ", "Nothing matches.").press("/").see("/ channel:f")
	})
}

func TestOnlyWhatAPersonMaySeeIsProposed(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		team := w.real.Team()
		team.People = append(team.People, inbox.Person{Name: "uma", Role: inbox.Moderator, Brands: []string{"orion"}}, inbox.Person{Name: "axel", Role: inbox.Moderator, Brands: []string{"acme"}})
		if err := w.real.Reload(team); err != nil {
			t.Fatal(err)
		}
		w.press("t").write("secret").press("enter").wait(time.Second)
		if got := w.proposed("tag:"); len(got) != 1 {
			t.Errorf("nadia is proposed the tags %v", got)
		}
		uma := sit(t, w.ctx, w.real, "uma")
		for written, none := range map[string]bool{"tag:": true, "channel:": true, "author:": true, "brand:ac": true, "assignee:axel": true, "brand:or": false, "assignee:um": false} {
			if got := uma.proposed(written); (len(got) == 0) != none {
				t.Errorf("uma is proposed %v for %s", got, written)
			}
		}
	})
}
