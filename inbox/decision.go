package inbox

import (
	"slices"
	"strings"
	"time"
	"unicode"
)

// Errors of a decision; what is returned wraps one of them and says of which item.
var (
	ErrNoChange   error = Reason("nothing to change")    // it is so already
	ErrNotNow     error = Reason("not possible now")     // the item's state doesn't allow it
	ErrIncomplete error = Reason("something is missing") // an argument of the decision
)

// incomplete is an ErrIncomplete in plain words.
func incomplete(p Phrase, args ...any) error { return &incompleteError{Say(p, args...)} }

type incompleteError struct{ Saying }

func (e *incompleteError) Error() string { return e.String() }
func (*incompleteError) Unwrap() error   { return ErrIncomplete }

// Decision is what a person or a rule decides about an item. Which fields count depends on the verb. It holds every time and
// name it needs, so that applying it reads no clock and no team.
type Decision struct {
	Verb     Verb
	Text     Text      // of a reply, a note, a report; why of an escalation, a move, an urge, a sending back; the answer of a return
	Add      []string  // tags
	Remove   []string  // tags
	Groups   []string  // exclusive ones of the tags that are added: their other tags make room
	To       string    // the person or the department; "" = nobody
	Priority Priority  // of a priority; an escalation or a move raises the item to it, never lowers
	Until    time.Time // snoozed until; of an escalation or a move: when the answer is due
	KeepOpen bool      // a reply leaves the item as it is
	Private  bool      // of a reply: its author alone is to see it, though the item is public
	Review   bool      // what it causes waits until a lead releases it
	Mentions []string  // the colleagues whom the text names, where it stays in the inbox
	Evidence bool      // evidence of the item is kept before
}

// Decide is the triage that results from a decision about an item: the one place where statuses move. The error wraps
// ErrNoChange, ErrNotNow or ErrIncomplete, and then nothing moved.
func Decide(it Item, d Decision, by string, at time.Time) (Triage, error) {
	if err := d.fits(it, at); err != nil {
		return it.Triage, Errorf("item %d: %w", it.Number, err)
	}
	next := it.Triage
	next.Tags = slices.Clone(it.Tags)
	d.move(&next, by, at)
	if len(next.Tags) > max(MaxTags, len(it.Tags)) {
		return it.Triage, Errorf("item %d: %w: it would carry %d tags, %d are the most", it.Number, ErrNotNow, len(next.Tags), MaxTags)
	}
	same := d.Verb == VerbPriority && it.stands(d.Priority, by)
	if a, _ := ActionOf(d.Verb); same || !a.Outward && !d.Verb.Notes() && it.Triage.same(next) {
		return it.Triage, Errorf("item %d: %w: %s", it.Number, ErrNoChange, d.already(it))
	}
	return next, nil
}

func (d Decision) move(t *Triage, by string, at time.Time) {
	switch d.Verb {
	case VerbReply:
		t.Answered, t.AnsweredBy = at, by
		if !d.KeepOpen {
			t.settle(Done)
		}
	case VerbEscalate, VerbMove:
		t.settle(Escalated)
		t.Department, t.Escalated, t.Due = d.To, at, d.Until
		if d.Priority > t.Priority {
			t.Priority, t.PriorityBy = d.Priority, ByEscalation(by)
		}
	case VerbUrge:
		t.Urged++
	case VerbReturn:
		t.settle(Returned)
	case VerbSendBack:
		t.settle(Returned)
		t.Department, t.Escalated = "", time.Time{}
	case VerbTag:
		t.tag(d.Add, d.Remove, d.Groups)
	case VerbAssign:
		t.Assignee = d.To
	case VerbPriority:
		t.Priority, t.PriorityBy = d.Priority, by
	case VerbSnooze:
		t.snooze(d.Until)
	case VerbDone, VerbDelete, VerbSpam:
		t.settle(Done)
	case VerbReopen, VerbRestore, VerbUnspam:
		t.settle(Open)
	case VerbMute:
		t.Muted = true
	case VerbUnmute:
		t.Muted = false
	}
}

// settle moves the status and forgets what belonged to the one before; who answered stays readable.
func (t *Triage) settle(s Status) {
	t.Status, t.Until, t.Due, t.Urged, t.Back = s, time.Time{}, time.Time{}, 0, Open
	if s == Open {
		t.Department, t.Escalated = "", time.Time{}
	}
}

// snooze sets the item aside until then. What a department has, or has answered, goes back to that, with the same term.
func (t *Triage) snooze(until time.Time) {
	back, due, urged := t.Status, t.Due, t.Urged
	switch back {
	case Snoozed:
		back = t.Back
	case Done:
		back = Open
	}
	t.settle(Snoozed)
	t.Until, t.Back, t.Due, t.Urged = until, back, due, urged
}

// wake ends a snooze.
func (t *Triage) wake() {
	due, urged := t.Due, t.Urged
	t.settle(t.Back)
	t.Due, t.Urged = due, urged
}

func (t *Triage) tag(add, remove, groups []string) {
	t.Tags = slices.DeleteFunc(t.Tags, func(tag string) bool {
		makesRoom := slices.ContainsFunc(groups, func(group string) bool { return InGroup(tag, group) })
		return slices.Contains(remove, tag) || makesRoom && !slices.Contains(add, tag)
	})
	for _, tag := range add {
		if i, found := slices.BinarySearch(t.Tags, tag); !found {
			t.Tags = slices.Insert(t.Tags, i, tag)
		}
	}
	if len(t.Tags) == 0 {
		t.Tags = nil
	}
}

// fits says why a decision can't be taken about an item as it stands.
func (d Decision) fits(it Item, at time.Time) error {
	if err := d.known(); err != nil {
		return err
	}
	if it.Forgotten {
		return Errorf("%w: what was written was forgotten", ErrNotNow)
	}
	if it.Ours && d.Verb != VerbNote && d.Verb != VerbRetract && d.Verb != VerbAmend && d.Verb != VerbTag {
		return Errorf("%w: it is our own", ErrNotNow)
	}
	switch d.Verb {
	case VerbReply, VerbNote, VerbAbout:
		if d.Text.Empty() {
			return incomplete("the text is empty")
		}
		if d.Verb == VerbAbout && it.Author.Key() == "" {
			return Errorf("%w: the channel doesn't tell who wrote it", ErrNotNow)
		}
		if d.Verb == VerbReply && it.Visibility == Deleted {
			return Errorf("%w: it was deleted at its source, nobody would see a reply", ErrNotNow)
		}
	case VerbEscalate:
		if d.To == "" {
			return incomplete("to which department?")
		}
	case VerbMove, VerbUrge, VerbReturn, VerbSendBack:
		return d.fitsEscalated(it)
	case VerbTag:
		return checkTags(d.Add, d.Remove)
	case VerbSnooze:
		if !d.Until.After(at) {
			return incomplete("snooze until a time to come")
		}
	case VerbAmend:
		return d.fitsAmend(it)
	case VerbRetract:
		if !it.Ours {
			return Errorf("%w: only our own reply can be retracted", ErrNotNow)
		}
		if it.Visibility == Deleted {
			return Errorf("%w: it is no longer there", ErrNotNow)
		}
	}
	return d.fitsVisibility(it)
}

// fitsEscalated keeps to what a department has the verbs that are about that.
func (d Decision) fitsEscalated(it Item) error {
	switch {
	case it.Status != Escalated:
		return Errorf("%w: it is %s, not with a department", ErrNotNow, it.Status)
	case d.Verb == VerbMove && d.To == "":
		return incomplete("to which department?")
	case d.Verb == VerbMove && d.To == it.Department:
		return Errorf("%w: it is with %s already", ErrNoChange, it.Department)
	case d.Verb == VerbSendBack && d.Text.Empty():
		return incomplete("why? The moderator reads it")
	}
	return nil
}

// fitsAmend keeps an amendment to what we wrote and the public still sees.
func (d Decision) fitsAmend(it Item) error {
	switch {
	case !it.Ours:
		return Errorf("%w: only our own reply can be amended", ErrNotNow)
	case it.Visibility == Deleted:
		return Errorf("%w: it is no longer there", ErrNotNow)
	case d.Text.Empty():
		return incomplete("the text is empty: retract takes a reply off the platform")
	case d.Text == it.Text:
		return Errorf("%w: it reads so already", ErrNoChange)
	}
	return nil
}

// known refuses a verb or a priority that this version doesn't have: a decision may come from a file or another machine.
func (d Decision) known() error {
	if _, known := ActionOf(d.Verb); !known {
		return incomplete("there is no action %q", CleanLine(string(d.Verb)))
	}
	if d.Priority < Low || d.Priority > Urgent {
		return incomplete("there is no priority %d", d.Priority)
	}
	return nil
}

// fitsVisibility keeps the verbs that act on the platform to the states there in which they mean something.
func (d Decision) fitsVisibility(it Item) error {
	in := func(vs ...Visibility) error {
		if slices.Contains(vs, it.Visibility) {
			return nil
		}
		return Errorf("%w: it is %s on the channel", ErrNotNow, it.Visibility)
	}
	switch d.Verb {
	case VerbHide:
		return in(Public, Held)
	case VerbUnhide:
		return in(Hidden, Held)
	case VerbApprove:
		return in(Held, Hidden, Spam)
	case VerbDelete, VerbReport:
		return in(Public, Held, Hidden, Spam)
	case VerbRestore:
		return in(Deleted)
	case VerbSpam:
		return in(Public, Held, Hidden)
	case VerbUnspam:
		return in(Spam)
	case VerbLike, VerbUnlike:
		if it.Liked == (d.Verb == VerbLike) {
			return Errorf("%w: %s", ErrNoChange, d.already(it))
		}
	}
	return nil
}

func (d Decision) already(it Item) Saying {
	switch d.Verb {
	case VerbTag:
		return Say("its tags are so already")
	case VerbAssign:
		return Say("it is %s's already", orNobody(it.Assignee))
	case VerbPriority:
		return Say("its priority is %s already", it.UrgencyLevel())
	case VerbDone, VerbReopen:
		return Say("it is %s already", it.Status)
	case VerbMute, VerbLike, VerbUnmute, VerbUnlike:
		return Say("that is so already")
	}
	return Say("it is so already")
}

func orNobody(person string) string {
	if person == "" {
		return "nobody"
	}
	return person
}

// Bounds of tags: maxTag of one, in bytes, and MaxTags of how many an item carries.
const (
	maxTag  = 64
	MaxTags = 100
)

func checkTags(lists ...[]string) error {
	none := true
	for _, list := range lists {
		for _, tag := range list {
			none = false
			if err := CheckTag(tag); err != nil {
				return err
			}
		}
	}
	if none {
		return incomplete("which tags? +tag adds one, -tag removes one")
	}
	return nil
}

// CheckTag says what is wrong with a tag: it is one word, in lower case, of letters (with their marks), digits and - _ / .
// only, and begins with no - .
func CheckTag(tag string) error {
	ok := tag != "" && len(tag) <= maxTag && strings.ToLower(tag) == tag && CleanLine(tag).String() == tag
	for i, r := range tag {
		ok = ok && isTagRune(r) && !(i == 0 && (r == '-' || unicode.IsMark(r)))
	}
	if !ok {
		return incomplete("%q is no tag: write one word of lower-case letters, digits and - _ . / signs", CleanLine(tag).String())
	}
	return nil
}

func isTagRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || strings.ContainsRune("-_/.", r)
}
