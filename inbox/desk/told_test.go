package desk_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// answers are all that a seat tells of its own accord, in words: what it answers, and how it refuses. Item 1 is the person's to
// see, item 2 is on the other side.
var answers = map[string]func(b *bench, s *desk.Seat) any{
	"Team":        func(_ *bench, s *desk.Seat) any { return s.Team() },
	"Health":      func(_ *bench, s *desk.Seat) any { return s.Health() },
	"Rules":       func(_ *bench, s *desk.Seat) any { return s.Rules() },
	"Others":      func(_ *bench, s *desk.Seat) any { return s.Others() },
	"Vocabulary":  func(_ *bench, s *desk.Seat) any { return s.Vocabulary() },
	"Colleagues":  func(b *bench, s *desk.Seat) any { return s.Colleagues(b.item(1).Item) },
	"Page":        func(b *bench, s *desk.Seat) any { return both(s.Page(b.Context(), inbox.Ask{})) },
	"Counts":      func(b *bench, s *desk.Seat) any { return both(s.Counts(b.Context())) },
	"Thread":      func(b *bench, s *desk.Seat) any { return both(s.Thread(b.Context(), 1)) },
	"Author":      func(b *bench, s *desk.Seat) any { return both(s.Author(b.Context(), 1)) },
	"Standing":    func(b *bench, s *desk.Seat) any { return second(s.Standing(b.Context(), 2)) },
	"Log":         func(b *bench, s *desk.Seat) any { return both(s.Log(b.Context(), inbox.LogAsk{})) },
	"Log signed":  func(b *bench, s *desk.Seat) any { return both(s.LogPage(b.Context(), inbox.LogAsk{Signed: true})) },
	"Digest":      func(b *bench, s *desk.Seat) any { return both(s.Digest(b.Context(), time.Time{})) },
	"Departments": func(b *bench, s *desk.Seat) any { return both(s.Departments(b.Context())) },
	"Owed":        func(b *bench, s *desk.Seat) any { return both(s.Owed(b.Context(), inbox.OwedAsk{Department: "sav"})) },
	"Deliveries":  func(b *bench, s *desk.Seat) any { return both(s.Deliveries(b.Context(), inbox.DeliveryAsk{})) },
	"Try":         func(b *bench, s *desk.Seat) any { return both(s.Try(b.Context(), desk.TryAsk{}, nil)) },
	"Try nothing": func(b *bench, s *desk.Seat) any {
		return second(s.Try(b.Context(), desk.TryAsk{Rules: []string{"x"}}, nil))
	},
	"Views": func(_ *bench, s *desk.Seat) any { return both(s.Views()) },
	"KeepViews": func(_ *bench, s *desk.Seat) any {
		views, err := s.KeepViews(func(o inbox.OwnViews) (inbox.OwnViews, error) {
			return o.With(inbox.View{Name: "x", Brand: "umbra"}, 0)
		})
		return fmt.Sprint(len(views), without(err, `"umbra"`))
	},
	"Rename": func(b *bench, s *desk.Seat) any { return s.Rename(b.Context(), "x", "y") },
	"assign": func(b *bench, s *desk.Seat) any { return b.refuses(s, inbox.Decision{Verb: inbox.VerbAssign, To: "x"}) },
	"assign over the wall": func(b *bench, s *desk.Seat) any {
		return without(b.refuses(s, inbox.Decision{Verb: inbox.VerbAssign, To: "umbruna"}), `"umbruna"`)
	},
	"escalate": func(b *bench, s *desk.Seat) any {
		return b.refuses(s, inbox.Decision{Verb: inbox.VerbEscalate, To: "x"})
	},
	"changed": func(b *bench, s *desk.Seat) any {
		_, _, err := s.Decide(b.Context(), inbox.Decision{Verb: inbox.VerbDone}, desk.Target{Number: 1, Version: 1})
		changed, _ := errors.AsType[*desk.ChangedError](err)
		return fmt.Sprintf("%v %+v", err, changed)
	},
	"Watch": func(b *bench, s *desk.Seat) any {
		w := s.Watch()
		defer w.Close()
		for n, by := range map[uint64]string{1: "lea", 2: "umbruna"} {
			if _, _, err := b.as(by).From(away).Decide(b.Context(), argued(inbox.VerbNote, time.Now()), desk.Target{Number: n}); err != nil {
				b.Fatal(err)
			}
		}
		return both(w.Next(b.Context()))
	},
}

func both[T any](v T, err error) any         { return fmt.Sprintf("%+v %v", v, err) }
func without(err error, words string) string { return strings.ReplaceAll(fmt.Sprint(err), words, "") }
func (b *bench) refuses(s *desk.Seat, d inbox.Decision) error {
	b.Helper()
	_, _, err := s.Decide(b.Context(), d, desk.Target{Number: 1})
	if err == nil {
		b.Errorf("%s may %s to %s", s.Person().Name, d.Verb, d.To)
	}
	return err
}

// away is from where leads and owners work.
var away = inbox.Visit{Address: "192.0.2.77", Key: "SHA256:farAway"}

// twoSides is a team of two brands that know nothing of each other, each with a channel, and olga and lea who see both. Flo has a
// channel of the first, and so has Sue, who is of a department.
func twoSides(t *testing.T) inbox.Team {
	team := team("doer")
	team.Brands[1].Title, team.Brands[1].RulesMayHide, team.Brands[0].RulesMayHide = "Umbra", true, true
	team.Channels = append(team.Channels, inbox.Channel{Name: "umblog", Kind: "doer", Brand: "umbra"})
	team.People = append(team.People[:6:6],
		inbox.Person{Name: "umbruna", Role: inbox.Lead, Brands: []string{"umbra"}},
		inbox.Person{Name: "axel", Role: inbox.Lead, Brands: []string{"acme"}},
		inbox.Person{Name: "both", Role: inbox.Moderator, Brands: []string{"acme", "umbra"}, Channels: []string{"fedi", "umblog"}, Keys: []string{"ssh-ed25519 AAAA umbruna@umbra"}},
		inbox.Person{Name: "flo", Role: inbox.Lead, Channels: []string{"fedi"}},
		inbox.Person{Name: "sue", Role: inbox.DepartmentRole, Department: "sav", Channels: []string{"fedi"}})
	team.Rules = []inbox.Rule{
		{Name: "umbrcrisis", When: query(t, "hello (brand:umbra or is:open)"), Tag: []string{"umbrtag"}},
		{Name: "umbrshift", When: query(t, "hello"), Assign: "umbruna"},
		{Name: "troll", When: query(t, "casino"), Hide: true},
	}
	team.Views = []inbox.View{{Name: "umbrview", Query: query(t, "-channel:umblog")}, {Name: "umbrella", Query: query(t, "is:open"), Brand: "umbra"}, {Name: "mine", Query: query(t, "assignee:me")}}
	team.Replies = []inbox.Canned{{Name: "umbrreply", Brand: "umbra", Text: "x"}, {Name: "thanks", Text: "x"}}
	team.Holds = []inbox.Hold{{Name: "umbrhold", By: "Umbrlaw", When: query(t, "brand:umbra")}}
	return team
}

// onTwoSides has item 1 on acme's side and item 2 on umbra's, with all that can be done to it.
func onTwoSides(t *testing.T, test func(*bench)) {
	onBenchOf(t, twoSides(t), func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		other := inbox.Arrived{Channel: "umblog", Brand: "umbra", Post: post("2", "umbrtext", time.Now())}
		if _, err := b.store.Apply(b.Context(), []inbox.Change{{Key: "other", At: time.Now(), Event: other}}); err != nil {
			b.Fatal(err)
		}
		lea := b.as("lea").From(away)
		for n, ds := range map[uint64][]inbox.Decision{
			1: {{Verb: inbox.VerbTag, Add: []string{"first"}}, {Verb: inbox.VerbEscalate, To: "sav"}},
			2: {{Verb: inbox.VerbTag, Add: []string{"umbrtag"}}, {Verb: inbox.VerbNote, Text: inbox.Clean("umbrnote")}, {Verb: inbox.VerbAbout, Text: inbox.Clean("umbrabout")}, {Verb: inbox.VerbAssign, To: "umbruna"}, reply("umbrreplied"), {Verb: inbox.VerbEscalate, To: "sav"}},
		} {
			for _, d := range ds {
				if _, _, err := lea.Decide(b.Context(), d, desk.Target{Number: n}); err != nil {
					b.Fatal(err)
				}
			}
		}
		if err := b.as("umbruna").Here(2, desk.Answering); err != nil {
			b.Fatal(err)
		}
		test(b)
	})
}

func TestNothingTellsOfTheOtherSideOfAWall(t *testing.T) {
	onTwoSides(t, func(b *bench) {
		for _, person := range []string{"axel", "flo", "sue"} {
			for name, answer := range answers {
				if said := fmt.Sprintf("%+v", answer(b, b.as(person))); strings.Contains(strings.ToLower(said), "umbr") {
					b.Errorf("%s hears of the other side by %s: %s", person, name, said)
				}
			}
		}
		if both, _ := b.as("axel").Team().Person("both"); !slices.Equal(both.Brands, []string{"acme"}) || !slices.Equal(both.Channels, []string{"fedi"}) || both.Keys != nil {
			b.Errorf("axel knows of both %+v", both)
		}
		note := inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean("@umbruna?")}
		if _, applied, err := b.as("axel").Decide(b.Context(), note, desk.Target{Number: 1}); err != nil || len(applied[0].Item.Mentions) > 0 {
			b.Errorf("axel names somebody whom they don't know: %v", err)
		}
		if team := b.as("lea").Team(); len(team.Rules) != 3 || len(team.People) != 11 || len(team.Views) != 3 {
			b.Errorf("lea knows %+v", team)
		}
	})
}

func TestFromWhereSomebodyCameIsToldToLeadsAlone(t *testing.T) {
	onTwoSides(t, func(b *bench) {
		for _, person := range []string{"vera", "sam", "tom", "nadia", "both"} {
			for name, answer := range answers {
				if said := fmt.Sprintf("%+v", answer(b, b.as(person))); strings.Contains(said, away.Address) || strings.Contains(said, away.Key) {
					b.Errorf("%s hears by %s from where somebody came: %s", person, name, said)
				}
			}
		}
		if log, err := b.as("olga").Log(b.Context(), inbox.LogAsk{Number: 1}); err != nil || !slices.ContainsFunc(log, func(e inbox.Entry) bool { return e.Visit == away }) {
			b.Errorf("olga reads %+v, %v", log, err)
		}
	})
}

func TestAFilterOfTheLogTellsNothingOfWhatItMayNotShow(t *testing.T) {
	onTwoSides(t, func(b *bench) {
		for _, person := range []string{"axel", "flo", "sue"} {
			var pages []inbox.LogPage
			for _, filter := range []string{"umbrnote", "nothing", "person:umbruna", "item:2"} {
				q, err := inbox.ParseLogQuery(filter)
				if err != nil {
					b.Fatal(err)
				}
				page, err := b.as(person).LogPage(b.Context(), inbox.LogAsk{Filter: q, Limit: 1})
				if err != nil || len(page.Entries) > 0 {
					b.Errorf("%s reads %+v, %v by %s", person, page, err, filter)
				}
				if pages = append(pages, page); page.Next != pages[0].Next || page.Looked != pages[0].Looked {
					b.Errorf("%s can tell %q from %q: %+v", person, filter, "umbrnote", pages)
				}
			}
		}
	})
}

func TestWhoSeesSomeChannelsSeesWhatIsOwedThere(t *testing.T) {
	onTwoSides(t, func(b *bench) {
		for person, want := range map[string][]uint64{"sue": {1}, "flo": {1}, "axel": {1}, "sam": {1, 2}} {
			if got := b.owes(person, "sav"); !slices.Equal(got, want) {
				b.Errorf("%s sees that sav owes %v, want %v", person, got, want)
			}
		}
	})
}

func TestADryRunOfAPartLetsNoRuleHide(t *testing.T) {
	onTwoSides(t, func(b *bench) {
		for name, ask := range map[string]struct {
			person string
			since  time.Time
		}{
			"by somebody who sees a channel of it": {person: "flo"},
			"over no time at all":                  {"olga", time.Now()},
		} {
			if _, err := b.as(ask.person).Try(b.Context(), desk.TryAsk{Let: true, Since: ask.since}, nil); err != nil {
				b.Fatal(err)
			}
			if h := b.as("olga").Rules()[2].Hiding[0]; h.Why == "" {
				b.Errorf("a dry run %s lets the rule hide", name)
			}
		}
		if _, err := b.as("axel").Try(b.Context(), desk.TryAsk{Let: true, Since: time.Now().Add(-30 * 24 * time.Hour)}, nil); err != nil {
			b.Fatal(err)
		}
		if h := b.as("olga").Rules()[2].Hiding; h[0].Why != "" || h[1].Why == "" {
			b.Errorf("axel's dry run lets it hide %+v", h)
		}
	})
}
