package inbox

import (
	"slices"
	"strings"
)

// Verb names an action. The same word stands on the command line, in the palette, in help, in the log and in rules.
type Verb string

// The verbs of the table of actions.
const (
	VerbReply     Verb = "reply"
	VerbRetract   Verb = "retract"
	VerbAmend     Verb = "amend"
	VerbEscalate  Verb = "escalate"
	VerbMove      Verb = "move"
	VerbUrge      Verb = "urge"
	VerbReturn    Verb = "return"
	VerbSendBack  Verb = "send-back"
	VerbTag       Verb = "tag"
	VerbAssign    Verb = "assign"
	VerbPriority  Verb = "priority"
	VerbSnooze    Verb = "snooze"
	VerbDone      Verb = "done"
	VerbReopen    Verb = "reopen"
	VerbMute      Verb = "mute"
	VerbUnmute    Verb = "unmute"
	VerbNote      Verb = "note"
	VerbAbout     Verb = "author-note"
	VerbLike      Verb = "like"
	VerbUnlike    Verb = "unlike"
	VerbHide      Verb = "hide"
	VerbUnhide    Verb = "unhide"
	VerbApprove   Verb = "approve"
	VerbDelete    Verb = "delete"
	VerbRestore   Verb = "restore"
	VerbSpam      Verb = "spam"
	VerbUnspam    Verb = "unspam"
	VerbBlock     Verb = "block"
	VerbUnblock   Verb = "unblock"
	VerbSilence   Verb = "silence"
	VerbUnsilence Verb = "unsilence"
	VerbReport    Verb = "report"
)

// Action is a verb of the one table that keys, palette, help, command line and docs are made from.
type Action struct {
	Verb    Verb
	Title   Phrase // "Escalate"
	Help    Phrase // one sentence for people
	Key     string // the console's key; "" where it has none of its own
	Args    string // what follows ID on the command line
	Inverse Verb   // what takes it back once it is done; "" where nothing does
	Role    Role   // the least role that may
	Outward bool   // carried out on the platform, through the outbox, where the channel can
	Asks    bool   // asks first, and the answer is another key
	Exact   bool   // checked against the version that the person saw (the others commute)
}

// Actions is the table. Its order is the order of help and palette.
var Actions = []Action{
	{Verb: VerbReply, Title: "Reply", Key: "r", Args: "TEXT", Inverse: VerbRetract, Role: Trainee, Outward: true, Exact: true,
		Help: "Answer the author on the channel; the item is done unless you keep it open."},
	{Verb: VerbEscalate, Title: "Escalate", Key: "e", Args: "DEPARTMENT [--note TEXT] [--urgency low|normal|high|urgent]", Inverse: VerbReturn, Role: Moderator, Exact: true,
		Help: "Hand the item to a department, with why and how urgent."},
	{Verb: VerbReturn, Title: "Return", Key: "R", Args: "[ANSWER]", Inverse: VerbEscalate, Role: DepartmentRole, Exact: true,
		Help: "Bring the department's answer back to the moderator."},
	{Verb: VerbMove, Title: "Move it", Key: "m", Args: "DEPARTMENT [--note TEXT] [--urgency low|normal|high|urgent]", Inverse: VerbMove, Role: Moderator, Exact: true,
		Help: "Hand what one department has to another, which gets its own term; the history stays."},
	{Verb: VerbUrge, Title: "Urge", Key: "f", Args: "[WHY]", Role: Moderator,
		Help: "Remind the department that has it; how often is told."},
	{Verb: VerbSendBack, Title: "Send back", Key: "s", Args: "WHY", Inverse: VerbEscalate, Role: Lead, Exact: true,
		Help: "Take it from the department, unanswered, and give it back to the moderator with the reason."},
	{Verb: VerbTag, Title: "Tag", Key: "t", Args: "+TAG -TAG …", Inverse: VerbTag, Role: Trainee,
		Help: "Add and remove tags."},
	{Verb: VerbAssign, Title: "Assign", Key: "a", Args: "PERSON|nobody", Inverse: VerbAssign, Role: Moderator, Exact: true,
		Help: "Say whose item it is."},
	{Verb: VerbPriority, Title: "Priority", Key: "p", Args: "low|normal|high|urgent", Inverse: VerbPriority, Role: Moderator,
		Help: "Say how soon it wants an answer."},
	{Verb: VerbSnooze, Title: "Snooze", Key: "z", Args: "2h|3d|2026-12-24|2026-12-24T09:00", Inverse: VerbReopen, Role: Trainee, Exact: true,
		Help: "Take it out of sight until then."},
	{Verb: VerbDone, Title: "Done", Key: "d", Inverse: VerbReopen, Role: Trainee, Exact: true,
		Help: "Nothing more to do; on to the next."},
	{Verb: VerbReopen, Title: "Reopen", Key: "O", Inverse: VerbDone, Role: Trainee, Exact: true,
		Help: "Bring it back to the open items."},
	{Verb: VerbMute, Title: "Mute", Key: "M", Inverse: VerbUnmute, Role: Trainee,
		Help: "Later activity doesn't reopen it."},
	{Verb: VerbUnmute, Title: "Unmute", Inverse: VerbMute, Role: Trainee,
		Help: "Later activity reopens it again."},
	{Verb: VerbNote, Title: "Note", Key: "c", Args: "TEXT", Role: DepartmentRole,
		Help: "Write an internal note; it never leaves the inbox."},
	{Verb: VerbAbout, Title: "Note about the author", Args: "TEXT", Role: DepartmentRole,
		Help: "Write an internal note about the author; it is shown with all of theirs and never leaves the inbox."},
	{Verb: VerbLike, Title: "Like", Key: "+", Inverse: VerbUnlike, Role: Trainee, Outward: true, Exact: true,
		Help: "Like it with the channel's account."},
	{Verb: VerbUnlike, Title: "Unlike", Inverse: VerbLike, Role: Trainee, Outward: true, Exact: true,
		Help: "Take the like back."},
	{Verb: VerbHide, Title: "Hide", Key: "H", Inverse: VerbUnhide, Role: Moderator, Outward: true, Exact: true,
		Help: "Take it out of the public's sight; it can come back."},
	{Verb: VerbUnhide, Title: "Unhide", Inverse: VerbHide, Role: Moderator, Outward: true, Exact: true,
		Help: "Show it to the public again."},
	{Verb: VerbApprove, Title: "Approve", Key: "A", Inverse: VerbHide, Role: Moderator, Outward: true, Exact: true,
		Help: "Let a held item be seen."},
	{Verb: VerbDelete, Title: "Delete", Key: "X", Inverse: VerbRestore, Role: Moderator, Outward: true, Asks: true, Exact: true,
		Help: "Put it in the platform's trash, or delete it where there is none."},
	{Verb: VerbRestore, Title: "Restore", Inverse: VerbDelete, Role: Moderator, Outward: true, Exact: true,
		Help: "Take it out of the platform's trash."},
	{Verb: VerbSpam, Title: "Spam", Key: "S", Inverse: VerbUnspam, Role: Moderator, Outward: true, Asks: true, Exact: true,
		Help: "Mark it as spam on the platform."},
	{Verb: VerbUnspam, Title: "Not spam", Inverse: VerbSpam, Role: Moderator, Outward: true, Exact: true,
		Help: "It was no spam after all."},
	{Verb: VerbBlock, Title: "Block author", Key: "B", Inverse: VerbUnblock, Role: Moderator, Outward: true, Asks: true, Exact: true,
		Help: "The author can no longer reach the channel's account."},
	{Verb: VerbUnblock, Title: "Unblock author", Inverse: VerbBlock, Role: Moderator, Outward: true, Exact: true,
		Help: "Lift the block."},
	{Verb: VerbSilence, Title: "Silence author", Inverse: VerbUnsilence, Role: Moderator, Outward: true, Asks: true, Exact: true,
		Help: "Hear no more from the author on this channel; they are not told."},
	{Verb: VerbUnsilence, Title: "Unsilence author", Inverse: VerbSilence, Role: Moderator, Outward: true, Exact: true,
		Help: "Hear the author again."},
	{Verb: VerbReport, Title: "Report", Args: "[WHY]", Role: Moderator, Outward: true, Asks: true, Exact: true,
		Help: "Report it to the platform's own moderators."},
	{Verb: VerbAmend, Title: "Amend reply", Args: "TEXT", Inverse: VerbAmend, Role: Moderator, Outward: true, Exact: true,
		Help: "Change the text of our delivered reply on the platform."},
	{Verb: VerbRetract, Title: "Retract reply", Role: Moderator, Outward: true, Asks: true, Exact: true,
		Help: "Take our delivered reply off the platform."},
}

// TakesText reports whether what follows ID is a text that the person writes.
func (a Action) TakesText() bool {
	switch a.Args {
	case "TEXT", "WHY", "[WHY]", "[ANSWER]":
		return true
	}
	return false
}

// ActionOf is the table's entry of a verb.
func ActionOf(v Verb) (Action, bool) {
	for _, a := range Actions {
		if a.Verb == v {
			return a, true
		}
	}
	return Action{}, false
}

// Verbs is a set of verbs: what a channel can do.
type Verbs map[Verb]bool

// Names are the verbs of the set as words, sorted.
func (vs Verbs) Names() []string {
	names := make([]string, 0, len(vs))
	for v := range vs {
		names = append(names, string(v))
	}
	slices.Sort(names)
	return names
}

// String says what can be done: "it can hide, reply".
func (vs Verbs) String() string { return vs.saying().String() }

// Phrase tells it in words.
func (vs Verbs) Phrase() (Phrase, []any) { return vs.saying().Phrase() }

func (vs Verbs) saying() Saying {
	if len(vs) == 0 {
		return Say("it only reads")
	}
	return Say("it can %s", strings.Join(vs.Names(), ", "))
}
