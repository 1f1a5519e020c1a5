package console

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/colorprofile"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
)

// crowd is many consoles before one desk on a real store, each on a terminal that takes everything. The last person has none.
type crowd struct {
	actor   *desk.Seat
	screens int
	writes  atomic.Int64
	bytes   atomic.Int64
}

func (c *crowd) Write(p []byte) (int, error) {
	c.writes.Add(1)
	c.bytes.Add(int64(len(p)))
	return len(p), nil
}

// crowded opens the consoles and waits until they rest.
func crowded(b *testing.B, screens int) *crowd {
	b.Helper()
	st, err := store.Open(filepath.Join(b.TempDir(), "vigie.db"), store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = st.Close() })
	if _, err := st.Apply(b.Context(), talk(2000)); err != nil {
		b.Fatal(err)
	}
	team := inbox.Team{Brands: []inbox.Brand{{Name: "acme"}}}
	for i := range screens/10 + 1 { // ten of each person, as the server has it
		team.People = append(team.People, inbox.Person{Name: fmt.Sprintf("p%d", i), Role: inbox.Owner})
	}
	d, err := desk.Open(desk.Options{Store: st, Team: team})
	if err != nil {
		b.Fatal(err)
	}
	c := &crowd{screens: screens}
	ctx, cancel := context.WithCancel(b.Context())
	var all sync.WaitGroup
	b.Cleanup(func() { cancel(); all.Wait() })
	dark := true
	for i := range screens + 1 {
		seat, err := d.Seat(fmt.Sprintf("p%d", i/10))
		if err != nil {
			b.Fatal(err)
		}
		if c.actor = seat; i == screens {
			break
		}
		feed := seat.Watch()
		keys, _ := io.Pipe()
		all.Go(func() {
			defer feed.Close()
			err := Run(ctx, Options{Desk: seat, Feed: feed, Input: keys, Output: c, Profile: colorprofile.TrueColor, Dark: &dark, Width: 120, Height: 40, FPS: 30, Environ: []string{"TERM=xterm-256color"}})
			if err != nil {
				b.Error(err)
			}
		})
	}
	c.rest()
	return c
}

// talk is so many items of realistic length, 80 % of them done.
func talk(n int) []inbox.Change {
	words := strings.Fields("la livraison du thé a trois semaines de retard et personne ne répond au menu de la boutique merci pour tout bonjour où en est ma commande")
	r := rand.New(rand.NewPCG(1, 2))
	var all []inbox.Change
	for i := range n {
		var text []string
		for len(text) < 40 {
			text = append(text, words[r.IntN(len(words))])
		}
		at := time.Now().Add(time.Duration(i-n) * time.Minute)
		a := inbox.Arrived{Channel: fmt.Sprintf("channel%d", i%8), Brand: "acme", Post: inbox.Post{
			Remote: fmt.Sprint(i), Thread: fmt.Sprint(i), Kind: inbox.Mention, Text: inbox.Clean(strings.Join(text, " ")), Posted: at, Digest: fmt.Sprint(i),
			Author: inbox.Author{ID: fmt.Sprint("u", i%97), Name: inbox.CleanLine(fmt.Sprint("Camille ", i%97)), Followers: 100},
		}}
		a.Start.Tags = []string{fmt.Sprint("tag", r.IntN(60))}
		if i%5 > 0 {
			a.Start.Status = inbox.Done
		}
		all = append(all, inbox.Change{Key: fmt.Sprint("fill", i), At: at, Event: a})
	}
	return all
}

// rest waits until nobody has anything to do.
func (c *crowd) rest() {
	for range 60 {
		before := used()
		time.Sleep(time.Second)
		if used()-before < time.Duration(c.screens)*time.Second/2000 {
			return
		}
	}
}

// used is the processor time of this process.
func used() time.Duration {
	var r syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &r) != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// BenchmarkSpread is what a decision by one costs for each console of 200 others, the library's renderer included: run it with
// -benchtime 10x, it waits a second after each.
func BenchmarkSpread(b *testing.B) {
	c := crowded(b, 200)
	page, err := c.actor.Page(b.Context(), inbox.Ask{Query: inbox.Query{Root: inbox.Term{Field: "is", Value: "open"}}, Limit: 3})
	if err != nil || len(page.Rows) < 3 {
		b.Fatal(page, err)
	}
	c.writes.Store(0)
	c.bytes.Store(0)
	b.ResetTimer()
	b.ReportAllocs()
	before := used()
	for i := range b.N {
		verb := [2]inbox.Verb{inbox.VerbDone, inbox.VerbReopen}[i%2]
		if _, _, err := c.actor.Decide(b.Context(), inbox.Decision{Verb: verb}, desk.Target{Number: page.Rows[2].Number}); err != nil {
			b.Fatal(err)
		}
		time.Sleep(time.Second)
	}
	each := float64(b.N * c.screens)
	b.ReportMetric(float64((used()-before).Microseconds())/each, "cpu-µs/screen")
	b.ReportMetric(float64(c.writes.Load())/each, "writes/screen")
	b.ReportMetric(float64(c.bytes.Load())/each, "bytes/screen")
}

// BenchmarkIdle is what 500 consoles cost that nobody uses: run it with -benchtime 20x, it takes a second each.
func BenchmarkIdle(b *testing.B) {
	crowded(b, 500)
	b.ResetTimer()
	before := used()
	for range b.N {
		time.Sleep(time.Second)
	}
	b.ReportMetric(100*(used()-before).Seconds()/float64(b.N), "%core")
}
