package console

import (
	"slices"
	"strings"

	"vigie/inbox"
)

func (c *card) draw(m *model) float {
	_, high, w := m.boardSize()
	head := c.head(m, w)
	most := min(max(high-2-cardLeast, 2), len(head))
	c.rest = head[most:]
	head = append(head[:most:most], m.styles.rule.draw(rule(w+2)))
	var all []entry
	for _, l := range c.lines() {
		all = append(all, entry{c.drawLine(m, l, w)})
	}
	if c.known.MoreNotes {
		all = append(all, entry{[]string{m.styles.muted.draw(cut(m.lang.Say("older notes about them are in the log"), w))}})
	}
	return m.drawBoard(&c.board, m.authorName(c.row.Author), head, all)
}

// cardLeast is how many lines are left for what stands below the head; what the head has no room for stands there first.
const cardLeast = 5

// head is what is known of the author, a fact a line: what a moderator asks first stands first.
func (c *card) head(m *model, w int) []string {
	s, h := m.styles, c.known
	a := c.row.Author
	if c.loaded && c.err == nil {
		a = h.Author
	}
	var lines []string
	for _, line := range lined(said(a.Handle.String(), m.lang.Say("on %s", c.row.Channel), m.brandTitleOf(c.row.Brand)), w) {
		lines = append(lines, "  "+s.text.draw(line))
	}
	fact := func(label string, values ...string) {
		if values = said(values...); len(values) > 0 {
			for _, line := range lined(values, w-cardLabel) {
				lines = append(lines, "  "+s.muted.draw(fit(label, cardLabel))+s.text.draw(line))
				label = ""
			}
		}
	}
	fact(m.lang.Say("account"), m.accountFacts(a)...)
	fact(m.lang.Say("links"), m.linkFacts(a.Links)...)
	switch {
	case c.err != nil:
		lines = append(lines, "  "+s.danger.draw(cut(m.lang.Error(c.err), w)))
	case c.loaded:
		lines = append(lines, c.sanctionLines(m, w)...)
		fact(m.lang.Say("contact"), m.contactFacts(h)...)
		fact(m.lang.Say("items"), m.itemFacts(h)...)
		fact(m.lang.Say("tags"), m.ofThese(h, m.tagTally(h.Tags))...)
		fact(m.lang.Say("escalated"), m.ofThese(h, m.escalationFacts(h.Escalated))...)
	}
	return lines
}

// cardLabel is how wide the names of the facts are, with the space after them.
const cardLabel = 11

// lined puts facts into lines of at most w cells, a middle dot between two.
func lined(facts []string, w int) (lines []string) {
	for _, f := range facts {
		f = steady(f)
		if i := len(lines) - 1; i >= 0 && width(lines[i])+3+width(f) <= w {
			lines[i] += " · " + f
			continue
		}
		lines = append(lines, cut(f, w))
	}
	return lines
}

// said are the words that say something.
func said(words ...string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return w == "" })
}

// accountFacts are what the platform tells of an author.
func (m *model) accountFacts(a inbox.Author) (facts []string) {
	if a.Followers >= 0 && (a.Followers > 0 || !a.Since.IsZero()) {
		facts = append(facts, m.lang.Count(a.Followers, "%d follower", "%d followers"))
	}
	if !a.Since.IsZero() {
		facts = append(facts, m.lang.Say("opened on %s", m.lang.Date(a.Since.In(m.zone()))))
	}
	if a.Bot {
		facts = append(facts, m.lang.Say("says it is a bot"))
	}
	if a.Verified {
		facts = append(facts, m.lang.Say("verified"))
	}
	return facts
}

// sanctionLines say whether we blocked or silenced the author, who decided it and how far that got.
func (c *card) sanctionLines(m *model, w int) (lines []string) {
	label := m.lang.Say("block")
	line := func(p pen, words string) {
		lines = append(lines, "  "+m.styles.muted.draw(fit(label, cardLabel))+p.draw(cut(steady(words), w-cardLabel)))
		label = ""
	}
	for _, done := range c.known.Sanctions {
		line(m.sanction(done))
	}
	says := m.standing(c)
	switch {
	case len(lines) == 0 && says == "":
		line(m.styles.muted, m.lang.Say("not blocked from here"))
	case len(lines) == 0:
		line(m.styles.text, m.lang.Say("not blocked from here")+" · "+says)
	case says != "":
		line(m.styles.text, says)
	}
	return lines
}

// linkFacts are the addresses that an author shows of themselves.
func (m *model) linkFacts(links []inbox.Link) (facts []string) {
	for _, l := range links {
		words := strings.TrimSpace(l.Name.Line() + " " + l.URL.Line())
		if l.Verified {
			words += " ✓"
		}
		facts = append(facts, words)
	}
	return facts
}

// standing is what the platform itself says; "" where it doesn't.
func (m *model) standing(c *card) string {
	if c.says == nil {
		return ""
	}
	var words []string
	for _, s := range []struct {
		is  bool
		say inbox.Phrase
	}{{c.says.Blocked, "blocked"}, {c.says.Silenced, "silenced"}, {c.says.BlocksUs, "blocks us"}} {
		if s.is {
			words = append(words, m.lang.Say(s.say))
		}
	}
	if len(words) == 0 {
		words = []string{m.lang.Say("not blocked")}
	}
	return m.lang.Say("%s says: %s", c.row.Channel, strings.Join(words, ", "))
}

// sanction is a block, or what lifts it, in words, and how it is drawn.
func (m *model) sanction(done inbox.Sanction) (pen, string) {
	words := []string{m.lang.Did(m.decider(done.By, done.Rule), m.lang.Say(verbDone(string(done.Verb)))), m.clock(done.At)}
	if done.State != inbox.Sent {
		words = append(words, m.lang.Word(done.State))
	}
	p := m.styles.late
	switch {
	case done.State.Stuck(), done.State == inbox.Sent && done.Stands():
		p = m.styles.danger
	case done.State == inbox.Sent:
		p = m.styles.text
	}
	return p, strings.Join(words, " · ")
}

func (m *model) contactFacts(h inbox.AuthorHistory) []string {
	if h.Items == 0 {
		return nil
	}
	facts := []string{m.lang.Count(h.Items, "%d item", "%d items")}
	if !h.First.IsZero() {
		facts = append(facts, m.lang.Say("first %s", m.clock(h.First)), m.lang.Say("last %s", m.clock(h.Last)))
	}
	return facts
}

// itemFacts are how many items of the author stand how; where not all were looked at, it says so.
func (m *model) itemFacts(h inbox.AuthorHistory) (facts []string) {
	for _, status := range inbox.Statuses {
		if n := h.Status[status]; n > 0 {
			facts = append(facts, m.lang.Number(n)+" "+m.lang.Word(status))
		}
	}
	if h.Looked < h.Items && len(facts) > 0 {
		facts[0] = m.lang.Say("of the latest %s: %s", m.lang.Number(h.Looked), facts[0])
	}
	return facts
}

// ofThese says that what is told is of the items that were looked at, where there are more.
func (m *model) ofThese(h inbox.AuthorHistory, facts []string) []string {
	if len(facts) > 0 && h.Looked < h.Items {
		facts[0] = m.lang.Say("of these: %s", facts[0])
	}
	return facts
}

// escalationFacts are what each department has or had of the author.
func (m *model) escalationFacts(list []inbox.Escalations) (facts []string) {
	for _, e := range list {
		words := m.departmentTitleOf(e.Department) + " " + m.lang.Number(e.Items) + " " + m.lang.Word(e.Status)
		if e.Late > 0 {
			words += " " + m.lang.Say("(%s late)", m.lang.Number(e.Late))
		}
		facts = append(facts, words)
	}
	return facts
}

// tagTally are tags with how often, the most frequent first.
func (m *model) tagTally(tags map[string]int) (words []string) {
	for _, tag := range inbox.MostFrequent(tags) {
		words = append(words, tag+" "+m.lang.Number(tags[tag]))
	}
	return words
}

// How many lines of a text a card shows; enter goes to the item, where it is whole.
const (
	cardPost = 2
	cardNote = 6
)

func (c *card) drawLine(m *model, l cardLine, w int) []string {
	s := m.styles
	switch {
	case l.facts:
		var lines []string
		for _, l := range c.rest {
			lines = append(lines, strings.TrimPrefix(l, "  "))
		}
		return append(lines, "")
	case l.note != nil:
		words := steady(m.lang.Did(m.decider(l.note.By, l.note.Rule), m.lang.Say(verbDone(string(inbox.VerbAbout)))))
		return cardText(m, s.late.draw(cut(words, w/2))+s.muted.draw(" · "+m.clock(l.note.At)), l.note.Text, s.late, cardNote, w)
	case l.answer != nil:
		return cardText(m, m.answerHead(*l.answer, w), l.answer.Text, s.sent, cardPost, w)
	}
	return cardText(m, s.muted.draw(cut(m.clock(l.post.Posted)+"  "+m.lang.Word(l.post.Status), w)), l.post.Text, s.text, cardPost, w)
}

// answerHead says when we answered, who wrote it, and what became of it where it isn't there.
func (m *model) answerHead(a inbox.Answer, w int) string {
	who := m.lang.Did(m.person(a.By), m.lang.Say("replied"))
	if a.By == "" {
		who = m.lang.Say("our account answered, not from here")
	}
	words := []string{m.clock(a.At) + "  " + who}
	switch {
	case a.Gone:
		words = append(words, m.lang.Say("no longer there"))
	case a.State != inbox.Sent:
		words = append(words, m.lang.Word(a.State))
	}
	return m.styles.muted.draw(cut(steady(strings.Join(words, " · ")), w))
}

func cardText(m *model, head string, text inbox.Text, p pen, most, w int) []string {
	lines := []string{head}
	all := wrap(prefix(text.Line(), 6*w*most/2), w)
	for i, l := range all[:min(len(all), most)] {
		if i == most-1 && len(all) > most {
			l = cut(l+"…", w)
		}
		lines = append(lines, p.draw(l))
	}
	return append(lines, "")
}
