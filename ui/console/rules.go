package console

import (
	"context"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/keys"
)

// trialSpan is how far back the screen of rules looks.
const trialSpan = 30 * 24 * time.Hour

// roomForHead is the least height of a screen, in lines, at which the rules are introduced.
const roomForHead = 16

// rules is a screen of the team's rules in their order: what each would have done to what came lately, and where people decided
// otherwise.
type rules struct {
	board
	states []desk.RuleState
	trials []desk.Trial // by place; none while they are worked out
	err    error
	stop   context.CancelFunc
}

type rulesMsg struct {
	of     *rules
	states []desk.RuleState
	trials []desk.Trial
	err    error
}

func (m *model) openRules() tea.Cmd {
	r := &rules{}
	m.push(r)
	return r.try(m, desk.TryAsk{})
}

// try asks the desk what rules would have done. With ask.Let, those it names may hide from then on.
func (r *rules) try(m *model, ask desk.TryAsk) tea.Cmd {
	r.leave()
	ctx, stop := context.WithCancel(m.ctx)
	r.stop = stop
	ask.Since = m.now.Add(-trialSpan)
	d := m.desk
	return func() tea.Msg {
		defer stop()
		msg := rulesMsg{of: r}
		if ask.Let {
			if _, msg.err = d.Try(ctx, ask, nil); msg.err != nil {
				return msg
			}
		}
		msg.states = d.Rules()
		if len(msg.states) > 0 {
			msg.trials, msg.err = d.Try(ctx, desk.TryAsk{Since: ask.Since}, nil)
		}
		return msg
	}
}

// leave ends what is being worked out.
func (r *rules) leave() {
	if r.stop != nil {
		r.stop()
	}
}

func (r *rules) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case rulesMsg:
		if msg.of == r && m.ctx.Err() == nil {
			r.states, r.trials, r.err = msg.states, msg.trials, msg.err
			if r.states == nil {
				r.states = []desk.RuleState{}
			}
		}
	case tea.KeyPressMsg:
		return r.press(m, msg.String())
	}
	return nil
}

func (r *rules) screen() string { return keys.OnRules }

func (r *rules) press(m *model, key string) tea.Cmd {
	if r.moved(key, len(r.states)) {
		return nil
	}
	switch does := own(r.screen(), key); does {
	case "open", "otherwise":
		return r.openItems(m, does == "otherwise")
	case "let":
		return r.let(m)
	case "leave":
		m.pop(r)
	}
	return nil
}

// trial is what the rule under the cursor would have done.
func (r *rules) trial() (desk.Trial, bool) {
	if r.at < 0 || r.at >= len(r.trials) {
		return desk.Trial{}, false
	}
	return r.trials[r.at], true
}

// openItems shows what the rule would change, or of it that about which people decided otherwise.
func (r *rules) openItems(m *model, otherwise bool) tea.Cmd {
	t, ok := r.trial()
	if !ok {
		return nil
	}
	numbers := t.Items
	if otherwise {
		numbers = nil
		for _, e := range t.Effects {
			for _, o := range e.Others {
				numbers = append(numbers, o.Number)
			}
		}
	}
	if len(numbers) == 0 {
		return m.say(plain("no items there"))
	}
	words := make([]string, len(numbers))
	for i, n := range numbers {
		words[i] = strconv.FormatUint(n, 10)
	}
	m.pop(r)
	return m.findTerm("id", strings.Join(words, ","))
}

// let makes the dry run of the rule under the cursor, after which it may hide.
func (r *rules) let(m *model) tea.Cmd {
	t, ok := r.trial()
	switch {
	case !ok:
		return nil
	case !t.Rule.Hide:
		return m.say(plain("%s hides nothing", t.Rule.Name))
	}
	return r.try(m, desk.TryAsk{Rules: []string{t.Rule.Name}, Let: true})
}

func (r *rules) draw(m *model) float {
	_, _, w := m.boardSize()
	s, l := m.styles, m.lang
	var head []string
	switch {
	case r.err != nil:
		head = indented(s.danger, l.Error(r.err), w)
	case r.states == nil:
		head = indented(s.muted, l.Say("trying the rules over what came in %s …", l.Span(trialSpan)), w)
	case len(r.states) == 0 && m.desk.Person().Role == inbox.DepartmentRole:
		head = indented(s.muted, l.Say("The rules aren't for a department to see."), w)
	case len(r.states) == 0:
		head = indented(s.muted, l.Say("No rule yet: write a [[rule]] in the team file."), w)
	default:
		head = indented(s.muted, l.Say("In this order, each on what those before it made; tried over what came in %s.", l.Span(trialSpan)), w)
	}
	var all []entry
	for i, state := range r.states {
		all = append(all, entry{r.lines(m, i, state, w)})
	}
	if head = append(head, ""); len(all) > 0 && m.h < roomForHead {
		head = nil
	}
	return m.drawBoard(&r.board, l.Say("Rules"), head, all)
}

// lines are a rule, what it would have done, and whether it may hide.
func (r *rules) lines(m *model, i int, state desk.RuleState, w int) []string {
	s, l, rule := m.styles, m.lang, state.Rule
	name := strconv.Itoa(state.Place) + "  " + rule.Name
	does := " → " + m.ruleDoes(rule)
	lines := []string{s.bold.draw(cut(name, w)) + s.accent.draw(cut(does, max(w-width(name), 0)))}
	lines = append(lines, "   "+s.muted.draw(cut(rule.When.String(), w-3)))
	var body []string
	if i < len(r.trials) {
		body = r.figures(m, r.trials[i], w-1)
	}
	for _, h := range state.Hiding {
		p, words := s.sent, l.Say("hides: %d of %d within the hour; dry run by %s", h.Used, h.Most, h.By)
		switch {
		case !h.Let:
			p, words = s.late, l.Say("hides nothing: it takes rules_may_hide = true")
		case h.By == "":
			p, words = s.late, l.Say("hides nothing until its dry run: H makes it")
		case h.Capped:
			p, words = s.late, l.Say("only flags for a lead: %d hidden within the hour, %d are the most", h.Used, h.Most)
		}
		body = append(body, indented(p, l.Say("%s: %s", m.brandTitleOf(h.Brand), words), w-1)...)
	}
	for _, line := range body { // below the name
		lines = append(lines, " "+line)
	}
	return append(lines, "")
}

// figures are what a rule would have done, and how people decided there.
func (r *rules) figures(m *model, t desk.Trial, w int) []string {
	s, l := m.styles, m.lang
	found := l.Count(t.Found, "finds %d item", "finds %d items") + ", " + l.Say("would change %s", l.Number(t.Changed))
	if t.Stopped > 0 {
		found += ", " + l.Say("an earlier rule stops it from %s", l.Number(t.Stopped))
	}
	lines := indented(s.text, found, w)
	for _, e := range t.Effects {
		p := s.muted
		if e.Differed > 0 {
			p = s.late
		}
		words := l.Say("%s: %d; people did the same with %d, otherwise with %d", m.effectWords(e.Decision), e.Would, e.Agreed, e.Differed)
		lines = append(lines, indented(p, words, w)...)
		if len(e.Others) > 0 {
			o := e.Others[0]
			lines = append(lines, indented(s.muted, "  "+l.Say("%s: %s", plainNumber(o.Number), m.deeds(o.Did)), w)...)
		}
	}
	return lines
}

// deeds is what people did to an item.
func (m *model) deeds(entries []inbox.Entry) string {
	if len(entries) == 0 {
		return m.lang.Say("it came so")
	}
	words := make([]string, len(entries))
	for i, e := range entries {
		words[i] = m.sentence(e)
	}
	return strings.Join(words, ", ")
}

// ruleDoes is what a rule does, in words.
func (m *model) ruleDoes(rule inbox.Rule) string {
	var words []string
	for _, d := range (inbox.Team{}).Decisions(rule, m.now) {
		words = append(words, m.effectWords(d))
	}
	if rule.Stop {
		words = append(words, m.lang.Say("stop"))
	}
	return strings.Join(words, ", ")
}

func (m *model) effectWords(d inbox.Decision) string {
	l := m.lang
	switch d.Verb {
	case inbox.VerbTag:
		return "+" + strings.Join(d.Add, " +")
	case inbox.VerbPriority:
		return l.Say("priority %s", d.Priority)
	}
	return strings.TrimSpace(l.Word(d.Verb) + " " + d.To)
}

func (r *rules) hints(m *model) []hint {
	return m.ownHints(r.screen(), func(o keys.Own, _ *hint) bool { return o.Name == "leave" || len(r.states) > 0 })
}
