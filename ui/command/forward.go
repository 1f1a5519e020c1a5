package command

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"vigie/ui/remote"
)

// elsewhere runs the command in the process that holds the store, if one answers; asked is false where none does. What
// would be resident here is a console, which a resident process shows on our terminal.
func (a *app) elsewhere(ctx context.Context, s span, p paths) (asked bool, err error) {
	talk, err := askHolder(ctx, p.socket)
	switch {
	case errors.Is(err, errNoHolder) && ctx.Err() == nil:
		return false, nil
	case err != nil:
		return true, err
	case s == resident && !talk.greeting.Consoles: // it ends soon: wait for the store
		return false, talk.conn.Close()
	}
	req := a.request(p)
	var screen *terminal
	if s == resident {
		if screen = a.env.terminal(); screen == nil {
			return true, errors.Join(errNoTerminal, talk.conn.Close())
		}
		req.Screen = &screenAsk{Environ: remote.Environ(a.env.Environ), Height: a.env.Height}
	}
	if err := talk.send(req); err != nil {
		return true, err
	}
	std := streams{in: a.env.Stdin, out: a.env.Stdout, err: a.env.Stderr}
	code := exitDone
	if screen != nil {
		code, err = talk.lend(ctx, screen, std)
	} else {
		code, err = talk.follow(ctx, std)
	}
	if code == exitUsage && talk.greeting.Version != versionOf() { // one may know what the other doesn't
		fmt.Fprintln(a.env.Stderr, "vigie: "+otherVersion(talk.greeting))
	}
	if err == nil && code != exitDone {
		err = toldError{code}
	}
	return true, err
}

// request is this command, to be run by the process that holds the store.
func (a *app) request(p paths) request {
	req := request{Args: a.env.Args, Variables: map[string]string{}, Dir: a.env.Dir, Keys: a.env.Keys, Width: a.env.Width, Progress: a.env.Progress}
	if p.told {
		req.Team = p.team
	}
	for _, name := range carried() {
		if value := a.env.Getenv(name); value != "" {
			req.Variables[name] = value
		}
	}
	return req
}

// serve runs the commands of other processes in this one, which holds the house.
func (a *app) serve(h *house) func(context.Context, request, streams) int {
	return func(ctx context.Context, req request, std streams) int {
		if req.Team != "" && req.Team != h.paths.team {
			fmt.Fprintf(std.err, "vigie: the store is held by a vigie that works with the team file %s: leave --team out, or end that one\n", printable(errors.New(h.paths.team)))
			return exitUsage
		}
		variables := maps.Clone(req.Variables)
		zone := a.env.Zone
		if named, err := time.LoadLocation(variables["TZ"]); err == nil && variables["TZ"] != "" {
			zone = named
		}
		env := Env{
			Args: req.Args, Stdin: std.in, Stdout: std.out, Stderr: std.err,
			Getenv: func(name string) string { return variables[name] },
			Dir:    filepath.Clean(req.Dir), Now: a.env.Now, Zone: zone,
			Keys: req.Keys, Width: req.Width, Progress: req.Progress,
		}
		if req.Screen != nil {
			env.guest = newGuest(req, std)
			env.Stderr = remote.Raw(std.err)
		}
		return run(ctx, env, h)
	}
}

// instead makes the process that holds the store, if it comes to that, run the command with other arguments: those of a command
// whose file this process has opened as one of its streams.
func (a *app) instead(cmd *cobra.Command, args ...string) {
	words := strings.Fields(cmd.CommandPath())[1:]
	cmd.Flags().Visit(func(f *pflag.Flag) {
		words = append(words, "--"+f.Name+"="+f.Value.String())
	})
	a.env.Args = append(append(words, "--"), args...)
}

// commandLine is how this run is called to other processes.
func (a *app) commandLine() string {
	name := "vigie"
	for _, arg := range a.env.Args {
		if !strings.HasPrefix(arg, "-") {
			return name + " " + arg
		}
	}
	return name
}
