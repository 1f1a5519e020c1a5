package command

import (
	"context"
	"errors"
	"fmt"

	"vigie/inbox/desk"
	"vigie/ui/remote"
)

// maxGuests is how many consoles of other processes join at a time: less than those that may ask, so that commands get through.
const maxGuests = 16

// guestAddress is where they come from.
const guestAddress = "this machine"

// guest is the terminal of another process of this user, on which this one shows a console.
type guest struct {
	remote.Terminal
	end context.CancelCauseFunc // ends it, also where it waits for a terminal that takes nothing
}

func newGuest(req request, std streams) *guest {
	asked := remote.Asked{Environ: req.Screen.Environ, Width: cells(req.Width), Height: cells(req.Screen.Height)}
	return &guest{remote.NewTerminal(remote.Visitor{Address: guestAddress}, std.in, std.out, asked, std.resized), std.end}
}

// cells is a length that another process told.
func cells(n int) uint32 { return uint32(max(0, n)) }

// Why the console of a guest ends that its person didn't leave.
var (
	errAskerGone = errors.New("the terminal is gone")
	errDemoOver  = errors.New("the demo is over, and with it all that was in it: `vigie demo` begins another")
	errFull      = fmt.Errorf("%d consoles have joined this inbox, which is as many as it takes: leave one first", maxGuests)
)

// holderEnded is the same, where the process that holds the store ends.
type holderEnded struct{ greeting }

func (e holderEnded) Error() string {
	return fmt.Sprintf("the vigie that held this inbox (%s) has ended; what you were writing is kept: run `vigie` again", e.greeting)
}

// join shows the console on the terminal of another process of this user, until they leave it.
func (a *app) join(ctx context.Context, h *house, seat *desk.Seat) error {
	g := a.env.guest
	if g == nil {
		return errNoTerminal
	}
	g.Person = seat.Person().Name
	leave, err := h.roll.Enter(g.Visitor, g.end, func(on []remote.Session) error {
		joined := 0
		for _, s := range on {
			if s.Address == guestAddress {
				joined++
			}
		}
		if joined >= maxGuests {
			return errFull
		}
		return nil
	})
	if err != nil {
		return err
	}
	defer leave()
	err = a.showOn(ctx, h, seat, g.Terminal, localFPS)
	switch cause := context.Cause(ctx); {
	case ctx.Err() == nil:
		return err
	case errors.Is(cause, errAskerGone):
		return nil
	case errors.As(cause, &holderEnded{}) && h.notice != "":
		return errDemoOver
	default:
		return cause
	}
}
