package connectors

import (
	"context"

	"vigie/inbox"
)

// abilities says which interface each outward verb needs, and calls it. Capabilities and Do are both made from it, so that
// what a channel claims is what it does.
var abilities = []struct {
	verb inbox.Verb
	of   func(Connector) func(context.Context, Action) (Receipt, error)
}{
	{inbox.VerbReply, ability(func(c Replier) act { return c.Reply })},
	{inbox.VerbRetract, ability(func(c Retracter) act { return c.Retract })},
	{inbox.VerbAmend, ability(func(c Amender) act { return c.Amend })},
	{inbox.VerbHide, ability(func(c Hider) act { return c.Hide })},
	{inbox.VerbUnhide, ability(func(c Hider) act { return c.Unhide })},
	{inbox.VerbApprove, ability(func(c Approver) act { return c.Approve })},
	{inbox.VerbDelete, ability(func(c Deleter) act { return c.Delete })},
	{inbox.VerbRestore, ability(func(c Restorer) act { return c.Restore })},
	{inbox.VerbSpam, ability(func(c SpamMarker) act { return c.Spam })},
	{inbox.VerbUnspam, ability(func(c SpamMarker) act { return c.Unspam })},
	{inbox.VerbLike, ability(func(c Liker) act { return c.Like })},
	{inbox.VerbUnlike, ability(func(c Liker) act { return c.Unlike })},
	{inbox.VerbBlock, ability(func(c Blocker) act { return c.Block })},
	{inbox.VerbUnblock, ability(func(c Blocker) act { return c.Unblock })},
	{inbox.VerbSilence, ability(func(c Silencer) act { return c.Silence })},
	{inbox.VerbUnsilence, ability(func(c Silencer) act { return c.Unsilence })},
	{inbox.VerbReport, ability(func(c Reporter) act { return c.Report })},
}

// Whispers is how a channel answers a public post privately; nil where it can't.
func Whispers(c Connector) func(context.Context, Action) (Receipt, error) {
	if !Capabilities(c)[inbox.VerbReply] {
		return nil
	}
	return ability(func(w Whisperer) act { return w.Whisper })(c)
}

type act = func(context.Context, Action) (Receipt, error)

// ability turns "the method of an interface" into "the method of a connector, nil where it lacks the interface".
func ability[I any](method func(I) act) func(Connector) act {
	return func(c Connector) act {
		if i, ok := c.(I); ok {
			return method(i)
		}
		return nil
	}
}

// Reads is implemented by a connector whose type can act but whose channel, as configured, only reads.
type Reads interface{ ReadOnly() bool }

// Capabilities are the outward verbs that a channel can carry out.
func Capabilities(c Connector) inbox.Verbs {
	verbs := inbox.Verbs{}
	if r, ok := c.(Reads); ok && r.ReadOnly() {
		return verbs
	}
	for _, a := range abilities {
		if a.of(c) != nil {
			verbs[a.verb] = true
		}
	}
	return verbs
}

// Do carries out an outward verb.
func Do(ctx context.Context, c Connector, verb inbox.Verb, a Action) (Receipt, error) {
	for _, ab := range abilities {
		if ab.verb == verb && Capabilities(c)[verb] {
			return ab.of(c)(ctx, a)
		}
	}
	return Receipt{}, inbox.Errorf("this channel can't %s", verb)
}
