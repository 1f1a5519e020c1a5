package console

import (
	"cmp"
	"slices"
	"strings"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// escalation hands an item to a department, or moves it to another one: which, by its letter, then why and how urgent.
type escalation struct {
	verb    inbox.Verb
	on      scope
	at      int
	rows    int               // departments, as they were drawn
	to      *inbox.Department // nil while it is being chosen
	why     textarea.Model
	urgency inbox.Priority

	several *several // on, as it is kept; nil for one item
	saving  bool     // why will be kept in a moment
}

// escalate hands over what nobody has, and moves what a department has already.
func (m *model) escalate() tea.Cmd {
	if row, ok := m.current(); ok && row.Status == inbox.Escalated && !m.chosen.any() {
		return m.handOver(inbox.VerbMove)
	}
	return m.handOver(inbox.VerbEscalate)
}

func (m *model) handOver(v inbox.Verb) tea.Cmd {
	s, ok := m.scopeNow()
	if !ok {
		return nil
	}
	e := &escalation{verb: v, on: s, urgency: inbox.Normal, several: m.severalOf(s)}
	if len(m.team.Departments) == 0 {
		return m.say(bad("Escalate: the team file names no [[department]] yet"))
	}
	if s.one() {
		e.urgency = s.row.Priority
	}
	m.push(e)
	return nil
}

func (e *escalation) update(m *model, msg tea.Msg) tea.Cmd {
	key, typed := msg.(tea.KeyPressMsg)
	switch {
	case typed && e.to == nil:
		return e.press(m, key.String())
	case typed:
		return e.reason(m, key)
	case e.to != nil:
		return e.hear(m, msg)
	}
	return nil
}

func (e *escalation) screen() string {
	if e.to != nil {
		return ""
	}
	return keys.OnDepartment
}

// press takes the letter of a department, or moves among them.
func (e *escalation) press(m *model, key string) tea.Cmd {
	all := m.team.Departments
	letter := func(d inbox.Department) bool { return d.Key == key }
	switch i := slices.IndexFunc(all, letter); {
	case i >= 0:
		e.at = i
		e.choose(m)
	case own(e.screen(), key) == "open":
		e.choose(m)
	case own(e.screen(), key) == "leave":
		m.pop(e)
	default:
		e.at = stepped(key, e.at, len(all)-1)
	}
	return nil
}

func (e *escalation) choose(m *model) {
	d := m.team.Departments[min(e.at, len(m.team.Departments)-1)]
	e.to, e.why = &d, newTextarea()
}

// reason takes why and how urgent; enter ends it, and ctrl-j begins another line.
func (e *escalation) reason(m *model, key tea.KeyPressMsg) tea.Cmd {
	switch key.String() {
	case "esc", "ctrl+c":
		e.to = nil
		return m.forgetDraft(e.key())
	case "tab":
		if m.completeName(inbox.VerbEscalate, e.readers(), &e.why) {
			return e.changed(m)
		}
		e.urgency = min(e.urgency+1, inbox.Urgent+1)
		if e.urgency > inbox.Urgent {
			e.urgency = inbox.Low
		}
	case "shift+tab":
		e.urgency--
		if e.urgency < inbox.Low {
			e.urgency = inbox.Urgent
		}
	case "enter", "ctrl+s":
		m.pop(e)
		return tea.Batch(m.forgetDraft(e.key()), m.decideOn(e.on, inbox.Decision{
			Verb: e.verb, To: e.to.Name, Text: inbox.Clean(e.why.Value()), Priority: e.urgency,
		}))
	case "ctrl+j", "alt+enter", "shift+enter":
		e.why.InsertString("\n")
		return e.changed(m)
	default:
		e.why, _ = e.why.Update(key)
		return e.changed(m)
	}
	return nil
}

// readers is the item as it will be, for who will be able to read why.
func (e *escalation) readers() inbox.Item {
	it := e.on.row.Item
	it.Department = e.to.Name
	return it
}

func (e *escalation) title(m *model) string {
	switch move := e.verb == inbox.VerbMove; {
	case move && e.to == nil:
		return m.lang.Say("Move %s to", m.named(e.on))
	case move:
		return m.lang.Say("Move %s to %s", m.named(e.on), departmentTitle(*e.to))
	case e.to == nil:
		return m.lang.Say("Escalate %s to", m.named(e.on))
	}
	return m.lang.Say("Escalate %s to %s", m.named(e.on), departmentTitle(*e.to))
}

func (e *escalation) draw(m *model) float {
	if e.to == nil {
		return e.drawDepartments(m)
	}
	return e.drawReason(m)
}

func (e *escalation) drawDepartments(m *model) float {
	s, w := m.styles, min(72, m.w-4)
	var lines []string
	for i, d := range m.team.Departments {
		edge, name := "  ", s.text
		if i == e.at {
			edge, name = s.accent.draw("▌")+" ", s.strong
		}
		about := ""
		if n := m.counts.Department[d.Name]; n > 0 {
			about = m.lang.Say("has %s", m.lang.Number(n))
		}
		if d.AnswerWithin > 0 {
			about = joined(about, m.lang.Say("answers within %s", m.lang.Span(d.AnswerWithin)))
		}
		if opens, closed := d.Hours.Opens(m.now); closed {
			about = joined(about, m.lang.Say("opens %s", m.opening(opens)))
		}
		title := departmentTitle(d)
		left := edge + s.accent.draw(fit(d.Key, 2)) + " " + name.draw(cut(title, w-12))
		lines = append(lines, ends(left, s.muted.draw(cut(about, max(w-4-width(left)-2, 0))), w-4))
	}
	e.rows = len(lines)
	box := m.frame(e.title(m), lines, w, s.accent)
	return float{lines: box, at: m.centred(w, len(box))}
}

// point puts the cursor on the department that a line shows, below the edge of the frame.
func (e *escalation) point(line int) (again bool) {
	i := line - 1
	if e.to != nil || i < 0 || i >= e.rows {
		return false
	}
	again = i == e.at
	e.at = i
	return again
}

func departmentTitle(d inbox.Department) string {
	return cmp.Or(d.Title, d.Name)
}

// joined puts a middle dot between the words that there are.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), " · ")
}

// whyHigh is how many lines the reason shows.
const whyHigh = 4

func (e *escalation) drawReason(m *model) float {
	s, w := m.styles, min(58, m.w-4)
	text, caret := drawTextarea(&e.why, w-4, whyHigh)
	if e.why.Value() == "" {
		m.prompt(text, m.lang.Say("Why? They read it first. It may be left empty."), w-4)
	}
	below := m.drawOffered(e.verb, e.readers(), &e.why, w-4)
	if below == "" {
		below = e.drawUrgency(m, w-4)
	}
	lines := append(text, s.rule.draw(rule(w-4)), below)
	box := m.frame(e.title(m), lines, w, s.accent)
	at := m.centred(w, len(box))
	return float{lines: box, at: at, cursor: caretAt(at.X+2+caret.X, at.Y+1+caret.Y)}
}

// drawUrgency is the choice of the urgency; where there is no room for its name too, the words alone, and closer.
func (e *escalation) drawUrgency(m *model, w int) string {
	s := m.styles
	wide, tight := "", ""
	for p := inbox.Low; p <= inbox.Urgent; p++ {
		word, gap := s.muted.draw(m.lang.Word(p)), "  "
		if p == e.urgency {
			word, gap = s.strong.draw("["+m.lang.Word(p)+"]"), " "
		}
		wide += gap + word + gap[1:]
		tight += word + " "
	}
	if name := m.lang.Say("urgency") + " "; width(name)+width(wide) <= w {
		return s.muted.draw(name) + wide
	}
	return tight
}

// hintOf is what the footer calls what is done about escalations.
func hintOf(v inbox.Verb) inbox.Phrase {
	switch v {
	case inbox.VerbMove:
		return "move it"
	case inbox.VerbUrge:
		return "urge"
	case inbox.VerbSendBack:
		return "send back"
	case inbox.VerbDone:
		return "close"
	}
	return "escalate"
}

func (e *escalation) hints(m *model) []hint {
	if e.to == nil {
		return m.ownHints(e.screen(), nil)
	}
	return []hint{{key: "enter", word: hintOf(e.verb)}, {key: "tab", word: "urgency"}, {key: "ctrl-j", word: "new line"}, {key: "esc", word: "another department"}}
}
