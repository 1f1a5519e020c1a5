package command

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/console"
	"vigie/ui/language"
	"vigie/ui/remote"
)

// remoteFPS is what a line carries without a hurry, and 500 idle screens cost little with.
const remoteFPS = 30

// remoteConsole shows the console to a person at a distance.
func (a *app) remoteConsole(h *house) func(context.Context, remote.Terminal) error {
	return func(ctx context.Context, t remote.Terminal) error {
		seat, err := h.desk.Seat(t.Person)
		if err != nil {
			return err
		}
		return a.showOn(ctx, h, seat.From(inbox.Visit{Address: t.Address, Key: t.Key}), t, remoteFPS)
	}
}

// sayTo says an error in the language of somebody at a terminal.
func (a *app) sayTo(h *house, t remote.Terminal, err error) string {
	person, _ := h.desk.Team().Person(t.Person)
	return language.Choose(person.Language, t.Environ).Error(err)
}

// showOn shows the console on a terminal that isn't this process's own: it starts no program there and is never suspended.
func (a *app) showOn(ctx context.Context, h *house, seat *desk.Seat, t remote.Terminal, fps int) error {
	feed := seat.Watch()
	defer feed.Close()
	return console.Run(ctx, console.Options{
		Desk: seat, Feed: feed, Input: t.In, Output: t.Out, Environ: a.look.over(t.Environ), Profile: console.Profile(t.Environ),
		Glyphs: console.GlyphsOf(t.Environ), Zone: zoneOf(t.Environ, a.env.Zone), FPS: fps,
		Width: t.Size.Width, Height: t.Size.Height, Demo: h.notice,
		NextSize: func(ctx context.Context) (width, height int, ok bool) {
			select {
			case s := <-t.Resized:
				return s.Width, s.Height, true
			case <-ctx.Done():
				return 0, 0, false
			}
		},
	})
}

// remoteCommand runs a command for a person at a distance: the same one as here, with less within reach.
func (a *app) remoteCommand(h *house) func(context.Context, remote.Call) int {
	return func(ctx context.Context, c remote.Call) int {
		return run(ctx, Env{
			Args: c.Args, Stdin: c.In, Stdout: c.Out, Stderr: c.Err, Getenv: func(string) string { return "" },
			Dir: "/", Now: a.env.Now, Zone: zoneOf(c.Environ, a.env.Zone), Width: c.Width, Visitor: &c.Visitor,
		}, h)
	}
}

// zoneOf is the time zone that a client told, or ours.
func zoneOf(environ []string, ours *time.Location) *time.Location {
	for _, v := range environ {
		if name, ok := strings.CutPrefix(v, "TZ="); ok && name != "" {
			if zone, err := time.LoadLocation(name); err == nil {
				return zone
			}
		}
	}
	return ours
}

// access says who may run a command over SSH.
type access uint8

const (
	nobody   access = iota // it is of the server's own machine
	owners                 // it looks after the inbox as a whole: it takes one who sees all of it
	everyone               // the desk checks what it does
)

// accessTo is the one place that says so. A command that it doesn't name stays at home.
func accessTo(words []string) (who access, named bool) {
	if len(words) == 0 {
		return nobody, true
	}
	if _, decides := inbox.ActionOf(inbox.Verb(words[0])); decides {
		return everyone, true
	}
	switch strings.Join(words[:min(2, len(words))], " ") {
	case "channel list", "channel check", "channel rename", "store check", "store stats", "store backup", "person add", "person remove", "person list":
		return owners, true
	}
	switch words[0] {
	case "list", "show", "author", "count", "log", "export", "evidence", "undo", "redo", "outbox", "version", "help",
		"next", "views", "digest", "escalations", "rules", "figures":
		return everyone, true
	case "import", "erase", "sync", "health", "sessions":
		return owners, true
	case "watch", "serve", "demo", "channel", "person", "store", "completion", "man", "words":
		return nobody, true // but for what is named above
	}
	return nobody, false
}

// admit checks what a command may reach that somebody sent over SSH. Files are only the streams.
func (a *app) admit(cmd *cobra.Command, args []string) error {
	v := a.env.Visitor
	if v == nil {
		return nil
	}
	words := strings.Fields(cmd.CommandPath())[1:]
	err := func() error {
		for _, name := range []string{"data", "team", "as"} {
			if cmd.Flags().Changed(name) {
				return inbox.Errorf("--%s is not for those who come over SSH: you act as %s", name, v.Person)
			}
		}
		person, _ := a.house.desk.Team().Person(v.Person)
		who, _ := accessTo(words)
		switch who {
		case nobody:
			return inbox.Errorf("vigie %s runs on the server's own machine only", strings.Join(words, " "))
		case owners:
			if person.Role < inbox.Owner {
				return inbox.Errorf("%s is a %s; vigie %s takes an owner", v.Person, person.Role, strings.Join(words, " "))
			}
			if len(person.Brands)+len(person.Channels) > 0 {
				return inbox.Errorf("%s sees some brands or channels alone; vigie %s takes an owner who sees all", v.Person, strings.Join(words, " "))
			}
		}
		if file := strings.Join(words, " "); (file == "import" || file == "store backup") && (len(args) != 1 || args[0] != "-") {
			return inbox.Reason("over SSH a file is only -, the command's own streams")
		}
		if out := cmd.Flags().Lookup("out"); out != nil && out.Value.String() != "" && out.Value.String() != "-" {
			return inbox.Reason("over SSH a file is only -, the command's own streams")
		}
		return nil
	}()
	if err != nil {
		sign(cmd.Context(), a, a.house, v, remote.Refused, err.Error())
	}
	return err
}
