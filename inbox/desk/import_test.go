package desk_test

import (
	"errors"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// imported is what becomes of a change that somebody imports.
func (b *bench) imported(person string, event inbox.Event) (told []inbox.Applied) {
	b.Helper()
	bring := func(yield func(inbox.Change, error) bool) { yield(inbox.Change{Event: event}, nil) }
	if err := b.as(person).Import(b.Context(), bring, func(all []inbox.Applied) { told = append(told, all...) }); err != nil {
		b.Fatal(err)
	}
	return told
}

func TestAnImportTakesNoChannelOutOfABrandBehindAWall(t *testing.T) {
	team := team("doer")
	team.People = append(team.People, inbox.Person{Name: "una", Role: inbox.Lead, Brands: []string{"umbra"}})
	onBenchOf(t, team, func(b *bench) {
		b.arrive(post("1", "hello", time.Now()))
		edited := post("1", "their words in another's mouth", time.Now())
		edited.Digest = "edited"
		for _, remote := range []inbox.Post{edited, post("2", "mine now", time.Now())} {
			if told := b.imported("una", inbox.Arrived{Channel: "fedi", Brand: "umbra", Post: remote}); len(told) != 1 || !errors.Is(told[0].Err, desk.ErrRole) {
				b.Errorf("una imports into acme's channel: %+v", told)
			}
		}
		record, err := b.store.Channel("fedi")
		if err != nil || record.Brand != "acme" || b.item(1).Text.String() != "hello" {
			b.Errorf("the channel is of %s, %v; its item reads %q", record.Brand, err, b.item(1).Text)
		}
	})
}

func TestAnImportIntoAChannelOfTheTeamThatBroughtNothingYetIsOfItsBrand(t *testing.T) {
	team := team("doer")
	team.People = append(team.People, inbox.Person{Name: "una", Role: inbox.Lead, Brands: []string{"umbra"}})
	onBenchOf(t, team, func(b *bench) {
		if told := b.imported("una", inbox.Arrived{Channel: "fedi", Brand: "umbra", Post: post("1", "hello", time.Now())}); len(told) != 1 || !errors.Is(told[0].Err, desk.ErrRole) {
			b.Errorf("una takes acme's channel: %+v", told)
		}
	})
}

func TestAnImportBringsNoRules(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		hide := []inbox.Ruled{{Rule: "theirs", Decision: inbox.Decision{Verb: inbox.VerbHide}}}
		if told := b.imported("lea", inbox.Arrived{Channel: "fedi", Brand: "acme", Post: post("1", "hello", time.Now()), Rules: hide}); len(told) != 1 || !errors.Is(told[0].Err, desk.ErrCannot) {
			b.Errorf("a rule's hide is imported: %+v", told)
		}
		if all := b.outbox(); len(all) != 0 {
			b.Errorf("the outbox holds %+v", all)
		}
	})
}
