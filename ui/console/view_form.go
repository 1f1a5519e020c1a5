package console

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/ui/keys"
)

// viewForm asks for the name and the letter of a view of one's own.
type viewForm struct {
	name, letter field
	second       bool // the letter has the keys
	view         inbox.View
	was          string // its name before; "" = it is new
	problem      error
}

// saveView asks how to call what is shown.
func (m *model) saveView() tea.Cmd {
	m.push(newViewForm(m.asView(), ""))
	return nil
}

func newViewForm(v inbox.View, was string) *viewForm {
	f := &viewForm{view: v, was: was}
	f.name.set(v.Name)
	f.letter.set(v.Key)
	return f
}

func (f *viewForm) update(m *model, msg tea.Msg) tea.Cmd {
	in := &f.name
	if f.second {
		in = &f.letter
	}
	if key, ok := msg.(tea.KeyPressMsg); ok {
		switch key.String() {
		case "esc", "ctrl+c":
			m.pop(f)
			return nil
		case "tab", "shift+tab", "down", "up":
			f.second = !f.second
			return nil
		case "enter":
			return f.save(m)
		}
		if f.second && key.Text != "" {
			in.set("") // the letter typed last counts
		}
	}
	if in.update(msg) {
		f.problem = nil
	}
	return nil
}

// save keeps the view, or says what is wrong with it.
func (f *viewForm) save(m *model) tea.Cmd {
	v, was := f.view, f.was
	v.Name, v.Key = f.name.String(), f.letter.String()
	change := func(o inbox.OwnViews) (inbox.OwnViews, error) {
		if was != "" {
			return o.Changed(was, v)
		}
		return o.With(v, len(o))
	}
	return m.keepViews(change, func(err error) tea.Cmd {
		if _, taken := errors.AsType[*keys.TakenError](err); taken {
			err = inbox.Errorf("%q is pressed for %s already: choose another letter, or none", v.Key, m.heldBy(v.Key))
		}
		if f.problem = err; err != nil {
			return nil
		}
		m.pop(f)
		return m.savedView(inbox.CleanLine(v.Name).String(), was)
	})
}

// savedView goes to a view that is new, and says how it is opened.
func (m *model) savedView(name, was string) tea.Cmd {
	at, err := m.own.Place(name)
	if err != nil {
		return nil // another session took it away at once
	}
	at += len(m.views) - len(m.own)
	if was == "" {
		delete(m.orders, m.views[at].ordered()) // of one that was called so before
		m.view, m.aside = at, nil
	}
	saved := good("Saved: %s", name)
	if key := m.keyNames(m.viewKeys(at)); key != "" {
		saved = good("Saved: %s · %s opens it", name, key)
	}
	return tea.Batch(m.say(saved), m.rememberPlace())
}

func (f *viewForm) draw(m *model) float {
	s, l := m.styles, m.lang
	w := min(64, m.w-4)
	labels := [2]string{l.Say("Name"), l.Say("Letter")}
	wide := max(width(labels[0]), width(labels[1])) + 2
	name, nameAt := f.name.draw(w - 4 - wide)
	letter, letterAt := f.letter.draw(3)
	about := l.Say("none: it is opened from the list, or by its name")
	if f.letter.String() != "" && len(m.keys.letters) > 0 {
		about = l.Say("%s opens it", m.keyName(m.keys.letters[0])+" "+f.letter.String())
	}
	lines := []string{
		s.accent.draw(fit(labels[0], wide)) + name,
		s.accent.draw(fit(labels[1], wide)) + letter + s.muted.draw(cut(about, w-4-wide-3)),
		s.rule.draw(rule(w - 4)),
	}
	for _, line := range wrap(m.viewWords(f.view), w-4) {
		lines = append(lines, s.muted.draw(line))
	}
	if f.problem != nil {
		for _, line := range wrap(l.Error(f.problem), w-4) {
			lines = append(lines, s.danger.draw(line))
		}
	}
	title := l.Say("Save as a view of yours")
	if f.was != "" {
		title = l.Say("Your view %s", f.was)
	}
	box := m.frame(title, lines, w, s.accent)
	at := m.centred(w, len(box))
	caret := caretAt(at.X+2+wide+nameAt, at.Y+1)
	if f.second {
		caret = caretAt(at.X+2+wide+letterAt, at.Y+2)
	}
	return float{lines: box, at: at, cursor: caret}
}

func (f *viewForm) hints(*model) []hint {
	return []hint{{key: "enter", word: "save"}, {key: "tab", word: "name or letter"}, {key: "esc", word: "leave"}}
}
