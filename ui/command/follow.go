package command

import (
	"context"
	"fmt"
	"os"
	"time"
)

// lookEvery is how often the team file is looked at.
const lookEvery = 2 * time.Second

// followTeam reads the team file again whenever it changed or somebody asks, and tells of it: nil where it holds from now on, else
// why all stays as it was. A file that is gone for a moment, as while an editor saves it, is no news.
func (a *app) followTeam(ctx context.Context, h *house, hangups <-chan os.Signal, tell func(error)) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	seen := stateOf(h.paths.team)
	for {
		asked := false
		select {
		case <-ctx.Done():
			return
		case <-hangups:
			asked = true
		case <-tick.C:
		}
		now := stateOf(h.paths.team)
		if !asked && (now == seen || now == fileState{}) {
			continue
		}
		seen = now
		tell(a.reloadTeam(h))
	}
}

// tellTeam tells whoever started this process.
func (a *app) tellTeam(err error) {
	if err != nil {
		fmt.Fprintf(a.env.Stderr, "vigie: the team stays as it was: %s\n", printable(err))
		return
	}
	a.say("the team file was read again")
}

// fileState tells two versions of a file apart.
type fileState struct {
	at   time.Time
	size int64
}

func stateOf(path string) fileState {
	info, err := os.Stat(path)
	if err != nil {
		return fileState{}
	}
	return fileState{info.ModTime(), info.Size()}
}
