package desk_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// paths are the ways to an item: each reports whether it leads a person there. n is the item, and its delivery.
var paths = map[string]func(b *bench, s *desk.Seat, n uint64) bool{
	"Item":   func(b *bench, s *desk.Seat, n uint64) bool { return reaches(second(s.Item(b.Context(), n))) },
	"Thread": func(b *bench, s *desk.Seat, n uint64) bool { return reaches(second(s.Thread(b.Context(), n))) },
	"Author": func(b *bench, s *desk.Seat, n uint64) bool { return reaches(second(s.Author(b.Context(), n))) },
	"Standing": func(b *bench, s *desk.Seat, n uint64) bool {
		return reaches(second(s.Standing(b.Context(), n)))
	},
	"Page": func(b *bench, s *desk.Seat, n uint64) bool {
		page, err := s.Page(b.Context(), inbox.Ask{})
		return err == nil && slices.ContainsFunc(page.Rows, func(r inbox.Row) bool { return r.Number == n })
	},
	"Count": func(b *bench, s *desk.Seat, n uint64) bool {
		found, _, err := s.Count(b.Context(), inbox.Query{Root: inbox.Or{idOf(n), inbox.Term{Field: "is", Value: "muted"}}}, 10)
		return err == nil && found == 1
	},
	"Counts": func(b *bench, s *desk.Seat, n uint64) bool {
		c, err := s.Counts(b.Context())
		return err == nil && c.Status[b.item(n).Status] > 0
	},
	"Log": func(b *bench, s *desk.Seat, n uint64) bool {
		all, err := s.Log(b.Context(), inbox.LogAsk{Limit: 1000})
		listed := slices.ContainsFunc(all, func(e inbox.Entry) bool { return e.Number == n })
		if _, one := s.Log(b.Context(), inbox.LogAsk{Number: n}); err != nil || (one == nil) != listed {
			b.Errorf("%s's log of item %d: %v, in the log of all %t", s.Person().Name, n, one, listed)
		}
		return listed
	},
	"Digest": func(b *bench, s *desk.Seat, n uint64) bool {
		d, err := s.Digest(b.Context(), time.Time{})
		return err == nil && slices.ContainsFunc(d.Lines, func(l desk.DigestLine) bool {
			page, err := s.Page(b.Context(), inbox.Ask{Query: l.Query})
			return err == nil && slices.ContainsFunc(page.Rows, func(r inbox.Row) bool { return r.Number == n })
		})
	},
	"Deliveries": func(b *bench, s *desk.Seat, n uint64) bool {
		all, err := s.Deliveries(b.Context(), inbox.DeliveryAsk{})
		return err == nil && slices.ContainsFunc(all, func(dl inbox.Delivery) bool { return dl.Item == n })
	},
	"Await": func(b *bench, s *desk.Seat, n uint64) bool {
		ctx, cancel := context.WithCancel(b.Context())
		cancel()
		return reaches(second(s.Await(ctx, n)))
	},
	"Release": func(b *bench, s *desk.Seat, n uint64) bool { return reaches(s.Release(cancelled(b), n)) },
	"ReleaseAs": func(b *bench, s *desk.Seat, n uint64) bool {
		return reaches(s.ReleaseAs(cancelled(b), n, inbox.Clean("x")))
	},
	"SendBack": func(b *bench, s *desk.Seat, n uint64) bool {
		return reaches(s.SendBack(cancelled(b), n, inbox.Clean("x")))
	},
	"Cancel":  func(b *bench, s *desk.Seat, n uint64) bool { return reaches(s.Cancel(cancelled(b), n)) },
	"Resolve": func(b *bench, s *desk.Seat, n uint64) bool { return reaches(s.Resolve(cancelled(b), n, true)) },
	"Draft": func(b *bench, s *desk.Seat, n uint64) bool {
		_, _, err := s.Draft(n, inbox.VerbReply)
		return reaches(err)
	},
	"SaveDraft": func(b *bench, s *desk.Seat, n uint64) bool {
		return reaches(s.SaveDraft(inbox.Draft{Number: n, Text: "x"}))
	},
	"MarkSeen": func(b *bench, s *desk.Seat, n uint64) bool {
		err := s.MarkSeen(n)
		row, there := b.store.Item(n, s.Person().Name)
		return err == nil && there == nil && row.Seen
	},
	"Decide": func(b *bench, s *desk.Seat, n uint64) bool {
		_, _, err := s.Decide(b.Context(), argued(inbox.VerbUnhide, time.Now()), desk.Target{Number: n})
		return reaches(err)
	},
	"DecideNow": func(b *bench, s *desk.Seat, n uint64) bool {
		_, _, err := s.DecideNow(b.Context(), argued(inbox.VerbUnhide, time.Now()), desk.Target{Number: n})
		return reaches(err)
	},
	"DecideAll": func(b *bench, s *desk.Seat, n uint64) bool {
		bulk, err := s.DecideAll(b.Context(), argued(inbox.VerbUnhide, time.Now()), inbox.Query{Root: idOf(n)}, nil)
		return err == nil && len(bulk.Skipped) == 1
	},
	"DecideEach": func(b *bench, s *desk.Seat, n uint64) bool {
		bulk, err := s.DecideEach(b.Context(), argued(inbox.VerbUnhide, time.Now()), []desk.Target{{Number: n}}, nil)
		return err == nil && reaches(bulk.Skipped[0].Why)
	},
	"LogPage": func(b *bench, s *desk.Seat, n uint64) bool {
		page, err := s.LogPage(b.Context(), inbox.LogAsk{Filter: inbox.LogQuery{{Field: "item", Value: fmt.Sprint(n)}}, Limit: 1000})
		return err == nil && len(page.Entries) > 0
	},
	"Try": func(b *bench, s *desk.Seat, n uint64) bool {
		trials, err := s.Try(b.Context(), desk.TryAsk{Draft: &inbox.Rule{Name: "any", Tag: []string{"any"}}, Over: inbox.Query{Root: idOf(n)}}, nil)
		return err == nil && trials[0].Found == 1
	},
	"Figures": func(b *bench, s *desk.Seat, n uint64) bool { // who sees one item alone sees the first
		f, err := s.Figures(b.Context(), desk.FiguresAsk{From: time.Now().Add(-day), To: time.Now().Add(time.Minute)}, nil)
		return err == nil && n <= uint64(f.Items)
	},
	"Evidence": func(b *bench, s *desk.Seat, n uint64) bool {
		_, err := s.Evidence(b.Context(), n)
		return reaches(err)
	},
	"EvidenceFile": func(b *bench, s *desk.Seat, n uint64) bool {
		_, err := s.EvidenceFile(b.Context(), inbox.Evidence{Number: n, ID: 1}, 0)
		return reaches(err)
	},
	"Here": func(b *bench, s *desk.Seat, n uint64) bool { return reaches(s.Here(n, desk.Reading)) },
	"TakeOver": func(b *bench, s *desk.Seat, n uint64) bool {
		defer s.Leave()
		return reaches(s.TakeOver(n))
	},
	"Others": func(b *bench, s *desk.Seat, n uint64) bool {
		if err := b.as("olga").TakeOver(n); err != nil {
			b.Fatal(err)
		}
		return s.Person().Name == "olga" || len(s.Others()[n]) > 0
	},
	"Watch": func(b *bench, s *desk.Seat, n uint64) bool {
		w := s.Watch()
		defer w.Close()
		if _, _, err := b.as("olga").Decide(b.Context(), argued(inbox.VerbNote, time.Now()), desk.Target{Number: n}); err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(b.Context(), time.Second)
		defer cancel()
		notice, err := w.Next(ctx)
		return err == nil && len(notice.Applied) == 1
	},
}

// pathless are the methods of a seat that lead to no item that wasn't read before, or that a lead alone may call, and tell nothing
// of the team. Those that do are among answers.
var pathless = []string{
	"Person", "Now", "Leave", "Meanwhile", "May", "Opening", "Limit", "Proofread", "MayPrivately", "Fill", "Drafts", "DropDraft", "Remember", "Recall", "WasHere", "LastHere",
	"Undo", "Redo", "UndoWith", "RedoWith", "MayUndo", "UndoChange", "TakeNext", "From", "Import", "Erase", "MayErase", "Denied",
}

// reaches reports whether an answer tells that the item is there: anything but that it isn't.
func reaches(err error) bool { return !errors.Is(err, desk.ErrNotFound) }

func idOf(n uint64) inbox.Term { return inbox.Term{Field: "id", Value: fmt.Sprint(n)} }

// cancelled is a context in which nothing is written any more: only what is checked before is seen.
func cancelled(b *bench) context.Context {
	ctx, cancel := context.WithCancel(b.Context())
	cancel()
	return ctx
}

func TestNoPathLeadsOverAWall(t *testing.T) {
	team := team("doer")
	team.People = append(team.People, inbox.Person{Name: "lou", Role: inbox.DepartmentRole, Department: "legal"},
		inbox.Person{Name: "dan", Role: inbox.DepartmentRole},
		inbox.Person{Name: "flo", Role: inbox.Moderator, Brands: []string{"acme"}, Channels: []string{"fedi", "blog"}},
		inbox.Person{Name: "bob", Role: inbox.Lead, Channels: []string{"blog"}},
		inbox.Person{Name: "sue", Role: inbox.DepartmentRole, Department: "sav", Channels: []string{"blog"}}, inbox.Person{Name: "una", Role: inbox.Lead, Brands: []string{"umbra"}})
	onBenchOf(t, team, func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		b.decide(reply("hi"), 1)
		b.decide(reply("hi"), 2)
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		for _, p := range team.People {
			for _, n := range []uint64{1, 2} {
				sees := p.Sees("acme") && p.SeesChannel("fedi") && (p.Role != inbox.DepartmentRole || n == 1 && p.Department == "sav")
				for name, leads := range paths {
					if got := leads(b, b.as(p.Name), n); got != sees {
						b.Errorf("%s, a %s: %s leads to item %d: %t, want %t", p.Name, p.Role, name, n, got, sees)
					}
				}
			}
		}
		for m := range reflect.TypeFor[*desk.Seat]().Methods() {
			if paths[m.Name] == nil && answers[m.Name] == nil && !slices.Contains(pathless, m.Name) {
				b.Errorf("%s is a way that nobody has tried", m.Name)
			}
		}
	})
}

func TestADepartmentReadsItsItemAndAnswersButPublishesNothing(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		other := post("2", "me too", time.Now())
		other.Thread, other.Parent = "1", "1"
		b.arrive(post("1", "hello", time.Now()), other)
		b.decide(inbox.Decision{Verb: inbox.VerbTag, Add: []string{"secret"}}, 2)
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		sam := b.as("sam")
		th, err := sam.Thread(b.Context(), 1)
		if err != nil || len(th.Items) != 1 || th.Items[0].Number != 1 {
			b.Errorf("sam reads %d items of the thread, %v", len(th.Items), err)
		}
		if h, err := sam.Author(b.Context(), 1); err != nil || h.Items != 1 || len(h.Tags) != 0 || len(h.Recent) != 1 {
			b.Errorf("of the author sam reads %+v, %v", h, err)
		}
		if tags := sam.Vocabulary().Tags; len(tags) != 0 {
			b.Errorf("sam completes with %q", tags)
		}
		w := sam.Watch()
		defer w.Close()
		for _, v := range []inbox.Verb{inbox.VerbReply, inbox.VerbDone, inbox.VerbHide, inbox.VerbEscalate, inbox.VerbTag} {
			if _, _, err := sam.Decide(b.Context(), argued(v, time.Now()), desk.Target{Number: 1}); !errors.Is(err, desk.ErrRole) {
				b.Errorf("sam, to %s: %v", v, err)
			}
		}
		if _, _, err := sam.Decide(b.Context(), inbox.Decision{Verb: inbox.VerbReturn, Text: inbox.Clean("two weeks")}, desk.Target{Number: 1}); err != nil {
			b.Fatal(err)
		}
		if n, err := w.Next(b.Context()); err != nil || n.Lost || len(n.Applied) != 1 {
			b.Errorf("of the return sam hears %+v, %v", n, err)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbReopen}, 1)
		if n, err := w.Next(b.Context()); err != nil || !n.Lost || len(n.Applied) != 0 {
			b.Errorf("when it is the department's no more, sam hears %+v, %v", n, err)
		}
		if _, err := sam.Item(b.Context(), 1); !errors.Is(err, desk.ErrNotFound) {
			b.Errorf("sam reads it still: %v", err)
		}
	})
}

func TestWhoSeesSomeChannelsCountsAndCompletesThoseAlone(t *testing.T) {
	team := team("doer")
	team.Channels = append(team.Channels, inbox.Channel{Name: "blog", Kind: "doer", Brand: "acme"})
	team.People = append(team.People, inbox.Person{Name: "flo", Role: inbox.Moderator, Channels: []string{"fedi"}},
		inbox.Person{Name: "bob", Role: inbox.Lead, Channels: []string{"blog"}})
	onBenchOf(t, team, func(b *bench) {
		b.arrive(post("1", "hello", time.Now()), post("2", "hello", time.Now()))
		for person, want := range map[string]struct {
			open, of int
			channel  string
		}{"flo": {2, 2, "fedi"}, "bob": {0, 0, "blog"}} {
			seat := b.as(person)
			counts, err := seat.Counts(b.Context())
			if err != nil || counts.Status[inbox.Open] != want.open || counts.Channel["fedi"] != want.of {
				b.Errorf("%s counts %+v, %v", person, counts, err)
			}
			if channels := seat.Vocabulary().Channels; !slices.Equal(channels, []string{want.channel}) {
				b.Errorf("%s completes with %q", person, channels)
			}
			if health := seat.Health(); len(health) != 1 || health[0].Channel != want.channel {
				b.Errorf("%s sees the health of %+v", person, health)
			}
			if page, err := seat.Page(b.Context(), inbox.Ask{Query: inbox.Query{Root: inbox.Term{Field: "channel", Value: "fedi"}}}); err != nil || len(page.Rows) != want.of {
				b.Errorf("%s finds %d items of fedi, %v", person, len(page.Rows), err)
			}
		}
		if err := b.as("bob").Rename(b.Context(), "fedi", "other"); !errors.Is(err, desk.ErrUnknown) {
			b.Errorf("bob renames fedi: %v", err)
		}
		if _, _, err := b.as("nadia").Decide(b.Context(), inbox.Decision{Verb: inbox.VerbAssign, To: "bob"}, desk.Target{Number: 1}); !errors.Is(err, desk.ErrRole) {
			b.Errorf("it is given to bob: %v", err)
		}
	})
}
