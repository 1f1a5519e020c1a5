package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// This file is what stays of a person's power after the team file took it from them: nothing.

// becomes gives somebody of the team another role.
func (b *bench) becomes(person string, role inbox.Role) {
	b.Helper()
	b.changes(person, func(p *inbox.Person) { p.Role = role })
}

func (b *bench) changes(person string, change func(*inbox.Person)) {
	b.Helper()
	team := b.Team()
	team.People = slices.Clone(team.People)
	change(&team.People[slices.IndexFunc(team.People, func(p inbox.Person) bool { return p.Name == person })])
	if err := b.Reload(team); err != nil {
		b.Fatal(err)
	}
}

func TestWhoMayNoLongerDecideTakesNothingBack(t *testing.T) {
	for verb, role := range map[inbox.Verb]inbox.Role{inbox.VerbDone: inbox.Viewer, inbox.VerbPriority: inbox.Trainee, inbox.VerbHide: inbox.Trainee} {
		t.Run(string(verb), func(t *testing.T) {
			onBench(t, "doer", func(b *bench) {
				b.arrive(post("1", "hello", time.Now()))
				nadia := b.as("nadia")
				b.decide(argued(verb, time.Now()), 1)
				before := b.item(1)
				log, err := nadia.Log(b.Context(), inbox.LogAsk{Number: 1})
				if err != nil || len(log) != 1 {
					b.Fatalf("%v, %v", log, err)
				}
				b.becomes("nadia", role)
				if u, err := nadia.Undo(b.Context()); u.Items != 0 || !errors.Is(err, desk.ErrRole) {
					b.Errorf("a %s takes it back: %+v, %v", role, u, err)
				}
				if u, err := nadia.UndoChange(b.Context(), log[0].Key); u.Items != 0 || !errors.Is(err, desk.ErrRole) {
					b.Errorf("a %s takes it back by its key: %+v, %v", role, u, err)
				}
				if b.item(1).Version != before.Version {
					b.Errorf("the item moved")
				}
			})
		})
	}
}

func TestWhoBecameATraineeLetsNoReplyOfBeforeLeave(t *testing.T) {
	for name, scripted := range map[string]answer{"refused": {err: refused}, "uncertain": {err: unsure}} {
		t.Run(name, func(t *testing.T) {
			onBench(t, "doer", func(b *bench) {
				b.platform.script(scripted)
				b.arrive(post("1", "hello", time.Now()))
				b.run()
				b.decide(reply("hi"), 1)
				b.after(time.Minute)
				b.becomes("nadia", inbox.Trainee)
				nadia := b.as("nadia")
				did := len(b.platform.done())
				if err := nadia.Release(b.Context(), 1); err == nil {
					b.Error("she released it")
				}
				if err := nadia.Resolve(b.Context(), 1, false); err == nil {
					b.Error("she had it leave again")
				}
				b.after(time.Minute)
				if all := b.platform.done(); len(all) != did {
					b.Errorf("%q arrived", all[did:])
				}
			})
		})
	}
}

func TestATraineeReleasesAgainWhatALeadReleased(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.platform.script(answer{err: refused})
		b.drafted("hi")
		if err := b.as("lea").Release(b.Context(), 1); err != nil {
			b.Fatal(err)
		}
		b.after(time.Minute)
		if err := b.as("tom").Release(b.Context(), 1); err != nil {
			b.Error(err)
		}
		b.after(time.Minute)
		if did := b.platform.done(); !slices.Equal(did, []string{"reply 1 hi"}) {
			b.Errorf("%q arrived", did)
		}
	})
}

func TestNothingIsMadeAgainForWhomTheTeamNoLongerHas(t *testing.T) {
	without := func(person string) func(*inbox.Team) {
		return func(t *inbox.Team) {
			t.People = slices.DeleteFunc(slices.Clone(t.People), func(p inbox.Person) bool { return p.Name == person })
		}
	}
	for name, c := range map[string]struct {
		decision inbox.Decision
		change   func(*inbox.Team)
		want     error
	}{
		"a person who left": {inbox.Decision{Verb: inbox.VerbAssign, To: "lea"}, without("lea"), desk.ErrUnknown},
		"a person behind a wall now": {inbox.Decision{Verb: inbox.VerbAssign, To: "lea"}, func(t *inbox.Team) {
			without("lea")(t)
			t.People = append(t.People, inbox.Person{Name: "lea", Role: inbox.Lead, Brands: []string{"umbra"}})
		}, desk.ErrRole},
		"a department that is no more": {inbox.Decision{Verb: inbox.VerbEscalate, To: "legal"}, func(t *inbox.Team) { t.Departments = t.Departments[:1] }, desk.ErrUnknown},
		"a text that would be stopped": {reply("order 12"), func(t *inbox.Team) {
			t.Brands = append(slices.Clone(t.Brands), inbox.Brand{Name: "globex", Manner: inbox.Manner{Names: []string{"order 12"}}})
		}, desk.ErrText},
	} {
		t.Run(name, func(t *testing.T) {
			onBench(t, "doer", func(b *bench) {
				b.arrive(post("1", "hello", time.Now()))
				b.decide(c.decision, 1)
				if _, err := b.as("nadia").Undo(b.Context()); err != nil {
					b.Fatal(err)
				}
				team := b.Team()
				c.change(&team)
				if err := b.Reload(team); err != nil {
					b.Fatal(err)
				}
				if u, err := b.as("nadia").Redo(b.Context()); u.Items != 0 || !errors.Is(err, c.want) {
					b.Errorf("made again: %+v, %v", u, err)
				}
			})
		})
	}
}

func TestWhatIsOfNoBrandIsBehindEveryWall(t *testing.T) {
	team := team("doer")
	team.People = append(team.People, inbox.Person{Name: "flo", Role: inbox.Moderator, Channels: []string{"fedi"}})
	onBenchOf(t, team, func(b *bench) {
		b.imported("lea", inbox.Arrived{Channel: "old", Post: post("1", "from elsewhere", time.Now())})
		nadia, w := b.as("nadia"), b.as("flo").Watch()
		defer w.Close()
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"seen"}}, 1)
		ctx, cancel := context.WithTimeout(b.Context(), time.Second)
		defer cancel()
		if n, err := w.Next(ctx); err == nil {
			b.Errorf("who sees one channel alone hears of another's: %+v", n.Applied)
		}
		left := b.Team()
		left.People = slices.DeleteFunc(slices.Clone(left.People), func(p inbox.Person) bool { return p.Name == "nadia" })
		if err := b.Reload(left); err != nil {
			b.Fatal(err)
		}
		if row, err := nadia.Item(b.Context(), 1); !errors.Is(err, desk.ErrNotFound) {
			b.Errorf("who left reads %q, %v", row.Text, err)
		}
	})
}

func TestWhoBecomesATraineeInTheMiddleOfABulkSendsNoMoreWithoutALead(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		var posts []inbox.Post
		for i := range 150 {
			posts = append(posts, post(fmt.Sprint(i), "hello", time.Now()))
		}
		b.arrive(posts...)
		bulk, err := b.as("nadia").DecideAll(b.Context(), reply("hi"), inbox.Query{}, func(done, _ int) {
			if done == 100 {
				b.becomes("nadia", inbox.Trainee)
			}
		})
		if err != nil || bulk.Done != 150 {
			b.Fatalf("%+v, %v", bulk, err)
		}
		waiting, err := b.store.Deliveries(inbox.DeliveryAsk{States: []inbox.DeliveryState{inbox.InReview}})
		if err != nil || len(waiting) != 50 {
			b.Errorf("%d of the 50 later replies wait for a lead, %v", len(waiting), err)
		}
	})
}
