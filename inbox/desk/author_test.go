package desk_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
)

// about is a note about the author of an item.
func about(text string) inbox.Decision {
	return inbox.Decision{Verb: inbox.VerbAbout, Text: inbox.Clean(text)}
}

// by is a post of somebody.
func by(author, remote string) inbox.Post {
	p := post(remote, "hello "+remote, time.Now())
	p.Author = inbox.Author{ID: author, Handle: inbox.CleanLine(author), Followers: -1}
	return p
}

// writes lets somebody write a note about the author of an item, and gives its change.
func (b *bench) writes(person, text string, n uint64) string {
	b.Helper()
	_, applied, err := b.as(person).Decide(b.Context(), about(text), desk.Target{Number: n})
	if err != nil {
		b.Fatal(err)
	}
	return applied[0].Change.Key
}

// told are the notes about the author of an item, as somebody reads them.
func (b *bench) told(person string, n uint64) (texts []string) {
	b.Helper()
	h, err := b.as(person).Author(b.Context(), n)
	if err != nil {
		b.Fatal(err)
	}
	for _, note := range h.Notes {
		texts = append(texts, note.Text.String())
	}
	return texts
}

func TestANoteAboutAnAuthorIsReadWhereItsItemIs(t *testing.T) {
	team := team("doer")
	team.Channels = append(team.Channels, inbox.Channel{Name: "blog", Kind: "doer", Brand: "acme"})
	team.People = append(team.People, inbox.Person{Name: "flo", Role: inbox.Moderator, Channels: []string{"fedi"}}, inbox.Person{Name: "axel", Role: inbox.Moderator, Brands: []string{"acme"}})
	onBenchOf(t, team, func(b *bench) {
		b.arrive(by("karim", "1"), by("karim", "2"), by("anna", "3"))
		moved := inbox.Arrived{Channel: "fedi", Brand: "umbra", Post: by("karim", "4")} // the channel was another brand's once
		elsewhere := inbox.Arrived{Channel: "blog", Brand: "acme", Post: by("karim", "5")}
		if _, err := b.store.Apply(b.Context(), []inbox.Change{{Key: "moved", At: time.Now(), Event: moved}, {Key: "elsewhere", At: time.Now(), Event: elsewhere}}); err != nil {
			b.Fatal(err)
		}
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 2)
		b.writes("nadia", "one", 1)
		b.writes("sam", "two", 2)
		b.writes("uma", "of umbra", 4)
		for _, c := range []struct {
			person string
			item   uint64
			want   []string
		}{
			{"nadia", 1, []string{"two", "one"}}, {"nadia", 2, []string{"two", "one"}}, {"vera", 1, []string{"two", "one"}},
			{"flo", 1, []string{"two", "one"}}, {"axel", 2, []string{"two", "one"}}, {"sam", 2, []string{"two"}},
			{"nadia", 3, nil}, {"nadia", 4, []string{"of umbra"}}, {"uma", 4, []string{"of umbra"}}, {"nadia", 5, nil},
		} {
			if got := b.told(c.person, c.item); !slices.Equal(got, c.want) {
				b.Errorf("of the author of item %d %s reads %q, want %q", c.item, c.person, got, c.want)
			}
		}
		if h, err := b.as("sam").Author(b.Context(), 2); err != nil || h.Items != 1 || h.Looked != 1 || len(h.Recent) != 1 {
			b.Errorf("of the author sam reads %+v, %v", h, err)
		}
	})
}

func TestWhoMayWriteAboutAnAuthor(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(by("karim", "1"), by("karim", "2"))
		b.decide(inbox.Decision{Verb: inbox.VerbEscalate, To: "sav"}, 1)
		for _, c := range []struct {
			person string
			item   uint64
			want   error
		}{
			{"vera", 1, desk.ErrRole}, {"sam", 1, nil}, {"sam", 2, desk.ErrNotFound}, {"uma", 1, desk.ErrNotFound}, {"tom", 2, nil}, {"nadia", 2, nil},
		} {
			if _, _, err := b.as(c.person).Decide(b.Context(), about("careful"), desk.Target{Number: c.item}); !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
				b.Errorf("%s on item %d: %v, want %v", c.person, c.item, err, c.want)
			}
		}
		if _, _, err := b.as("nadia").Decide(b.Context(), about("@uma, look"), desk.Target{Number: 1}); !errors.Is(err, desk.ErrRole) {
			b.Errorf("it names somebody of another brand: %v", err)
		}
		b.decide(about("@lea, look"), 1)
		if c, err := b.as("lea").Counts(b.Context()); err != nil || c.Mentioned["lea"] != 1 {
			b.Errorf("lea's counts: %v, %v", c.Mentioned, err)
		}
	})
}

func TestANoteAboutAnAuthorIsTakenAwayByItsWriterOrALead(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		b.arrive(by("karim", "1"))
		mine, yours := b.writes("tom", "mine", 1), b.writes("tom", "yours", 1)
		for _, person := range []string{"vera", "sam", "nadia"} {
			if _, err := b.as(person).UndoChange(b.Context(), mine); !errors.Is(err, desk.ErrRole) {
				b.Errorf("%s takes it away: %v", person, err)
			}
		}
		for person, key := range map[string]string{"tom": mine, "lea": yours} {
			if _, err := b.as(person).UndoChange(b.Context(), key); err != nil {
				b.Errorf("%s: %v", person, err)
			}
		}
		if got := b.told("nadia", 1); len(got) != 0 {
			b.Errorf("there are still %q", got)
		}
		if _, err := b.as("tom").Redo(b.Context()); err != nil {
			b.Error(err)
		}
		var lines []string
		log, err := b.as("nadia").Log(b.Context(), inbox.LogAsk{Number: 1})
		for _, e := range slices.Backward(log) {
			lines = append(lines, fmt.Sprint(e.By, " ", e.What, " ", e.Text))
		}
		if err != nil || len(lines) != 5 || lines[0] != "tom author-note mine" {
			b.Errorf("the log tells %q, %v", lines, err)
		}
	})
}

// blocking is a platform where authors can be blocked.
type blocking struct{ doer }

func (b blocking) Block(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return b.act(ctx, "block", a)
}

func (b blocking) Unblock(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	return b.act(ctx, "unblock", a)
}

func (b blocking) Standing(context.Context, inbox.Post) (inbox.Standing, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.asked++
	blocked := false
	for _, did := range b.did {
		blocked = strings.HasPrefix(did, "block ") || blocked && !strings.HasPrefix(did, "unblock ")
	}
	return inbox.Standing{Blocked: blocked}, nil
}

func TestThePlatformIsAskedHowWeStandToAnAuthorNowAndThen(t *testing.T) {
	onBench(t, "blocking", func(b *bench) {
		b.arrive(by("karim", "1"), by("karim", "2"))
		if _, err := b.as("vera").Standing(b.Context(), 1); !errors.Is(err, desk.ErrCannot) {
			b.Errorf("before it is connected: %v", err)
		}
		b.run()
		defer b.stop()
		b.after(time.Minute)
		says := func(person string, n uint64, want inbox.Standing, asked int) {
			b.Helper()
			got, err := b.as(person).Standing(b.Context(), n)
			if b.platform.mu.Lock(); err != nil || got != want || b.platform.asked != asked {
				b.Errorf("it says %+v, %v, asked %d times; want %+v, %d", got, err, b.platform.asked, want, asked)
			}
			b.platform.mu.Unlock()
		}
		says("vera", 1, inbox.Standing{}, 1)
		says("nadia", 2, inbox.Standing{}, 1)
		b.decide(inbox.Decision{Verb: inbox.VerbBlock}, 1)
		b.after(10 * time.Second)
		says("nadia", 2, inbox.Standing{Blocked: true}, 2)
		b.after(time.Minute)
		says("nadia", 2, inbox.Standing{Blocked: true}, 3)
	})
}

func TestTheCardTellsThatTheAuthorIsBlocked(t *testing.T) {
	onBench(t, "blocking", func(b *bench) {
		b.arrive(by("karim", "1"), by("karim", "2"))
		sanctions := func() (all []string) {
			h, err := b.as("vera").Author(b.Context(), 2)
			if err != nil {
				b.Fatal(err)
			}
			for _, s := range h.Sanctions {
				all = append(all, fmt.Sprint(s.Verb, " ", s.By, " ", s.State))
			}
			return all
		}
		b.decide(inbox.Decision{Verb: inbox.VerbBlock}, 1)
		if got := sanctions(); !slices.Equal(got, []string{"block nadia held"}) {
			b.Errorf("while it can be taken back: %q", got)
		}
		if _, err := b.as("nadia").Undo(b.Context()); err != nil {
			b.Fatal(err)
		}
		if got := sanctions(); got != nil {
			b.Errorf("taken back: %q", got)
		}
	})
}
