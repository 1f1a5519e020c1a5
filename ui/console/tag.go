package console

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"vigie/inbox"
)

// tagPicker adds and removes tags: space turns the tag under the cursor on or off and goes on, enter does so too and ends.
type tagPicker struct {
	chooser
	on   scope
	want map[string]bool // what was turned, to on or off
	know []string        // every tag that is known
	high int
}

type tagsMsg struct{ tags []string }

func (m *model) pickTags() tea.Cmd {
	s, ok := m.scopeNow()
	if !ok {
		return nil
	}
	p := &tagPicker{on: s, want: map[string]bool{}, know: slices.Collect(maps.Keys(m.counts.Tag))}
	p.typed = func(text string) []choice { return p.fresh(m, text) }
	p.list(m)
	p.high = 12
	m.push(p)
	d := m.desk
	return m.ask(func(context.Context) tea.Msg {
		tags, _, _ := d.Vocabulary()
		return tagsMsg{tags}
	})
}

// list offers every tag: those the item has, then those chosen last, then the most used.
func (p *tagPicker) list(m *model) {
	tags := slices.Concat(p.know, p.on.row.Tags, slices.Collect(maps.Keys(p.want)))
	slices.SortFunc(tags, func(a, b string) int {
		return cmp.Or(cmp.Compare(m.counts.Tag[b], m.counts.Tag[a]), cmp.Compare(a, b))
	})
	all := make([]choice, 0, len(tags))
	for _, tag := range slices.Compact(tags) {
		c := choice{id: tag, mark: " ", name: tag}
		if n := m.counts.Tag[tag]; n > 0 {
			c.about = m.lang.Number(n)
		}
		if p.has(tag) {
			c.mark = "✓"
		} else if p.turned(tag) {
			c.mark = "–"
		}
		all = append(all, c)
	}
	p.set(m.recent.first("tag", all))
}

// has reports whether the item will carry a tag. Of several items the one under the cursor tells how they stand.
func (p *tagPicker) has(tag string) bool {
	if on, turned := p.want[tag]; turned {
		return on
	}
	return p.on.row.HasTag(tag)
}

func (p *tagPicker) turned(tag string) bool { _, turned := p.want[tag]; return turned }

// fresh is the tag that the typed text would make.
func (p *tagPicker) fresh(m *model, text string) []choice {
	tag := strings.ToLower(strings.TrimSpace(text))
	if tag == "" || slices.ContainsFunc(p.all, func(c choice) bool { return c.id == tag }) {
		return nil
	}
	if inbox.CheckTag(tag) != nil {
		return []choice{{id: tag, mark: " ", name: tag, about: m.lang.Say("one word of letters, digits, - _ . /"), off: true}}
	}
	return []choice{{id: tag, mark: "+", name: tag, about: m.lang.Say("new tag")}}
}

func (p *tagPicker) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tagsMsg:
		p.know = append(p.know, msg.tags...)
		p.list(m)
		return nil
	case tea.PasteMsg:
		p.paste(msg)
		return nil
	case tea.KeyPressMsg:
		switch msg.String() {
		case "esc", "ctrl+c":
			m.pop(p)
			return nil
		case "space":
			if !p.meant() {
				return m.say(bad("no tag begins with “%s”; ↓ and enter choose another", p.input.String()))
			}
			p.toggle(m)
			return nil
		case "enter":
			return p.apply(m)
		}
		p.chooser.update(msg)
	}
	return nil
}

// meant reports whether the tag under the cursor is what was typed: a space between the words of a sentence turns no tag that
// merely holds their letters.
func (p *tagPicker) meant() bool {
	c, ok := p.chosen()
	return ok && (p.at > 0 || strings.HasPrefix(inbox.Fold(c.name), inbox.Fold(strings.TrimSpace(p.input.String()))))
}

// toggle turns the tag under the cursor.
func (p *tagPicker) toggle(m *model) {
	c, ok := p.chosen()
	if !ok || c.off {
		return
	}
	if p.want[c.id] = !p.has(c.id); p.want[c.id] == p.on.row.HasTag(c.id) && p.on.one() {
		delete(p.want, c.id)
	}
	p.input.set("")
	p.list(m)
}

// apply decides what was turned; where nothing was, or something is typed still, the tag under the cursor is turned first.
func (p *tagPicker) apply(m *model) tea.Cmd {
	if c, ok := p.chosen(); ok && c.off {
		return m.say(bad("%s is no tag: %s", c.name, c.about))
	}
	if len(p.want) == 0 || p.input.String() != "" {
		p.toggle(m)
	}
	m.pop(p)
	d := inbox.Decision{Verb: inbox.VerbTag}
	for _, tag := range slices.Sorted(maps.Keys(p.want)) {
		if p.want[tag] {
			d.Add = append(d.Add, tag)
			m.recent.chose("tag", tag)
		} else {
			d.Remove = append(d.Remove, tag)
		}
	}
	if len(d.Add)+len(d.Remove) == 0 {
		return nil
	}
	return m.decideOn(p.on, d)
}

func (p *tagPicker) draw(m *model) float {
	return m.drawChooser(&p.chooser, m.lang.Say("Tags of %s", m.named(p.on)), 58, p.high)
}

func (p *tagPicker) hints(*model) []hint {
	return []hint{{key: "type", word: "a tag, also a new one"}, {key: "space", word: "turn it"}, {key: "enter", word: "turn it and end"}, {key: "esc", word: "leave"}}
}
