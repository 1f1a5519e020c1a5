package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/store"
	"vigie/ui/keys"
	"vigie/ui/remote"
	"vigie/ui/team"
)

// house is a store that this process holds, with the desk that works on it.
type house struct {
	paths paths
	store *store.Store
	desk  *desk.Desk

	notice string                        // stays on the screen of every console; "" = nothing
	roll   remote.Roll                   // who is on, beside the one whom this process was started for
	server atomic.Pointer[remote.Server] // that lets people in over SSH; nil where none does
	moving sync.RWMutex                  // held while a channel is between two names: it is off then, which is no news
}

// span says how long a command holds the store.
type span uint8

const (
	short    span = iota
	long          // the commands of other processes are answered meanwhile
	resident      // until a person ends it: consoles join meanwhile
)

// in runs a command on the store: in this process, where it holds the store or can, or else in the process that does.
// Everything that is this process's own, such as files, is opened before.
func (a *app) in(ctx context.Context, s span, do func(*house) error) error {
	if a.house != nil {
		return do(a.house)
	}
	p, err := a.paths()
	if err != nil {
		return err
	}
	asked, err := a.elsewhere(ctx, s, p)
	if asked {
		return err
	}
	h, err := a.open(p)
	if errors.Is(err, store.ErrHeld) { // whoever holds it may have begun to answer meanwhile
		if asked, elsewhere := a.elsewhere(ctx, s, p); asked {
			return elsewhere
		}
	}
	if err != nil {
		return err
	}
	return a.work(ctx, h, s, func() error { return do(h) })
}

// own runs a command that must hold the store itself.
func (a *app) own(ctx context.Context, s span, do func(*house) error) error {
	if a.house != nil {
		return fmt.Errorf("store %s: %w: process %d, which ran this command for you; end it first", a.house.paths.store, store.ErrHeld, os.Getpid())
	}
	p, err := a.paths()
	if err != nil {
		return err
	}
	h, err := a.open(p)
	if err != nil {
		return err
	}
	return a.work(ctx, h, s, func() error { return do(h) })
}

// work does something with an open house, and closes it once the commands of other processes have ended. The consoles that have
// joined end with the context.
func (a *app) work(ctx context.Context, h *house, s span, do func() error) (err error) {
	defer func() { err = errors.Join(err, h.store.Close()) }()
	if s != short {
		answering, err := startHolder(h.paths.socket, a.commandLine(), s == resident, a.serve(h))
		if err != nil {
			a.log().Warn("other processes get no answer here", "err", err)
		} else {
			defer answering.close() // the socket goes with the process
			defer context.AfterFunc(ctx, answering.dismiss)()
		}
	}
	return do()
}

// open opens the store and sets up the desk.
func (a *app) open(p paths) (*house, error) {
	t, err := a.readTeam(p)
	if err != nil {
		return nil, err
	}
	h := &house{paths: p}
	if h.store, err = store.Open(p.store, store.Options{Machine: machine(), Renews: a.renews}); err != nil {
		return nil, err
	}
	h.desk, err = desk.Open(desk.Options{
		Store: h.store, Team: t, Registry: registry(), Now: a.env.Now, Log: a.log(),
		Secret: a.secretsOf(p), Client: a.client(), Letter: keys.Letter,
	})
	if err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	return h, nil
}

// renews says why nothing is seen yet.
func (a *app) renews() {
	fmt.Fprintln(a.env.Stderr, "vigie: bringing the inbox up to date after an upgrade, which takes a minute for a million items")
}

// client is what every connector's client starts from.
func (a *app) client() connectors.Options {
	return connectors.Options{UserAgent: "vigie/" + versionOf()}
}

func (a *app) secretsOf(p paths) func(string) (string, error) {
	return func(ref string) (string, error) { return team.Secret(filepath.Dir(p.team), ref) }
}

// readTeam reads the team file. Without one there is a team all the same, of nobody but the owner.
func (a *app) readTeam(p paths) (inbox.Team, error) {
	t, err := team.Read(p.team, registry())
	if errors.Is(err, fs.ErrNotExist) && !p.told {
		t, err = inbox.Team{UndoWindow: inbox.DefaultUndoWindow}, nil
	}
	if err == nil && owner(t) == "" {
		a.addOwner(&t)
	}
	return t, err
}

// owner is who acts where nobody is named: the first owner of the team.
func owner(t inbox.Team) string {
	for _, p := range t.People {
		if p.Role == inbox.Owner {
			return p.Name
		}
	}
	return ""
}

// addOwner gives a team without an owner the one it has all the same: whoever can open its files.
func (a *app) addOwner(t *inbox.Team) {
	name := a.login()
	if _, taken := t.Person(name); taken || name == "" {
		name = "owner"
	}
	t.People = slices.DeleteFunc(slices.Clone(t.People), func(p inbox.Person) bool { return p.Name == name })
	t.People = append(t.People, inbox.Person{Name: name, Role: inbox.Owner})
}

// login is the name of the user of this machine; "" where it can't be a person's name.
func (a *app) login() string {
	name := a.env.Getenv("USER")
	if name == "" {
		if u, err := user.Current(); err == nil {
			name = u.Username
		}
	}
	if inbox.CheckTag(strings.ToLower(name)) != nil || strings.ContainsRune(name, '/') {
		return ""
	}
	return name
}

// seat is where the person sits who acts: --as, VIGIE_PERSON, or the owner.
func (a *app) seat(h *house) (*desk.Seat, error) {
	if v := a.env.Visitor; v != nil {
		seat, err := h.desk.Seat(v.Person)
		if err != nil {
			return nil, err
		}
		return seat.From(inbox.Visit{Address: v.Address, Key: v.Key}), nil
	}
	name := cmp.Or(a.flags.as, a.env.Getenv("VIGIE_PERSON"), owner(h.desk.Team()))
	seat, err := h.desk.Seat(name)
	if errors.Is(err, desk.ErrNoPerson) {
		return nil, fmt.Errorf("%w: write a [[person]] there, or name another with --as", err)
	}
	return seat, err
}

// sit runs a command for the person who acts.
func (a *app) sit(ctx context.Context, s span, do func(*desk.Seat) error) error {
	return a.in(ctx, s, func(h *house) error {
		seat, err := a.seat(h)
		if err != nil {
			return err
		}
		defer seat.Leave()
		return do(seat)
	})
}

// machine names this machine to the store, so that a copy on another one is noticed.
func machine() string {
	for _, path := range []string{"/etc/machine-id", "/var/lib/dbus/machine-id"} {
		if id, err := os.ReadFile(path); err == nil && len(strings.TrimSpace(string(id))) > 0 {
			return strings.TrimSpace(string(id))
		}
	}
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return name
}

// log is the log of this run, in a file that is opened at the first line.
func (a *app) log() *slog.Logger {
	if a.house != nil {
		return logIn(a.house.paths)
	}
	p, err := a.paths()
	if err != nil {
		return slog.New(slog.DiscardHandler)
	}
	return logIn(p)
}

func logIn(p paths) *slog.Logger {
	return slog.New(slog.NewTextHandler(&logFile{path: filepath.Join(p.state, "vigie.log")}, nil))
}
