package command

import (
	"context"
	"errors"
	"fmt"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/console"
	"vigie/ui/remote"
)

// maxGuests is how many consoles of other processes join at a time: less than those that may ask, so that commands get through.
const maxGuests = 16

// guestAddress is where they come from.
const guestAddress = "this machine"

// guests are the people whose consoles have joined, one for each console.
func (h *house) guests() []string { return guestsOf(h.roll.Sessions()) }

func guestsOf(on []remote.Session) (people []string) {
	for _, s := range on {
		if s.Address == guestAddress {
			people = append(people, s.Person)
		}
	}
	return people
}

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
const (
	errAskerGone = inbox.Reason("the terminal is gone")
	errDemoOver  = inbox.Reason("the demo is over, and with it all that was in it: `vigie demo` begins another")
	errBroke     = inbox.Reason("the console broke; what you were writing is kept: run `vigie` again")
)

// errFull says that there is no room for one more.
func errFull() error {
	return inbox.Errorf("%d consoles have joined this inbox, which is as many as it takes: leave one first", maxGuests)
}

// holderEnded is the same, where the process that holds the store ends.
type holderEnded struct{ greeting }

func (e holderEnded) Error() string {
	p, args := e.Phrase()
	return inbox.Say(p, args...).String()
}

// Phrase tells the words.
func (e holderEnded) Phrase() (inbox.Phrase, []any) {
	return "the vigie that held this inbox (%s) has ended; what you were writing is kept: run `vigie` again", []any{e.greeting}
}

// join shows the console on the terminal of another process of this user, until they leave it. Why it ends otherwise is told
// there, in the person's language.
func (a *app) join(ctx context.Context, h *house, seat *desk.Seat) error {
	g := a.env.guest
	if g == nil {
		return errNoTerminal
	}
	g.Person = seat.Person().Name
	err := a.visit(ctx, h, seat, g)
	if err == nil {
		return nil
	}
	fmt.Fprintf(a.env.Stderr, "vigie: %s\n", inbox.CleanLine(a.sayTo(h, g.Terminal, err)))
	return toldError{exitRefused}
}

// visit is the stay of a guest. It is in the log as one over SSH is.
func (a *app) visit(ctx context.Context, h *house, seat *desk.Seat, g *guest) error {
	leave, err := h.roll.Enter(g.Visitor, g.end, func(on []remote.Session) error {
		if len(guestsOf(on)) >= maxGuests {
			return errFull()
		}
		return nil
	})
	note := func(what, why string) { sign(context.WithoutCancel(ctx), a, h, &g.Visitor, what, why) }
	if err != nil {
		note(remote.Refused, err.Error())
		return err
	}
	defer leave()
	note(remote.SignedIn, "")
	defer note(remote.SignedOut, "")
	err = a.showOn(ctx, h, seat.From(inbox.Visit{Address: g.Address}), g.Terminal, localFPS)
	var broke *console.PanicError
	switch cause := context.Cause(ctx); {
	case errors.As(err, &broke):
		a.log().Error("a console stopped", "person", g.Person, "address", g.Address, "err", err)
		return errBroke
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
