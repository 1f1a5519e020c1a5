package console

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
	"vigie/inbox/desk"
	"vigie/ui/keys"
)

// keymap is what the keys do, as the team chose them.
type keymap struct {
	own      map[string][]string // the team's choice
	pipes    []inbox.Pipe        // the team's
	commands []command
	does     map[string]func(*model) tea.Cmd // by key; one after another with a space between
	begins   map[string]bool                 // what a key of several begins with
	numbers  []string                        // the keys of the views, in their order
	letters  []string                        // those before a view's letter
}

// bind makes the keys do what the team chose.
func (m *model) bind() {
	k := keymap{own: m.team.Keys, pipes: m.team.Pipes, commands: commandTable(m.team.Keys), does: map[string]func(*model) tea.Cmd{}, begins: map[string]bool{}}
	for _, c := range keys.Bind(k.own) {
		switch c.Name {
		case keys.ViewByNumber:
			k.numbers = c.Keys
		case keys.ViewByLetter:
			k.letters = c.Keys
		}
	}
	for i, key := range k.numbers {
		k.add(key, func(m *model) tea.Cmd { return m.show(i % keys.Numbered) })
	}
	for _, key := range k.letters {
		for i, v := range m.views {
			if v.key != "" {
				k.add(key+" "+v.key, func(m *model) tea.Cmd { return m.show(i) })
			}
		}
	}
	for _, c := range k.commands {
		for _, key := range c.Keys {
			k.add(key, func(m *model) tea.Cmd { return m.run(c) })
		}
	}
	for _, p := range k.pipes {
		if p.Key != "" {
			k.add(p.Key, func(m *model) tea.Cmd { return m.giveTo(p) })
		}
	}
	m.keys = k
}

func (k *keymap) add(key string, do func(*model) tea.Cmd) {
	k.does[key] = do
	for i, r := range key {
		if r == ' ' {
			k.begins[key[:i]] = true
		}
	}
}

// rebind follows the team file.
func (m *model) rebind() {
	if !maps.EqualFunc(m.keys.own, m.team.Keys, slices.Equal) || !slices.Equal(m.keys.pipes, m.team.Pipes) {
		m.bind()
	}
}

// command is what a key does; false where it does nothing.
func (k *keymap) command(key string) (command, bool) {
	i := slices.IndexFunc(k.commands, func(c command) bool { return slices.Contains(c.Keys, key) })
	if i < 0 {
		return command{}, false
	}
	return k.commands[i], true
}

// named is the command of a name; false where it isn't done at a key of its own.
func (k *keymap) named(name string) (command, bool) {
	i := slices.IndexFunc(k.commands, func(c command) bool { return c.Name == name && name != "" })
	if i < 0 {
		return command{}, false
	}
	return k.commands[i], true
}

// of is the key that is shown for a command; "" where it has none.
func (k *keymap) of(name string) string {
	c, _ := k.named(name)
	if len(c.Keys) == 0 {
		return ""
	}
	return c.Keys[0]
}

// keyTo is what is pressed for a command: its key, or where it has none its name in the palette.
func (m *model) keyTo(name string) string {
	if k := m.keys.of(name); k != "" {
		return m.keyName(k)
	}
	return strings.TrimSpace(m.keyName(m.keys.of("everything")) + " " + name)
}

// number is the key that opens the i-th view by its place; "" where it has none.
func (k *keymap) number(i int) string {
	if i < min(len(k.numbers), keys.Numbered) {
		return k.numbers[i]
	}
	return ""
}

// letter is the keys that open a view by its letter; "" where it has none.
func (k *keymap) letter(v view) string {
	if v.key == "" || len(k.letters) == 0 {
		return ""
	}
	return k.letters[0] + " " + v.key
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
	case "shift-tab", "shift+tab":
		return m.lang.Say("shift-tab")
	case "shift+up":
		return m.lang.Say("shift-↑")
	case "shift+down":
		return m.lang.Say("shift-↓")
	}
	return strings.ReplaceAll(strings.ReplaceAll(k, "ctrl+", "ctrl-"), "alt+", "alt-")
}

// digits are the keys of what is chosen by its place: the digits, and what the same keys give without shift on a French
// keyboard.
const (
	digits = "123456789"
	azerty = "&é\"'(-è_ç"
)

// placeOf is the place that a key names; -1 for other keys.
func placeOf(k string) int {
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
	if c, asked := m.suspends(msg); asked {
		return m.run(c)
	}
	if cmd, out := m.leavesOut(msg); out {
		return cmd
	}
	k := msg.String()
	if l := m.top(); l != nil {
		if cmd, asked := m.asks(k); asked {
			return cmd
		}
		return l.update(m, msg)
	}
	if m.bulk != nil && m.prefix == "" && k == "esc" {
		return m.stopBulk()
	}
	if m.takings.stoppable() && m.prefix == "" && k == "esc" {
		return m.stopTaking()
	}
	if m.prefix != "" {
		k, m.prefix = m.prefix+" "+k, ""
		if strings.HasSuffix(k, " esc") {
			return nil
		}
	}
	if do, ok := m.keys.does[k]; ok {
		return do(m)
	}
	if m.keys.begins[k] {
		m.prefix = k
		return nil
	}
	return m.say(plain("%s does nothing here; %s shows the keys", m.keyName(k), m.keyTo("help")))
}

// run does a command, or says why it can't be done.
func (m *model) run(c command) tea.Cmd {
	defer m.deafen(c)
	if err := c.why(m); err != nil {
		st := bad("%s: %s", c.Title, m.reason(err))
		st.refusal = true
		return tea.Batch(m.say(st), m.denied(c, err))
	}
	if m.told.refusal { // of what was tried before
		m.told = status{}
	}
	return c.do(m)
}

// denied has the log tell what was refused here for the person's role, before the desk was asked.
func (m *model) denied(c command, err error) tea.Cmd {
	row, ok := m.current()
	if c.Verb == "" || !ok || !errors.Is(err, desk.ErrRole) {
		return nil
	}
	d := m.desk
	return m.ask(func(ctx context.Context) tea.Msg {
		d.Denied(ctx, c.Verb, row.Number)
		return nil
	})
}
