package console

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
)

// These are whole flows: a console on the real desk and the real store, and a platform that remembers what reached it.

// platform brings some posts once, and keeps every reply that reaches it.
type platform struct {
	posts   []inbox.Post
	replies []string

	mu   sync.Mutex
	more []inbox.Post // what comes later
	fail error        // of the next reply
}

// bring has a post come with the next round.
func (p *platform) bring(post inbox.Post) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.more = append(p.more, post)
}

// refuse has the next reply fail.
func (p *platform) refuse(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fail = err
}

func (p *platform) Check(context.Context) (connectors.Account, error) {
	return connectors.Account{ID: "us", Handle: "@acme", Followers: -1}, nil
}

func (p *platform) Poll(_ context.Context, c connectors.Cursor, _ time.Time) (connectors.Batch, error) {
	if c != "" {
		p.mu.Lock()
		defer p.mu.Unlock()
		more := p.more
		p.more = nil
		return connectors.Batch{Posts: more, Cursor: c}, nil
	}
	return connectors.Batch{Posts: p.posts, Cursor: "1"}, nil
}

func (p *platform) Reply(_ context.Context, a connectors.Action) (connectors.Receipt, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.fail; err != nil {
		p.fail = nil
		return connectors.Receipt{}, err
	}
	p.replies = append(p.replies, a.Text.String())
	remote := fmt.Sprint("ours", len(p.replies))
	ours := inbox.Post{Remote: remote, Thread: a.On.Thread, Parent: a.On.Remote, Kind: inbox.Reply, Ours: true, Text: a.Text, Posted: time.Now(),
		Author: inbox.Author{ID: "us", Name: inbox.CleanLine("Acme"), Followers: -1}}
	return connectors.Receipt{Remote: remote, Post: &ours}, nil
}

func (p *platform) Limit(_ inbox.Post, text string) (int, int) { return len([]rune(text)), 100 }

// work is a desk with a platform, and the people who may sit at it.
type work struct {
	*driver
	platform *platform
	real     *desk.Desk
}

// flow runs a story at the console of a person, of 160 by 48 cells.
func flow(t *testing.T, person string, story func(*work)) {
	t.Helper()
	flowOf(t, person, posts, story)
}

// flowOf is flow on a platform that brings other posts.
func flowOf(t *testing.T, person string, posts func() []inbox.Post, story func(*work)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s, err := store.Open(filepath.Join(t.TempDir(), "vigie.db"), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := &platform{posts: posts()}
		kind := connectors.Kind{Name: "wall", New: func(connectors.Config) (connectors.Connector, error) { return p, nil }}
		d, err := desk.Open(desk.Options{Store: s, Team: workTeam(), Registry: connectors.Registry{kind}})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Sync(ctx, func(desk.SyncLine) {}); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- d.Run(ctx) }()
		defer func() {
			cancel()
			<-ended
			if err := s.Close(); err != nil {
				t.Error(err)
			}
			time.Sleep(2 * time.Minute) // what waits for a time ends
		}()
		story(&work{sit(t, ctx, d, person), p, d})
	})
}

// sit opens a console for a person.
func sit(t *testing.T, ctx context.Context, d *desk.Desk, person string) *driver {
	t.Helper()
	seat, err := d.Seat(person)
	if err != nil {
		t.Fatal(err)
	}
	feed := seat.Watch()
	context.AfterFunc(ctx, feed.Close)
	dark := true
	v := &driver{t: t, ctx: ctx, msgs: make(chan tea.Msg, 100)}
	v.m = newModel(ctx, Options{Desk: seat, Feed: feed, Profile: colorprofile.ASCII, Dark: &dark, Zone: time.UTC, Local: true})
	v.start(v.m.Init())
	v.send(tea.WindowSizeMsg{Width: 160, Height: 48})
	v.wait(time.Second)
	return v
}

func workTeam() inbox.Team {
	t := team()
	t.Channels = []inbox.Channel{{Name: "wall", Kind: "wall", Brand: "acme"}}
	t.People = []inbox.Person{
		{Name: "nadia", Role: inbox.Moderator}, {Name: "léa", Role: inbox.Lead}, {Name: "sofia", Role: inbox.DepartmentRole, Department: "sav"},
	}
	t.Replies = []inbox.Canned{{Name: "merci", Text: "Merci {author} !"}}
	return t
}

func posts() []inbox.Post {
	var all []inbox.Post
	for i, text := range []string{"La commande 4412 n'est jamais arrivée.", "Does it work with the 2024 model?", "\x1b[31mred\x1b[0m \u202egnp.exe", "Merci, c'est parfait"} {
		id := fmt.Sprint(i + 1)
		all = append(all, inbox.Post{
			Remote: id, Thread: id, Kind: inbox.Comment, Posted: time.Now().Add(-time.Duration(i+1) * time.Minute), Text: inbox.Clean(text),
			Author: inbox.Author{ID: "a" + id, Name: inbox.CleanLine("Auteur " + id), Followers: -1},
		})
	}
	return all
}

func TestAReplyIsWrittenSentOnceAndStandsInTheThread(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.see("La commande 4412").press("r").write("Nous cherchons le colis.").press("ctrl+s").see("leaves in 8 s")
		w.wait(4 * time.Second).see("leaves in 4 s")
		if len(w.platform.replies) != 0 {
			t.Error("it left within its undo window")
		}
		w.wait(10 * time.Second)
		if len(w.platform.replies) != 1 || w.platform.replies[0] != "Nous cherchons le colis." {
			t.Errorf("the platform got %q", w.platform.replies)
		}
		w.press("6").see("Acme (us)", "Nous cherchons le colis.")
	})
}

func TestAReplyThatIsTakenBackInTimeNeverLeaves(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("Trop vite").press("ctrl+s").wait(2*time.Second).press("u").see("Public reply to Auteur 1", "Trop vite")
		w.press("esc").wait(20 * time.Second)
		if len(w.platform.replies) != 0 {
			t.Errorf("the platform got %q", w.platform.replies)
		}
		w.see("✎").press("r").see("Trop vite").press("ctrl+s U").see("Trop vite", "taken back before it left")
	})
}

func TestADraftSurvivesTheConsole(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("à moitié écrit").press("left left").wait(time.Second)
		again := sit(t, w.ctx, w.real, "nadia")
		again.see("Public reply to Auteur 1", "à moitié écrit").write("!").see("à moitié écr!it")
		again.press("esc").wait(time.Second)
		sit(t, w.ctx, w.real, "nadia").see("✎").miss("Public reply").press("r").see("à moitié écr!it")
		if len(w.platform.replies) != 0 {
			t.Error("a draft left")
		}
	})
}

func TestAnEscalationGoesToTheDepartmentAndItsAnswerComesBack(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("e s").write("Colis perdu ?").press("tab enter").see("Escalate 1")
		w.press("E").see("due in 4 h").press("enter").see("→ sav, 4 h left", "Colis perdu ?").press("esc esc")
		sofia := sit(t, w.ctx, w.real, "sofia")
		sofia.press("g e R").see("Answer of Service après-vente", "returns it").write("Livré chez un voisin.").press("ctrl+s").see("Return 1")
		w.wait(time.Second).press("g r").see("← sav answered").press("r").see("Service après-vente answered: Livré chez un voisin.")
	})
}

func TestSomebodyElsesAnswerIsToldBeforeASecondOneLeaves(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("Bonjour")
		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("r").see("nadia is answering, since", "They are told at once").wait(time.Second).press("y").write("Je m'en occupe").press("ctrl+s")
		w.wait(time.Second).see("▲ léa replied").press("ctrl+s").see("send it all the same").press("esc esc").wait(20 * time.Second)
		if len(w.platform.replies) != 1 || w.platform.replies[0] != "Je m'en occupe" {
			t.Errorf("the platform got %q", w.platform.replies)
		}
	})
}

func TestWhatThePlatformRefusesIsListedWithItsWordsAndTriedAgain(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.platform.refuse(&connectors.Trouble{Kind: connectors.Refused, Words: "Duplicate comment detected"})
		w.press("r").write("Bonjour").press("ctrl+s").wait(12 * time.Second).see("1 not sent")
		w.press("g n").see("✗ refused", "Duplicate comment detected", "try again now").press("s").wait(5 * time.Second)
		w.see("Everything that was decided has left.").press("esc").miss("not sent")
		if len(w.platform.replies) != 1 {
			t.Errorf("the platform got %q", w.platform.replies)
		}
	})
}

func TestATextThatWasRefusedIsMendedAndSentAgain(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.platform.refuse(&connectors.Trouble{Kind: connectors.Refused, Words: "no links here"})
		w.press("r").write("Voir https://acme.example").press("ctrl+s").wait(12 * time.Second)
		w.press("g n r").see("Public reply to Auteur 1", "Voir https://acme.example").press("ctrl+u").write("Voir notre site").press("ctrl+s").wait(12 * time.Second)
		if len(w.platform.replies) != 1 || w.platform.replies[0] != "Voir notre site" {
			t.Errorf("the platform got %q", w.platform.replies)
		}
		w.miss("not sent")
	})
}

func TestTagsAreAddedMadeAndTakenAwayOnSeveralItemsAtOnce(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("x x t").see("Tags of 2 items").write("livraison").see("new tag").press("enter").see("Tag: 2 items", "livraison")
		w.press("g g t").write("liv").see("✓ livraison").press("enter").see("Tag 1 · u takes it back")
		w.press("t enter").see("Tag 1")
	})
}

func TestASnoozedItemIsOutOfSightUntilItsTime(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("z").write("3h").see("Sat 1 Jan 03:00").press("enter").see("Snooze 1").miss("La commande 4412")
		w.press("5").see("La commande 4412").press("1").wait(4 * time.Hour).see("La commande 4412")
	})
}

func TestTheLogTellsWhatWasDecidedAndTakesItBack(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("a").write("léa").press("enter").see("Assign 1").press("c").write("déjà vu").press("ctrl+s").see("Note 1")
		w.press("L").see("nadia assigned it to léa", "nadia noted  “déjà vu”").press("/").write("verb:assgn").press("enter").see("did you mean assign?").press("backspace backspace").write("ign").press("enter").see("nadia assigned it to léa").miss("déjà vu")
		w.press("u").see("taken back: assign", "(undone)")
	})
}

func TestQuittingAsksAboutWhatWaitsAndSendsIt(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("r").write("Bonsoir").press("ctrl+s q").see("1 message waits to leave")
		if w.quit {
			t.Fatal("it left without asking")
		}
		w.press("s").wait(3 * time.Second)
		if !w.quit || len(w.platform.replies) != 1 {
			t.Errorf("quit %v, the platform got %q", w.quit, w.platform.replies)
		}
	})
}

func TestQuittingSaysWhoseScreensEndWithIt(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.m.opt.Guests = func() []string { return []string{"léa", "nadia"} }
		w.press("q").see("2 screens are open through this vigie", "léa, nadia", "y leave").miss("send now").press("s k q")
		if w.quit {
			t.Fatal("it left all the same")
		}
		w.press("r").write("Bonsoir").press("ctrl+s q").see("1 message waits to leave", "2 screens are open", "send now").press("y")
		if w.quit {
			t.Fatal("it left without what waits")
		}
		w.press("k")
		if !w.quit {
			t.Error("it stays")
		}
	})
}

func TestEverythingIsFoundInThePalette(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press(":").write("snoo").see("Take it out of sight").press("enter").see("Snooze 1 · Auteur 1").press("esc")
		w.press(":").write("retract").see("can't retract; it can reply").press("enter").see("Retract reply: the channel wall can't retract").press("esc")
		w.press("?").write("brand").see("Show one brand, or all.").miss("Take it out of sight").press("esc").miss("Keys ─")
	})
}

func TestHostileTextsAreSafeInEveryFloatingScreen(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("G k")
		for _, keys := range []string{"r", "i", "t", "L", "g n", "g c", "c"} {
			w.press(keys).checkCells(160, 48)
			if strings.ContainsAny(w.screen(), "\x1b\u202e") {
				t.Errorf("after %s the screen holds what acts on a terminal", keys)
			}
			w.press("esc")
		}
	})
}

func TestUndoOfABulkLeavesTheCursorWhereItIs(t *testing.T) {
	flow(t, "nadia", func(w *work) {
		w.press("t").write("colis").press("enter j j")
		was := w.under()
		w.press("*").press("t").write("crise").press("enter").wait(time.Second).see("Tag: 4 items").press("u").wait(time.Second).see("Undone: tag of 4 items").see("tagged crise (undone)").miss("took it back")
		if w.under() != was {
			t.Errorf("undo moved the cursor from %d to %d", was, w.under())
		}
		w.press("u").wait(time.Second).see("Undone: tag")
		if w.under() == was {
			t.Error("undo of one item's decision doesn't go back to it")
		}
	})
}
