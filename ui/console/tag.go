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
	know []string        // every tag that is known, the most used first
	high int
}

type tagsMsg struct{ tags []string }

func (m *model) pickTags() tea.Cmd {
	s, ok := m.scopeNow()
	if !ok {
		return nil
	}
	p := &tagPicker{on: s, want: map[string]bool{}, know: slices.SortedFunc(maps.Keys(m.counts.Tag), inbox.CompareNames)}
	p.typed = func(text string) []choice { return p.fresh(m, text) }
	for _, t := range m.team.Tags.Known {
		p.know = append(p.know, t.Name)
	}
	p.list(m)
	p.high = 12
	m.push(p)
	d := m.desk
	return m.ask(func(context.Context) tea.Msg {
		return tagsMsg{d.Vocabulary().Tags}
	})
}

// list offers every tag: those chosen last, then what the open items carry most, then what is used most.
func (p *tagPicker) list(m *model) {
	var tags []string
	met := map[string]bool{}
	for _, tag := range slices.Concat(p.know, p.on.row.Tags, slices.Sorted(maps.Keys(p.want))) {
		if !met[tag] {
			met[tag], tags = true, append(tags, tag)
		}
	}
	groupOf := func(tag string) string { return strings.Join(m.team.Tags.Groups(tag), " ") }
	slices.SortStableFunc(tags, func(a, b string) int {
		return cmp.Or(cmp.Compare(groupOf(a), groupOf(b)), cmp.Compare(m.counts.Tag[b], m.counts.Tag[a]))
	})
	all := make([]choice, 0, len(tags))
	for _, tag := range tags {
		all = append(all, p.choice(m, tag))
	}
	p.set(m.recent.first("tag", all))
}

// choice is a tag to choose. One of an exclusive group has a mark of another shape, and says of which it is one.
func (p *tagPicker) choice(m *model, tag string) choice {
	c := choice{id: tag, mark: " ", name: tag, pen: m.styles.tag(m.team.Tags, tag)}
	on := "✓"
	if groups := m.team.Tags.Groups(tag); len(groups) > 0 {
		c.mark, on = "○", "●"
		c.about = m.lang.Say("one of %s", groups[0]+"/…")
	}
	if n := m.counts.Tag[tag]; n > 0 {
		c.about = joined(c.about, m.lang.Number(n))
	}
	switch {
	case p.has(m.team.Tags, tag):
		c.mark = on
	case p.turned(tag):
		c.mark = "–"
	}
	return c
}

// has reports whether the item will carry a tag. Of several items the one under the cursor tells how they stand. A tag of an
// exclusive group makes room for another that was chosen.
func (p *tagPicker) has(ts inbox.Tags, tag string) bool {
	if on, turned := p.want[tag]; turned {
		return on
	}
	return p.on.row.HasTag(tag) && !slices.ContainsFunc(ts.Groups(tag), p.chose)
}

// chose reports whether a tag of a group was turned on.
func (p *tagPicker) chose(group string) bool {
	for tag, on := range p.want {
		if on && inbox.InGroup(tag, group) {
			return true
		}
	}
	return false
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
	if m.team.Tags.Fixed {
		return []choice{{id: tag, mark: " ", name: tag, about: m.lang.Say("not on the team's list"), off: true}}
	}
	return []choice{{id: tag, mark: "+", name: tag, pen: m.styles.tag(m.team.Tags, tag), about: m.lang.Say("new tag")}}
}

func (p *tagPicker) update(m *model, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tagsMsg:
		p.know = append(msg.tags, p.know...)
		first := p.at == 0 && len(p.want) == 0 && p.input.String() == ""
		p.list(m)
		if first {
			p.at = 0 // nothing was chosen yet
		}
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
	name, typed := inbox.Fold(c.name), inbox.Fold(strings.TrimSpace(p.input.String()))
	within := name[strings.LastIndexByte(name, '/')+1:] // its group is understood
	return ok && (p.at > 0 || strings.HasPrefix(name, typed) || strings.HasPrefix(within, typed))
}

// toggle turns the tag under the cursor.
func (p *tagPicker) toggle(m *model) {
	c, ok := p.chosen()
	if !ok || c.off {
		return
	}
	on := !p.has(m.team.Tags, c.id)
	for _, group := range m.team.Tags.Groups(c.id) {
		maps.DeleteFunc(p.want, func(tag string, on bool) bool { return on && inbox.InGroup(tag, group) })
	}
	if p.want[c.id] = on; p.want[c.id] == p.on.row.HasTag(c.id) && p.on.one() {
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
