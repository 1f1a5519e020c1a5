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
)

// elsewhere runs the command in the process that holds the store, if one answers; asked is false where none does.
func (a *app) elsewhere(ctx context.Context, p paths) (asked bool, err error) {
	req := request{Args: a.env.Args, Variables: map[string]string{}, Dir: a.env.Dir, Keys: a.env.Keys, Width: a.env.Width, Progress: a.env.Progress}
	if p.told {
		req.Team = p.team
	}
	for _, name := range carried() {
		if value := a.env.Getenv(name); value != "" {
			req.Variables[name] = value
		}
	}
	talk, err := askHolder(ctx, p.socket, req)
	switch {
	case errors.Is(err, errNoHolder) && ctx.Err() == nil:
		return false, nil
	case err != nil:
		return true, err
	}
	code, err := talk.follow(ctx, streams{a.env.Stdin, a.env.Stdout, a.env.Stderr})
	if err == nil && code != exitDone {
		err = toldError{code}
	}
	return true, err
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
		return run(ctx, Env{
			Args: req.Args, Stdin: std.in, Stdout: std.out, Stderr: std.err,
			Getenv: func(name string) string { return variables[name] },
			Dir:    filepath.Clean(req.Dir), Now: a.env.Now, Zone: zone,
			Keys: req.Keys, Width: req.Width, Progress: req.Progress,
		}, h)
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
