package command

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"
	"golang.org/x/time/rate"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/remote"
	"vigie/ui/team"
)

// defaultListen is where a team is served that says nothing: on this machine alone.
const defaultListen = "127.0.0.1:2323"

func (a *app) serving() *cobra.Command {
	var listen string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Make the inbox the team's, over SSH, until interrupted.",
		Long: `People sign in with the keys that the team file has for them: ssh -p 2323 NAME@HOST. The team file is read again when it
changes, and on SIGHUP. docs/server.md tells how to run it on a server.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.own(cmd.Context(), resident, func(h *house) error { return a.serveTeam(cmd.Context(), h, listen) })
		},
	}
	cmd.Flags().StringVar(&listen, "listen", "", "where to listen; as the team file says, or "+defaultListen+", unless told: `ADDRESS`")
	return cmd
}

// servingGC has memory collected when half as much again was taken, instead of as much: screens are nearly all that there is,
// and they stay.
const servingGC = 50

// serveTeam serves the house until the context ends: first the sessions end, then the channels.
func (a *app) serveTeam(ctx context.Context, h *house, listen string) error {
	if a.env.Getenv("GOGC") == "" {
		defer debug.SetGCPercent(debug.SetGCPercent(servingGC))
	}
	hangups := make(chan os.Signal, 1)
	signal.Reset(syscall.SIGHUP) // which ends every other command
	signal.Notify(hangups, syscall.SIGHUP)
	defer signal.Stop(hangups)

	key, made, err := remote.HostKey(filepath.Join(filepath.Dir(h.paths.store), "host_ed25519"))
	if err != nil {
		return err
	}
	server, err := remote.New(remote.Options{
		HostKey: key, Who: func(k ssh.PublicKey) (string, error) { return holderOf(h.desk.Team().People, k) },
		Console: a.remoteConsole(h), Command: a.remoteCommand(h), Report: a.remember(ctx, h), Log: a.log(), Roll: &h.roll,
		Say: func(t remote.Terminal, err error) string { return a.sayTo(h, t, err) },
	})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", cmp.Or(listen, h.desk.Team().Listen, defaultListen))
	if err != nil {
		return cantListen(h, listen, err)
	}
	h.server.Store(server)
	a.say("serving %s on %s", channelsOf(h), l.Addr())
	a.say("host key %s%s", ssh.FingerprintSHA256(key.PublicKey()), map[bool]string{true: ", made now: tell it to whoever signs in for the first time"}[made])
	if err := a.silentOrKnown(h); err != nil {
		return errors.Join(err, l.Close())
	}
	return a.serveUntil(ctx, h, server, l, hangups)
}

// cantListen says that an address is taken or not this machine's, and whose word it was.
func cantListen(h *house, told string, err error) error {
	if t := h.desk.Team(); told == "" && t.Listen != "" {
		return &team.FileError{File: filepath.Base(h.paths.team), Problems: []team.Problem{{
			Line: t.ListenLine, Text: fmt.Sprintf("nobody can be served: %v; write another address, as in listen = %q", err, defaultListen),
		}}}
	}
	return fmt.Errorf("nobody can be served: %w: name another address with --listen", err)
}

// channelsOf counts the team's channels: those that are heard, and those that can't be.
func channelsOf(h *house) string {
	heard, off, t := 0, 0, h.desk.Team()
	for _, c := range h.desk.Health() {
		_, known := t.Channel(c.Channel)
		switch {
		case !known:
		case c.State == desk.Off, c.State == desk.Misset:
			off++
		default:
			heard++
		}
	}
	if off == 0 {
		return plural(heard, "channel")
	}
	return fmt.Sprintf("%s (%d can't run: `vigie channel list` says why)", plural(heard, "channel"), off)
}

func (a *app) serveUntil(ctx context.Context, h *house, server *remote.Server, l net.Listener, hangups <-chan os.Signal) error {
	beside, end := context.WithCancel(context.WithoutCancel(ctx)) // the channels go on while sessions end
	defer end()
	var all sync.WaitGroup
	all.Go(func() {
		if err := h.desk.Run(beside); err != nil && beside.Err() == nil {
			a.log().Error("the channels stopped", "err", err)
		}
	})
	all.Go(func() { a.followTeam(beside, h, hangups, a.tellTeam) })
	all.Go(func() { a.keepNotified(beside, h) })
	defer context.AfterFunc(ctx, func() { a.notify("STOPPING=1") })()
	a.notify("READY=1")
	err := server.Serve(ctx, l)
	end()
	all.Wait()
	return err
}

// silentOrKnown says what to write where nobody can sign in yet.
func (a *app) silentOrKnown(h *house) error {
	for _, p := range h.desk.Team().People {
		if len(p.Keys) > 0 {
			return nil
		}
	}
	a.say("nobody can sign in yet. Run `vigie person add NAME --role owner --key \"$(cat ~/.ssh/id_ed25519.pub)\"`, or add to %s:\n", h.paths.team)
	a.say("[[person]]\nname = %q\nrole = \"owner\"\nkeys = [\"ssh-ed25519 AAAA… %s\"]\n", a.knownAs(), a.knownAs())
	return nil
}

func (a *app) knownAs() string { return cmp.Or(a.login(), "nadia") }

// holderOf names the person whose key it is. A key that two people have is nobody's: it can't tell who is there.
func holderOf(people []inbox.Person, key ssh.PublicKey) (string, error) {
	name, wire := "", string(key.Marshal())
	for _, p := range people {
		for _, line := range p.Keys {
			k, err := team.PublicKey(line)
			switch {
			case err != nil || string(k.Marshal()) != wire || name == p.Name:
			case name != "":
				return "", inbox.Errorf("the key is %s's and %s's: give each their own", name, p.Name)
			default:
				name = p.Name
			}
		}
	}
	if name == "" {
		return "", inbox.Reason("a key that the team file doesn't have")
	}
	return name, nil
}

// remember writes down who came and who was refused. What strangers cause is bounded: the log file has all of it.
func (a *app) remember(ctx context.Context, h *house) func(remote.Event) {
	ctx = context.WithoutCancel(ctx) // how sessions end is remembered too
	strangers := rate.NewLimiter(rate.Every(time.Minute), 60)
	return func(e remote.Event) {
		if e.Person == "" && !strangers.Allow() {
			return
		}
		sign(ctx, a, h, &e.Visitor, e.What, e.Why)
	}
}

// sign records what somebody did at the door. A record that can't be kept is in the log file.
func sign(ctx context.Context, a *app, h *house, v *remote.Visitor, what, why string) {
	err := h.desk.Sign(ctx, v.Person, inbox.Signed{What: what, Visit: inbox.Visit{Address: v.Address, Key: v.Key}, Why: inbox.CleanLine(why)})
	if err != nil {
		a.log().Error("not recorded", "what", what, "person", v.Person, "address", v.Address, "err", err)
	}
}
