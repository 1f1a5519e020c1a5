package connectortest

import (
	"errors"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/emulator"
	"vigie/inbox"
)

// effects are what our side caused with an action of a name.
func effects(p emulator.Platform, action string) []emulator.Sent {
	var list []emulator.Sent
	for _, s := range p.Sent() {
		if s.Action == action {
			list = append(list, s)
		}
	}
	return list
}

// arrived is a stranger's post as the connector brings it.
func arrived(t *testing.T, s Setup, text string) inbox.Post {
	t.Helper()
	remote := s.arrive(text, "")
	posts, _ := drain(t, s.Connector, "")
	return one(t, posts, remote)
}

// answer is a reply to a post, with the opening that the platform needs.
func answer(c connectors.Connector, on inbox.Post, text, key string) connectors.Action {
	if d, ok := c.(connectors.Drafter); ok {
		text = d.Opening(on, false) + text
	}
	return connectors.Action{On: on, Text: inbox.Clean(text), Key: key, First: time.Now()}
}

func replies(t *testing.T, s Setup) {
	if !connectors.Capabilities(s.Connector)[inbox.VerbReply] {
		t.Skip("it doesn't reply")
	}
	on := arrived(t, s, "et mon colis ?")
	a := answer(s.Connector, on, "Il part demain.\nMerci de votre patience !", "key-1")
	receipt, err := connectors.Do(ctx(t), s.Connector, inbox.VerbReply, a)
	if err != nil {
		t.Fatal(err)
	}
	sent := effects(s.Platform, "reply")
	if len(sent) != 1 || sent[0].Target != on.Remote || sent[0].Remote != receipt.Remote || !strings.Contains(sent[0].Text, "Il part demain.") {
		t.Fatalf("one reply to %s was to be sent; the receipt says %q, the platform got %+v", on.Remote, receipt.Remote, sent)
	}
	if p := receipt.Post; p != nil {
		checkPost(t, *p)
		if !p.Ours || p.Remote != receipt.Remote || p.Parent != on.Remote || p.Thread != on.Thread {
			t.Errorf("our own post in the receipt: %+v", *p)
		}
	}
	posts, _ := drain(t, s.Connector, "")
	for _, p := range find(posts, receipt.Remote) {
		if !p.Ours {
			t.Errorf("our own reply comes back as a stranger's: %+v", p)
		}
	}
}

// repliesOnceWhenLost is the rule that nothing is sent twice: the platform does the work, the answer is lost.
func repliesOnceWhenLost(t *testing.T, s Setup) {
	if !connectors.Capabilities(s.Connector)[inbox.VerbReply] {
		t.Skip("it doesn't reply")
	}
	on := arrived(t, s, "toujours pas reçu")
	finder, finds := s.Connector.(connectors.Finder)
	nothing := func(string) bool { return false }
	a := answer(s.Connector, on, "Nous cherchons.", "key-2")
	if finds {
		if found, ok, err := finder.Find(ctx(t), a, nothing); err != nil || (ok && found != nil) {
			t.Fatalf("before anything was sent: found %+v, sure %v, %v", found, ok, err)
		}
	}
	s.Platform.Fault(emulator.Fault{Match: "POST", Times: 1, Lost: true})
	_, err := connectors.Do(ctx(t), s.Connector, inbox.VerbReply, a)
	trouble, ok := errors.AsType[*connectors.Trouble](err)
	if !ok || !trouble.Unsure {
		t.Fatalf("the answer was lost, so nobody can be sure; the error is %v", err)
	}
	s.Platform.Heal()
	if i, ok := s.Connector.(connectors.Idempotent); ok && i.Remembers() != 0 {
		if _, err := connectors.Do(ctx(t), s.Connector, inbox.VerbReply, a); err != nil {
			t.Errorf("again with the same key: %v", err)
		}
	}
	sent := effects(s.Platform, "reply")
	if len(sent) != 1 {
		t.Fatalf("%d replies were made of one: %+v", len(sent), sent)
	}
	if !finds {
		return
	}
	found, ok, err := finder.Find(ctx(t), a, nothing)
	if err != nil || !ok || found == nil || found.Remote != sent[0].Remote {
		t.Errorf("looking for the lost reply %s: found %+v, sure %v, %v", sent[0].Remote, found, ok, err)
	}
	found, _, err = finder.Find(ctx(t), a, func(remote string) bool { return remote == sent[0].Remote })
	if err != nil || found != nil {
		t.Errorf("a reply that belongs to another delivery was taken for this one: %+v, %v", found, err)
	}
}

// whispers answers a public post in private: what was made is private, as the platform itself shows it.
func whispers(t *testing.T, s Setup) {
	whisper := connectors.Whispers(s.Connector)
	if whisper == nil {
		t.Skip("it answers in public only")
	}
	on := arrived(t, s, "et mon numéro de client ?")
	receipt, err := whisper(ctx(t), answer(s.Connector, on, "Le voici : 12.", "key-3"))
	if err != nil {
		t.Fatal(err)
	}
	if p := receipt.Post; on.Private || p == nil || !p.Private || p.Parent != on.Remote {
		t.Fatalf("of %+v the receipt tells %+v", on, receipt.Post)
	}
	if sent := effects(s.Platform, "reply"); len(sent) != 1 || sent[0].Remote != receipt.Remote {
		t.Errorf("the platform got %+v", sent)
	}
}

// pairs are the verbs that a platform takes back by another.
var pairs = []struct{ do, undo inbox.Verb }{
	{inbox.VerbHide, inbox.VerbUnhide},
	{inbox.VerbDelete, inbox.VerbRestore},
	{inbox.VerbSpam, inbox.VerbUnspam},
	{inbox.VerbLike, inbox.VerbUnlike},
	{inbox.VerbBlock, inbox.VerbUnblock},
	{inbox.VerbSilence, inbox.VerbUnsilence},
}

func moderates(t *testing.T, s Setup) {
	can := connectors.Capabilities(s.Connector)
	any := false
	for _, pair := range pairs {
		if !can[pair.do] {
			continue
		}
		any = true
		on := arrived(t, s, "à modérer: "+string(pair.do))
		happens(t, s, pair.do, on)
		act(t, s, pair.do, on) // set-to-state: again is no error
		stands(t, s, on, pair.do, true)
		if can[pair.undo] {
			happens(t, s, pair.undo, on)
			stands(t, s, on, pair.do, false)
		}
	}
	if !any {
		t.Skip("it doesn't moderate")
	}
}

// stands compares what the platform says of an author with what was done to them, where it says.
func stands(t *testing.T, s Setup, on inbox.Post, done inbox.Verb, still bool) {
	t.Helper()
	asked, ok := s.Connector.(connectors.Acquaintance)
	if !ok {
		return
	}
	told, err := asked.Standing(ctx(t), on)
	want := inbox.Standing{Blocked: still && done == inbox.VerbBlock, Silenced: still && done == inbox.VerbSilence}
	if err != nil || told != want {
		t.Errorf("after %s (%t) the platform says %+v, %v", done, still, told, err)
	}
}

// happens acts, and looks whether the platform noticed.
func happens(t *testing.T, s Setup, verb inbox.Verb, on inbox.Post) {
	t.Helper()
	before := len(s.Platform.Sent())
	act(t, s, verb, on)
	if len(s.Platform.Sent()) == before {
		t.Errorf("%s had no effect on the platform", verb)
	}
}

func act(t *testing.T, s Setup, verb inbox.Verb, on inbox.Post) {
	t.Helper()
	receipt, err := connectors.Do(ctx(t), s.Connector, verb, connectors.Action{On: on, Key: "key-" + string(verb), First: time.Now()})
	if err != nil {
		t.Errorf("%s: %v", verb, err)
		return
	}
	if receipt.Now != nil {
		want := map[inbox.Verb][]inbox.Visibility{
			inbox.VerbHide: {inbox.Hidden, inbox.Held}, inbox.VerbUnhide: {inbox.Public}, inbox.VerbDelete: {inbox.Deleted},
			inbox.VerbSpam: {inbox.Spam}, inbox.VerbUnspam: {inbox.Public, inbox.Held}, inbox.VerbRestore: {inbox.Public, inbox.Held},
		}[verb]
		ok := len(want) == 0
		for _, v := range want {
			ok = ok || v == receipt.Now.Visibility
		}
		if !ok {
			t.Errorf("after %s the post is %s", verb, receipt.Now.Visibility)
		}
	}
}

func counts(t *testing.T, s Setup) {
	l, ok := s.Connector.(connectors.Limiter)
	if !ok {
		t.Skip("it knows no limit")
	}
	on := arrived(t, s, "combien ?")
	empty, most := l.Limit(on, "")
	some, _ := l.Limit(on, "abc")
	if some != empty+3 || most < 0 {
		t.Errorf("nothing is %d long, three letters are %d, the most is %d", empty, some, most)
	}
}

func capable(t *testing.T, s Setup) {
	can := connectors.Capabilities(s.Connector)
	for _, a := range inbox.Actions {
		if can[a.Verb] && !a.Outward {
			t.Errorf("%s is no outward verb", a.Verb)
		}
		if can[a.Verb] {
			continue
		}
		if _, err := connectors.Do(ctx(t), s.Connector, a.Verb, connectors.Action{}); err == nil {
			t.Errorf("it can't %s, and did", a.Verb)
		}
	}
}

// amends changes our own reply, which stays the same post, and takes it off.
func amends(t *testing.T, s Setup) {
	can := connectors.Capabilities(s.Connector)
	if !can[inbox.VerbReply] || !can[inbox.VerbAmend] {
		t.Skip("it amends nothing")
	}
	on := arrived(t, s, "et la notice ?")
	made, err := connectors.Do(ctx(t), s.Connector, inbox.VerbReply, answer(s.Connector, on, "Elle est en ligen.", "key-5"))
	if err != nil || made.Post == nil {
		t.Fatalf("the reply: %+v, %v", made, err)
	}
	own := *made.Post
	a := answer(s.Connector, on, "Elle est en ligne.", "key-6")
	a.On = own
	for range 2 { // again is the same
		receipt, err := connectors.Do(ctx(t), s.Connector, inbox.VerbAmend, a)
		if err != nil || receipt.Post == nil {
			t.Fatalf("the receipt is %+v, %v", receipt, err)
		}
		p := receipt.Post
		checkPost(t, *p)
		if p.Remote != own.Remote || p.Parent != own.Parent || p.Thread != own.Thread || !p.Ours || p.Private != own.Private || p.Digest == own.Digest || !strings.Contains(p.Text.String(), "en ligne.") {
			t.Errorf("our post was %+v, and is %+v", own, *p)
		}
	}
	if edits := effects(s.Platform, "edit"); len(edits) == 0 || edits[0].Target != own.Remote || !strings.Contains(edits[0].Text, "en ligne.") {
		t.Errorf("the platform got %+v", edits)
	}
	if can[inbox.VerbRetract] {
		happens(t, s, inbox.VerbRetract, own)
	}
}
