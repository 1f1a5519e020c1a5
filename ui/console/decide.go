package console

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
)

const errNoItem = inbox.Reason("there is no item here")

// may says why a verb can't be done to what is chosen or under the cursor, or nil.
func (m *model) may(v inbox.Verb) error {
	row, ok := m.current()
	if !ok {
		return errNoItem
	}
	err := m.desk.May(m.turned(v, row.Item), row.Item)
	if m.chosen.any() && !errors.Is(err, desk.ErrRole) {
		return nil // each item answers for itself, and what is skipped is told
	}
	return err
}

// turned is the verb that a key means on an item: where what it does is done already, what takes it back.
func (m *model) turned(v inbox.Verb, it inbox.Item) inbox.Verb {
	already := false
	switch v {
	case inbox.VerbMute:
		already = it.Muted
	case inbox.VerbLike:
		already = it.Liked
	case inbox.VerbHide:
		already = it.Visibility == inbox.Hidden
	case inbox.VerbSpam:
		already = it.Visibility == inbox.Spam
	case inbox.VerbDelete:
		already = it.Visibility == inbox.Deleted
	}
	if a, ok := inbox.ActionOf(v); already && ok {
		return a.Inverse
	}
	return v
}

// decideOrAsk decides at once, or where the action is dangerous asks first.
func (m *model) decideOrAsk(a inbox.Action) tea.Cmd {
	s, ok := m.scopeNow()
	if !ok {
		return nil
	}
	if !m.chosen.any() {
		a, _ = inbox.ActionOf(m.turned(a.Verb, s.row.Item))
	}
	d := inbox.Decision{Verb: a.Verb}
	if a.Asks {
		m.push(newQuestion(m, a, func(m *model) tea.Cmd { return m.decideOn(s, d) }))
		return nil
	}
	return m.decideOn(s, d)
}

// decidedMsg is the desk's answer to a decision.
type decidedMsg struct {
	decision inbox.Decision
	targets  []desk.Target
	bulk     desk.Bulk
	applied  []inbox.Applied
	err      error
	of       *bulk // the bulk that has ended; nil where it was none
}

// decide records a decision about what is chosen, or else about the item under the cursor. The screen moves on at once; the
// rows show that they wait until the desk has answered.
func (m *model) decide(d inbox.Decision) tea.Cmd {
	s, ok := m.scopeNow()
	if !ok {
		return nil
	}
	return m.decideOn(s, d)
}

// send hands a decision to the desk; one about several items is a bulk.
func (m *model) send(d inbox.Decision, targets []desk.Target) tea.Cmd {
	if len(targets) > 1 {
		return m.decideEach(d, targets)
	}
	m.waitFor(d, targets)
	seat := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		bulk, applied, err := seat.Decide(ctx, d, targets...)
		return decidedMsg{decision: d, targets: targets, bulk: bulk, applied: applied, err: err}
	})
}

// waitFor shows that a decision is on its way to the desk.
func (m *model) waitFor(d inbox.Decision, targets []desk.Target) {
	for _, t := range targets {
		m.pending[t.Number] = d.Verb
	}
	m.chosen.clear()
}

// movesOn reports whether the cursor goes on to the next item after a decision: where the item leaves the list.
func movesOn(d inbox.Decision) bool {
	switch d.Verb {
	case inbox.VerbDone, inbox.VerbDelete, inbox.VerbSpam, inbox.VerbEscalate, inbox.VerbMove, inbox.VerbSendBack, inbox.VerbSnooze:
		return true
	case inbox.VerbReply:
		return !d.KeepOpen
	}
	return false
}

// decided shows what became of a decision.
func (m *model) decided(msg decidedMsg) tea.Cmd {
	clear(m.refresh.own)
	for _, a := range msg.applied {
		m.refresh.own[a.Change.Key] = true
	}
	for _, t := range msg.targets {
		delete(m.pending, t.Number)
	}
	clear(m.rows)
	for _, a := range msg.applied {
		if i := m.list.index(a.Number); i >= 0 && a.Err == nil {
			m.list.rows[i].Item = a.Item
		}
	}
	m.reader.fresh = false
	m.noteTrail(msg)
	m.undoable = m.undoable || msg.bulk.Done > 0 || len(msg.applied) > 0
	stopped := m.bulkEnded(msg)
	st := m.outcome(msg, stopped)
	if msg.bulk.Done > 0 {
		st.more = m.skippedWords(msg.bulk.Skipped)
	}
	return tea.Batch(m.say(st), m.reread(), m.readCounts(), m.dropSeveral(msg))
}

func (m *model) outcome(msg decidedMsg, stopped bool) status {
	a, _ := inbox.ActionOf(msg.decision.Verb)
	switch {
	case stopped:
		done, total := m.lang.Number(msg.bulk.Done), m.lang.Number(int(msg.of.total.Load()))
		return plain("%s: stopped at %s of %s · %s takes it back", a.Title, done, total, m.keyTo("undo"))
	case msg.err != nil:
		return bad("%s: %v", a.Title, msg.err)
	case msg.bulk.Done == 0 && len(msg.bulk.Skipped) == 1:
		return bad("%s: %v", a.Title, msg.bulk.Skipped[0].Why)
	case msg.bulk.Done == 0 && len(msg.bulk.Skipped) > 1:
		return bad("%s: all %d skipped; the first: %v · %s lists them", a.Title, len(msg.bulk.Skipped), msg.bulk.Skipped[0].Why, m.keyTo("skipped"))
	}
	words := m.lang.Say(a.Title)
	if msg.of != nil {
		words = m.lang.Count(msg.bulk.Done, "%[2]s: %[1]d item", "%[2]s: %[1]d items", a.Title)
	} else if len(msg.targets) == 1 {
		words = m.lang.Say("%s %d", a.Title, msg.targets[0].Number)
	}
	if chosen := m.choiceWords(msg.decision); chosen != "" {
		words += " · " + chosen
	}
	if until := msg.bulk.Until; until.After(m.now) {
		return m.countdown(words, until)
	}
	if slices.ContainsFunc(msg.applied, func(a inbox.Applied) bool { return a.Delivery != nil && a.Delivery.State == inbox.InReview }) {
		words = m.lang.Say("%s: a lead releases it", words)
	}
	return good("%s · %s takes it back", words, m.keyTo("undo"))
}

// choiceWords are what the person chose for a decision: the department, the tags, until when.
func (m *model) choiceWords(d inbox.Decision) string {
	switch d.Verb {
	case inbox.VerbEscalate, inbox.VerbMove:
		return m.departmentTitleOf(d.To)
	case inbox.VerbAssign:
		return cmp.Or(m.person(d.To), m.lang.Say("nobody"))
	case inbox.VerbPriority:
		return m.lang.Word(d.Priority)
	case inbox.VerbSnooze:
		return m.clock(d.Until)
	case inbox.VerbTag:
		return changedTags(d.Add, d.Remove)
	}
	return ""
}

// changedTags writes tags as the command line takes them: +delay -praise.
func changedTags(add, remove []string) string {
	var words []string
	for _, tag := range add {
		words = append(words, "+"+tag)
	}
	for _, tag := range remove {
		words = append(words, "-"+tag)
	}
	return strings.Join(words, " ")
}

// skippedWords tell how many items were skipped, what lists them, and why the first was.
func (m *model) skippedWords(all []desk.Skip) string {
	if len(all) == 0 {
		return ""
	}
	return m.lang.Count(len(all), " · %d skipped (%[3]s): %[2]v", " · %d skipped (%[3]s): %[2]v", all[0].Why, m.keyTo("skipped"))
}

// heldUntil is when the last of the deliveries that a decision caused leaves; zero where there is none.
func heldUntil(applied []inbox.Applied) time.Time {
	var until time.Time
	for _, a := range applied {
		if a.Delivery != nil && a.Delivery.State == inbox.Holding && a.Delivery.At.After(until) {
			until = a.Delivery.At
		}
	}
	return until
}

// doneThread is done with every item of the thread that the reader shows.
func (m *model) doneThread() tea.Cmd {
	if m.chosen.any() {
		return m.say(bad("%s: %v", inbox.Phrase("Done with the thread"), errOneOnly))
	}
	if !m.reader.loaded {
		return m.decide(inbox.Decision{Verb: inbox.VerbDone})
	}
	if m.bulk != nil {
		return m.say(failed(errBulkGoesOn))
	}
	var targets []desk.Target
	for _, it := range m.reader.thread.Items {
		if !it.Ours && it.Status != inbox.Done {
			targets = append(targets, desk.Target{Number: it.Number, Version: it.Version})
		}
	}
	if len(targets) == 0 {
		return m.say(plain("all of this thread is done already"))
	}
	m.last = inbox.Decision{Verb: inbox.VerbDone}
	m.list.step(1, m.listHigh(), m.rowHeight)
	return m.send(m.last, targets)
}

func (m *model) mayRepeat() error {
	if m.last.Verb == "" {
		return inbox.Reason("nothing was decided yet")
	}
	return m.may(m.last.Verb)
}

func (m *model) repeat() tea.Cmd {
	if a, _ := inbox.ActionOf(m.last.Verb); a.Asks {
		return m.decideOrAsk(a)
	}
	return m.decide(m.last)
}
