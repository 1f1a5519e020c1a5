package desk_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
)

// The crash test kills a process that answers people, again and again, at any moment, and then counts what the platforms got.
// Three platforms stand for the three ways of finding out about a lost answer: by a key, by looking, and not at all.
var crashKinds = []string{"keyed", "sought", "blind"}

const (
	crashEnv    = "VIGIE_CRASH_TEST" // tells the child its store, the platforms' address and its round
	crashRounds = 30
	crashSettle = 200 * time.Millisecond
)

// longest is how long a test waits for processes and sockets: a machine may have much else to do.
const longest = time.Minute

// counter is the platforms: it counts the replies that it took, by their text.
type counter struct {
	mu    sync.Mutex
	took  map[string]int    // by text
	keyed map[string]string // text by idempotency key
}

func (c *counter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	kind, text := strings.Trim(r.URL.Path, "/"), r.FormValue("text")
	pause := func() { time.Sleep(rand.N(8 * time.Millisecond)) }
	if r.Method == http.MethodGet {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.took[text] == 0 {
			w.WriteHeader(http.StatusNotFound)
		}
		return
	}
	if rand.N(20) == 0 {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	pause()
	c.take(kind, text, r.FormValue("key"))
	pause()
	if rand.N(20) == 0 {
		panic(http.ErrAbortHandler) // the answer is lost
	}
}

func (c *counter) take(kind, text, key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if kind == "keyed" && c.keyed[key] != "" {
		return
	}
	c.keyed[key] = text
	c.took[text]++
}

// wire is a channel of the platforms.
type wire struct{ base, kind string }

func (wire) Check(context.Context) (connectors.Account, error) {
	return connectors.Account{Followers: -1}, nil
}

func (wire) Poll(_ context.Context, c connectors.Cursor, _ time.Time) (connectors.Batch, error) {
	return connectors.Batch{Cursor: c}, nil
}

func (w wire) Reply(ctx context.Context, a connectors.Action) (connectors.Receipt, error) {
	text := a.Text.String()
	status, err := w.ask(ctx, http.MethodPost, url.Values{"text": {text}, "key": {a.Key}})
	switch {
	case err != nil:
		return connectors.Receipt{}, &connectors.Trouble{Kind: connectors.Temporary, Unsure: true, Err: err}
	case status != http.StatusOK:
		return connectors.Receipt{}, &connectors.Trouble{Kind: connectors.Temporary, Status: status}
	}
	return connectors.Receipt{Remote: "ours-" + text}, nil
}

func (w wire) ask(ctx context.Context, method string, form url.Values) (int, error) {
	r, err := http.NewRequestWithContext(ctx, method, w.base+"/"+w.kind+"?"+form.Encode(), nil)
	if err != nil {
		return 0, err
	}
	r.Close = true
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, err
	}
	return answer.StatusCode, answer.Body.Close()
}

type keyedWire struct{ wire }

func (keyedWire) Remembers() time.Duration { return -1 }

type soughtWire struct{ wire }

func (w soughtWire) Find(ctx context.Context, a connectors.Action, _ func(string) bool) (*connectors.Receipt, bool, error) {
	status, err := w.ask(ctx, http.MethodGet, url.Values{"text": {a.Text.String()}})
	switch {
	case err != nil:
		return nil, false, &connectors.Trouble{Kind: connectors.Temporary, Err: err}
	case status == http.StatusNotFound:
		return nil, true, nil
	}
	return &connectors.Receipt{Remote: "ours-" + a.Text.String()}, true, nil
}

// crashDesk is the desk that the child runs and that the parent ends with.
func crashDesk(path, base string) (*store.Store, *desk.Desk, error) {
	s, err := store.Open(path, store.Options{})
	if err != nil {
		return nil, nil, err
	}
	kind := func(name string, c connectors.Connector) connectors.Kind {
		return connectors.Kind{Name: name, New: func(connectors.Config) (connectors.Connector, error) { return c, nil }}
	}
	o := desk.Options{
		Store: s, UndoWindow: 5 * time.Millisecond,
		Backoff: func(int) time.Duration { return crashSettle },
		Team:    inbox.Team{People: []inbox.Person{{Name: "nadia", Role: inbox.Moderator}}},
		Registry: connectors.Registry{
			kind("keyed", keyedWire{wire{base, "keyed"}}), kind("sought", soughtWire{wire{base, "sought"}}), kind("blind", wire{base, "blind"}),
		},
	}
	for _, k := range crashKinds {
		o.Team.Channels = append(o.Team.Channels, inbox.Channel{Name: k, Kind: k, Brand: "acme"})
	}
	d, err := desk.Open(o)
	return s, d, err
}

// child is the process that gets killed: it decides and delivers as fast as it can, and tells each decision that it was given
// the word for. It reports whether this process is one.
func child() bool {
	path, rest, is := strings.Cut(os.Getenv(crashEnv), "|")
	if !is {
		return false
	}
	base, round, _ := strings.Cut(rest, "|")
	if err := crashChild(path, base, round); err != nil {
		fmt.Println("failed", err)
		os.Exit(1)
	}
	return true
}

func crashChild(path, base, round string) error {
	ctx := context.Background()
	_, d, err := crashDesk(path, base)
	if err != nil {
		return err
	}
	go func() { _ = d.Run(ctx) }()
	nadia, err := d.Seat("nadia")
	if err != nil {
		return err
	}
	for i := 0; ; i++ {
		decision := inbox.Decision{Verb: inbox.VerbReply, Text: inbox.Clean(fmt.Sprintf("%s-%s-%d", crashKinds[i%3], round, i)), KeepOpen: true}
		if _, _, err := nadia.Decide(ctx, decision, desk.Target{Number: uint64(i%30 + 1)}); err != nil {
			return err
		}
		fmt.Println("ack", decision.Text)
		time.Sleep(rand.N(10 * time.Millisecond))
	}
}

func TestKilledAtAnyMomentNothingIsLostAndNothingIsSentTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("it kills processes for some seconds")
	}
	c := &counter{took: map[string]int{}, keyed: map[string]string{}}
	server := httptest.NewServer(c)
	defer server.Close()
	path := filepath.Join(t.TempDir(), "vigie.db")
	fillCrashStore(t, path, server.URL)
	var acked []string
	for round := range crashRounds {
		acked = append(acked, killedRound(t, path, server.URL, round)...)
	}
	if len(acked) < crashRounds/2 {
		t.Fatalf("only %d decisions in %d rounds: the test tests nothing", len(acked), crashRounds)
	}
	states := drained(t, path, server.URL)
	c.mu.Lock()
	defer c.mu.Unlock()
	tally := map[string]int{}
	for _, text := range acked {
		kind, _, _ := strings.Cut(text, "-")
		state, kept := states[text]
		tally[kind+" "+state.String()]++
		switch {
		case !kept:
			t.Errorf("the decision %s was acknowledged and is lost", text)
		case state == inbox.Sent && c.took[text] != 1:
			t.Errorf("%s counts as sent, and arrived %d times", text, c.took[text])
		case state != inbox.Sent && (kind != "blind" || state != inbox.Uncertain):
			t.Errorf("%s ended %s", text, state)
		}
	}
	for text, n := range c.took {
		if n > 1 {
			t.Errorf("%s arrived %d times", text, n)
		}
	}
	t.Log(len(acked), "decisions:", tally)
}

// fillCrashStore brings ten items to each channel, taking turns.
func fillCrashStore(t *testing.T, path, base string) {
	t.Helper()
	s, _, err := crashDesk(path, base)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 30 {
		a := inbox.Arrived{Channel: crashKinds[i%3], Brand: "acme", Post: post(fmt.Sprint(i), "hello", time.Now())}
		if _, err := s.Apply(t.Context(), []inbox.Change{{Key: fmt.Sprint("fill", i), At: time.Now(), Event: a}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// killedRound runs the child until it is killed, and gives back the decisions that it acknowledged. In every other round its
// time runs from its first acknowledgement: on a busy machine it is killed before that in most of the others.
func killedRound(t *testing.T, path, base string, round int) (acked []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%d", crashEnv, path, base, round))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	moment := func() time.Duration { return 50*time.Millisecond + rand.N(500*time.Millisecond) }
	kill := time.AfterFunc(longest, func() { _ = cmd.Process.Kill() })
	defer kill.Stop()
	if round%2 == 0 {
		kill.Reset(moment())
	}
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // a line that was cut is no acknowledgement
			if !errors.Is(err, io.EOF) {
				t.Error(err)
			}
			break
		}
		word, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		if word != "ack" {
			t.Errorf("the child says %q", line)
		}
		if acked = append(acked, text); len(acked) == 1 && round%2 == 1 {
			kill.Reset(moment())
		}
	}
	_ = cmd.Wait() // killed
	return acked
}

// drained lets what is left leave in peace, and tells how each reply ended.
func drained(t *testing.T, path, base string) map[string]inbox.DeliveryState {
	t.Helper()
	s, d, err := crashDesk(path, base)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	ctx, cancel := context.WithTimeout(t.Context(), longest)
	w := d.Watch()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = d.Run(ctx)
	}()
	states := map[string]inbox.DeliveryState{}
	for {
		all, err := s.Deliveries(inbox.DeliveryAsk{Limit: 1 << 20})
		if err != nil {
			t.Fatal(err)
		}
		waiting := 0
		for _, dl := range all {
			states[dl.Text.String()] = dl.State
			if !dl.State.Final() && !dl.State.Stuck() {
				waiting++
			}
		}
		if waiting == 0 {
			break
		}
		if _, err := w.Next(ctx); err != nil {
			t.Errorf("%d deliveries are still waiting: %v", waiting, err)
			break
		}
	}
	cancel()
	<-ended
	return states
}
