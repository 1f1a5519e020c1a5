package console

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
)

// reloaded plays a story of nadia, whom the team file makes another during it, at a real desk with a channel of each of two brands.
func reloaded(t *testing.T, story func(d *driver, as func(inbox.Person))) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "vigie.db")
	synctest.Test(t, func(t *testing.T) {
		ctx := t.Context()
		st, err := store.Open(path, store.Options{Machine: "here"})
		if err != nil {
			t.Fatal(err)
		}
		defer st.Close()
		kinds := connectors.Registry{{Name: "village", New: func(connectors.Config) (connectors.Connector, error) { return &village{}, nil }}}
		team := inbox.Team{
			Brands:      []inbox.Brand{{Name: "acme", Title: "Acme"}, {Name: "orion", Title: "Orion"}},
			Channels:    []inbox.Channel{{Name: "blog", Kind: "village", Brand: "acme"}, {Name: "forum", Kind: "village", Brand: "orion"}},
			Departments: []inbox.Department{{Name: "sav", Key: "s"}},
			People:      []inbox.Person{{Name: "nadia", Role: inbox.Lead}, {Name: "lou", Role: inbox.Owner}},
			UndoWindow:  inbox.DefaultUndoWindow,
		}
		d, err := desk.Open(desk.Options{Store: st, Registry: kinds, Team: team})
		if err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		for i, text := range []string{"une livraison", "an orbit", "une panne", "une facture", "a comet"} {
			c := team.Channels[map[bool]int{strings.HasPrefix(text, "a"): 1}[true]]
			at := begun.Add(-time.Duration(i+1) * time.Minute)
			post := inbox.Post{Remote: text, Thread: text, Kind: inbox.Mention, Posted: at, Digest: text, Text: inbox.Clean(text), Author: inbox.Author{ID: text, Name: inbox.CleanLine("who said " + text), Followers: -1}}
			if _, err := st.Apply(ctx, []inbox.Change{{Key: text, At: at, Event: inbox.Arrived{Channel: c.Name, Brand: c.Brand, Post: post}}}); err != nil {
				t.Fatal(err)
			}
		}
		lou, err := d.Seat("lou")
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := lou.Decide(ctx, inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, desk.Target{Number: 3}); err != nil {
			t.Fatal(err)
		}
		seat, err := d.Seat("nadia")
		if err != nil {
			t.Fatal(err)
		}
		watcher := seat.Watch()
		defer watcher.Close()
		sitDown(t, seat, watcher, 120, 40, func(dr *driver) {
			story(dr, func(p inbox.Person) {
				p.Name = "nadia"
				team.People = []inbox.Person{p, team.People[1]}
				if err := d.Reload(team); err != nil {
					t.Fatal(err)
				}
				dr.wait(time.Second)
			})
		})
	})
}

func TestARoleThatTheTeamFileChangesHoldsOnTheScreenAtOnceAndInItsPlace(t *testing.T) {
	reloaded(t, func(d *driver, as func(inbox.Person)) {
		d.see("8 Review").press("j j").at(4)
		as(inbox.Person{Role: inbox.Moderator})
		d.miss("8 Review").see("your role is now: moderator", "une facture").at(4)
		as(inbox.Person{Role: inbox.Lead})
		d.see("8 Review", "your role is now: lead").at(4)
	})
}

func TestWhoLosesTheViewTheyAreInBeginsWhereTheirRoleBegins(t *testing.T) {
	reloaded(t, func(d *driver, as func(inbox.Person)) {
		d.press("8").see("review is empty")
		as(inbox.Person{Role: inbox.Moderator})
		d.see("your role is now: moderator", "une livraison").miss("Review")
	})
}

func TestWhoBecomesOfADepartmentSeesItsItemsAloneAndKeepsWhatTheyWrote(t *testing.T) {
	reloaded(t, func(d *driver, as func(inbox.Person)) {
		d.press("c").write("une note").see("Internal note").wait(time.Second).write(" pour lou")
		as(inbox.Person{Role: inbox.DepartmentRole, Department: "sav"})
		d.see("your role is now: department", "une panne").at(3)
		d.miss("Internal note", "livraison", "facture", "comet", "orbit")
		as(inbox.Person{Role: inbox.Moderator})
		d.see("your role is now: moderator").at(3).press("1 c").see("une note pour lou")
	})
}

func TestWhatIsTypedOnAfterATextWasClosedDecidesNothing(t *testing.T) {
	reloaded(t, func(d *driver, as func(inbox.Person)) {
		d.press("c").write("une note")
		as(inbox.Person{Role: inbox.DepartmentRole, Department: "sav"})
		d.write("d").see("what you type is left out", "une panne")
	})
}

func TestABrandThatIsTakenFromSomebodyLeavesTheScreenAtOnce(t *testing.T) {
	reloaded(t, func(d *driver, as func(inbox.Person)) {
		d.press("j enter").at(2).see("who said an orbit").press("esc")
		as(inbox.Person{Role: inbox.Lead, Brands: []string{"acme"}})
		d.see("the team file changed what you see", "une livraison", "une facture").miss("orbit", "comet").at(4)
		as(inbox.Person{Role: inbox.Lead, Channels: []string{"forum"}})
		d.see("orbit", "comet").miss("livraison", "facture")
		as(inbox.Person{Role: inbox.Lead})
		d.see("orbit", "livraison")
	})
}

func TestATextOnAnItemThatIsStillSeenStaysOpen(t *testing.T) {
	reloaded(t, func(d *driver, as func(inbox.Person)) {
		d.press("c").write("une note")
		as(inbox.Person{Role: inbox.Moderator, Brands: []string{"acme"}})
		d.see("Internal note", "une note", "your role is now").write(" encore").see("une note encore").at(1)
	})
}

func TestABrandThatWasPickedAndIsGoneShowsTheOthers(t *testing.T) {
	reloaded(t, func(d *driver, as func(inbox.Person)) {
		d.press("b 2").see("orbit").miss("livraison")
		as(inbox.Person{Role: inbox.Lead, Brands: []string{"acme"}})
		d.see("livraison").miss("orbit")
	})
}
