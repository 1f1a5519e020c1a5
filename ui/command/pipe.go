package command

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"time"

	"vigie/inbox"
	"vigie/ui/team"
)

// The bounds of a command that items are given to.
const (
	pipeLimit = 30 * time.Second
	pipeMost  = inbox.MaxText // of what it prints, in bytes
)

// pipe gives items as JSON Lines to a command line of the person's shell, and brings what it prints. Nothing of the items is in
// the command line: they are read from standard input alone.
func (a *app) pipe(ctx context.Context, environ []string, command string, rows []inbox.Row) (string, error) {
	var in bytes.Buffer
	lines := jsonLines(&in)
	for _, r := range rows {
		if err := lines.Encode(newItemJSON(r)); err != nil {
			return "", err
		}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, pipeLimit, fmt.Errorf("it ran for more than %s and was stopped", pipeLimit))
	defer cancel()
	out, told := bounded{most: pipeMost}, bounded{most: 1000}
	run := exec.CommandContext(ctx, "sh", "-c", command)
	run.Stdin, run.Stdout, run.Stderr, run.Dir, run.WaitDelay = &in, &out, &told, a.env.Dir, time.Second
	run.Env = environ
	inGroup(run)
	err := run.Run()
	switch {
	case ctx.Err() != nil:
		return out.String(), context.Cause(ctx)
	case errors.Is(err, exec.ErrWaitDelay):
		err = nil // it has ended; what it left running in the background still could print
	}
	if words := inbox.CleanLine(told.String()); err != nil && !words.Empty() {
		err = errors.Join(errors.New(words.String()), err)
	}
	return out.String(), err
}

// withoutSecrets is the environment that a program started from the console inherits: all of ours but the secrets of the team.
func (a *app) withoutSecrets(t inbox.Team) []string {
	secret := team.Variables(t, registry())
	return slices.DeleteFunc(slices.Clone(a.env.Environ), func(variable string) bool {
		name, _, _ := strings.Cut(variable, "=")
		return slices.Contains(secret, name)
	})
}

// bounded keeps the beginning of what is written to it.
type bounded struct {
	kept []byte
	most int
}

func (b *bounded) Write(p []byte) (int, error) {
	b.kept = append(b.kept, p[:min(len(p), b.most-len(b.kept))]...)
	return len(p), nil
}

func (b *bounded) String() string { return string(b.kept) }
