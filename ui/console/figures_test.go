package console

import (
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// withFigures is a lead's desk with figures of every kind.
func withFigures() *fakeDesk {
	f := newFake(30)
	f.person.Role = inbox.Lead
	some := inbox.Query{Root: inbox.Term{Field: "tag", Value: "livraison"}}
	bar := func(name string, n int) desk.Bar { return desk.Bar{Name: name, Count: n, Query: some} }
	g := &f.figures
	g.Items, g.Private, g.Query = 3412, 1, some
	for d := range g.Week {
		for h := 7; h < 22; h++ {
			g.Week[d][h] = (d*5 + h*h) % 43
		}
	}
	for i := range 7 {
		g.Days = append(g.Days, desk.Day{Start: noon.Truncate(24*time.Hour).AddDate(0, 0, i-6), Count: 400 + i*i*9, Query: some})
	}
	g.Tags = []desk.Bar{bar("livraison", 1204), bar("colère", 310), bar("compatibilité", 77), bar("merci", 9)}
	g.Untagged = bar("", 512)
	g.Channels = []desk.Bar{bar("fedi", 2000), bar("forum", 900), bar("blog", 512)}
	g.Brands = []desk.Bar{bar("acme", 2512), bar("orion", 900)}
	g.Answer = desk.Delay{Count: 1830, Median: 42 * time.Minute, P90: 9 * time.Hour, Query: some}
	g.Done = desk.Delay{Count: 3100, Median: 3 * time.Hour, P90: 3 * 24 * time.Hour, Query: some}
	g.Departments = []desk.DepartmentFigures{{Name: "sav", Given: 40, Answer: desk.Delay{Count: 31, Median: 2 * time.Hour, P90: 26 * time.Hour}, Timed: 36, InTime: 29, Query: some}}
	for i, from := range []time.Duration{0, 24 * time.Hour, 72 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour} {
		to := []time.Duration{24 * time.Hour, 72 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour, 0}[i]
		g.Backlog = append(g.Backlog, desk.Age{From: from, To: to, Count: 90 / (i + 1), Query: some})
	}
	g.People = []desk.PersonFigures{{Name: "nadia", Decisions: 812, Did: []desk.Did{{Verb: inbox.VerbDone, Count: 500}, {Verb: inbox.VerbReply, Count: 312}}, Query: some}}
	return f
}

func TestFiguresFitTheSmallestScreen(t *testing.T) {
	drive(t, withFigures, 40, 12, func(d *driver) {
		d.press("%")
		for range 9 {
			d.checkCells(40, 12)
			d.press("tab")
		}
	})
}

func TestTheMapOfTheWeekKeepsItsHoursAndItsSumsWhereLittleRoomIs(t *testing.T) {
	for _, size := range [][2]int{{60, 18}, {40, 12}, {40, 10}} {
		drive(t, withFigures, size[0], size[1], func(d *driver) {
			d.press("%").see("21", "Mon", " 285").press("j j j j j j").see("Sun", " 339", "Sun from").checkCells(size[0], size[1])
		})
	}
}

func TestEveryShadeOfTheWeekIsASignOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, shade := range shades {
		seen[ASCIIGlyphs.only(shade)] = true
	}
	if len(seen) != len(shades) {
		t.Errorf("in ASCII there are only %v", seen)
	}
	for n, want := range map[int]int{0: 0, 1: 1, 10: 1, 11: 2, 20: 2, 30: 3, 31: 4, 40: 4} {
		if got := shadeOf(n, 40); got != want {
			t.Errorf("%d of 40 has the shade %d, want %d", n, got, want)
		}
	}
}

func TestAFigureOpensItsItems(t *testing.T) {
	flow(t, "léa", func(w *work) {
		w.press("%").see("Figures", "7 days", "The week", "items").press("tab").see("Tags", "without a tag").press("enter")
		w.see("-has:tag", "after:").miss("The week")
		w.press("%").see("The week").press("tab tab").see("Channels", "wall").press("enter").see("channel:wall").miss("Channels")
		w.press("% tab tab tab tab tab tab").see("Waiting now", "under 24 h").press("enter").see("is:open or is:returned")
		w.press("% c").see("0 items").press("enter").see("no items there").press("esc").miss("last month")
	})
}

func TestFiguresFollowTheBrandOfTheConsole(t *testing.T) {
	drive(t, withFigures, 80, 24, func(d *driver) {
		d.press("b 1 %").see("Figures · Acme").press("t").see("t today")
		if ask := d.m.top().(*figures).figures.FiguresAsk; ask.Brand != "acme" || ask.To.Sub(ask.From) != 24*time.Hour {
			t.Errorf("it asked for %+v", ask)
		}
	})
}

func TestFiguresSayWhenTheyWereMadeAndAreCountedAgain(t *testing.T) {
	drive(t, withFigures, 120, 40, func(d *driver) {
		d.press("%").see("as of 12:00").wait(5 * time.Minute).see("as of 12:00").press("ctrl+l").see("as of 12:05").press("esc")
		d.wait(5 * time.Minute).press("%").see("as of 12:10")
	})
}
