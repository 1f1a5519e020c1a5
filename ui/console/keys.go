package console

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// keyTable finds a command by its key.
func keyTable(table []command) map[string]int {
	keys := map[string]int{}
	for i, c := range table {
		for _, k := range c.keys {
			keys[k] = i
		}
	}
	return keys
}

// keyName is a key as people write it, and as a keyboard of their language has it.
func (m *model) keyName(k string) string {
	switch k {
	case "enter":
		return m.lang.Say("enter")
	case "esc":
		return m.lang.Say("esc")
	case "space":
		return m.lang.Say("space")
	case "its letter":
		return m.lang.Say("its letter")
	case "type":
		return m.lang.Say("type")
	case "shift+up":
		return m.lang.Say("shift-↑")
	case "shift+down":
		return m.lang.Say("shift-↓")
	}
	return strings.ReplaceAll(strings.ReplaceAll(k, "ctrl+", "ctrl-"), "alt+", "alt-")
}

// digits are the keys of the views: the digits, and what the same keys give without shift on a French keyboard.
const (
	digits = "123456789"
	azerty = "&é\"'(-è_ç"
)

// viewKey is the index of the view that a key opens; -1 for other keys.
func viewKey(k string) int {
	if i := strings.Index(digits, k); i >= 0 && len(k) == 1 {
		return i
	}
	for i, r := range []rune(azerty) {
		if k == string(r) {
			return i
		}
	}
	return -1
}

// pressed acts on a key. The top layer has it first and alone.
func (m *model) pressed(msg tea.KeyPressMsg) tea.Cmd {
	m.resume = spot{}
	m.present.active = m.now
	if l := m.top(); l != nil {
		return l.update(m, msg)
	}
	k := msg.String()
	if m.prefix != "" {
		k, m.prefix = m.prefix+" "+k, ""
		if strings.HasSuffix(k, " esc") {
			return nil
		}
	}
	if i, ok := m.byKey[k]; ok {
		return m.run(m.commands[i])
	}
	if i := viewKey(k); i >= 0 {
		return m.show(i)
	}
	for i, v := range m.views {
		if v.key != "" && k == "g "+v.key {
			return m.show(i)
		}
	}
	if m.isPrefix(k) {
		m.prefix = k
		return nil
	}
	return m.say(plain("%s does nothing here; ? shows the keys", m.keyName(k)))
}

// run does a command, or says why it can't be done.
func (m *model) run(c command) tea.Cmd {
	if err := c.why(m); err != nil {
		return m.say(bad("%s: %s", c.title, m.reason(err)))
	}
	return c.do(m)
}

func (m *model) isPrefix(k string) bool {
	for key := range m.byKey {
		if strings.HasPrefix(key, k+" ") {
			return true
		}
	}
	return false
}
