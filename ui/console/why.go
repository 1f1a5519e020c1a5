package console

import (
	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// why asks for the words of a decision that is nothing but words: an urge may go without, what is sent back takes a reason.
type why struct {
	action inbox.Action
	on     scope
	text   textarea.Model
}

func (m *model) askWhy(a inbox.Action) tea.Cmd {
	s, ok := m.scopeNow()
	if !ok {
		return nil
	}
	m.push(&why{action: a, on: s, text: newTextarea()})
	return nil
}

func (y *why) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		y.text.InsertString(pasted(msg.Content))
	case tea.KeyPressMsg:
		return y.press(m, msg)
	}
	return nil
}

func (y *why) press(m *model, key tea.KeyPressMsg) tea.Cmd {
	switch key.String() {
	case "esc", "ctrl+c":
		m.pop(y)
	case "enter", "ctrl+s":
		text := inbox.Clean(y.text.Value())
		if text.Empty() && y.needs() {
			return m.say(bad("%s: the moderator wants to know why", y.action.Title))
		}
		m.pop(y)
		d := inbox.Decision{Verb: y.action.Verb, Text: text}
		if y.action.Asks {
			m.push(newQuestion(m, y.action, func(m *model) tea.Cmd { return m.decideOn(y.on, d) }))
			return nil
		}
		return m.decideOn(y.on, d)
	case "ctrl+j", "alt+enter", "shift+enter":
		y.text.InsertString("\n")
	default:
		y.text, _ = y.text.Update(key)
	}
	return nil
}

// needs reports whether it can't go without words.
func (y *why) needs() bool { return y.action.Verb == inbox.VerbSendBack }

func (y *why) draw(m *model) float {
	w := min(58, m.w-4)
	text, caret := drawTextarea(&y.text, w-4, whyHigh)
	if y.text.Value() == "" {
		ask := inbox.Phrase("A word for them, if you like.")
		if y.needs() {
			ask = "Why? The moderator reads it."
		}
		m.prompt(text, m.lang.Say(ask), w-4)
	}
	box := m.frame(m.lang.Say("%s: %s", y.action.Title, m.named(y.on)), text, w, m.styles.accent)
	at := m.centred(w, len(box))
	return float{lines: box, at: at, cursor: caretAt(at.X+2+caret.X, at.Y+1+caret.Y)}
}

func (y *why) hints(*model) []hint {
	return []hint{{key: "enter", word: hintOf(y.action.Verb)}, {key: "esc", word: "leave"}}
}
