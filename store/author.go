package store

import (
	"cmp"
	"slices"

	"vigie/inbox"
)

// How much of an author's past is read, however much there is.
const (
	authorDepth   = 1000 // of their items
	authorRecent  = 10
	authorAnswers = 3
	authorSearch  = 20  // of their items that were answered, for these
	authorReplies = 50  // of the log of each of them
	authorThreads = 5   // of theirs that are read for what was answered elsewhere
	authorAbout   = 500 // of what was decided about them
	authorNotes   = 100
)

// Author is who wrote an item, to the brand of the item. Where sees leaves out what somebody may not see, what is told is of the
// items that they see among the newest, and of no others; nil sees all.
func (s *Store) Author(number uint64, sees func(inbox.Item) bool) (h inbox.AuthorHistory, err error) {
	err = s.read(func(v *view) error {
		r, err := v.record(number)
		if err != nil {
			return err
		}
		p := &authorPast{view: v, sees: sees}
		p.Author, p.Channel, p.Brand = r.Author, r.Channel, r.Brand
		p.Status, p.Tags = map[inbox.Status]int{}, map[string]int{}
		if r.author != 0 {
			err = p.read(v.names.number(brandName, r.Brand), r.author)
		}
		h = p.AuthorHistory
		return err
	})
	return h, err
}

// authorPast gathers who an author is to us.
type authorPast struct {
	inbox.AuthorHistory
	*view
	sees     func(inbox.Item) bool
	searched int // how many items were asked for our answers
	threads  int // how many threads were read for these
}

func (p *authorPast) read(brand, author uint32) error {
	theirs := p.indexed([]uint32{brand}, byAuthor, []uint32{author}, newestFirst)
	read := 0
	for at, ok := theirs.seek(newestFirst.start()); ok && read < authorDepth; at, ok = theirs.next() {
		read++
		r, err := p.record(at.Number)
		if err != nil {
			return err
		}
		if p.sees != nil && !p.sees(r.Item) {
			continue
		}
		if err := p.add(&r); err != nil {
			return err
		}
	}
	p.Items = p.Looked
	if p.sees == nil {
		p.Items = theirs.size()
	}
	if p.Items > p.Looked {
		oldest := p.indexed([]uint32{brand}, byAuthor, []uint32{author}, oldestFirst)
		at, _ := oldest.seek(oldestFirst.start())
		first, err := p.item(at.Number)
		if err != nil {
			return err
		}
		p.First = first.Posted
	}
	slices.SortFunc(p.Escalated, func(a, b inbox.Escalations) int {
		waits := func(e inbox.Escalations) int {
			return -slices.Index([]inbox.Status{inbox.Returned, inbox.Escalated}, e.Status)
		}
		return cmp.Or(cmp.Compare(waits(a), waits(b)), cmp.Compare(a.Department, b.Department), cmp.Compare(a.Status, b.Status))
	})
	return p.readAbout(brand, author)
}

// add tells of one more item, which is older than those before.
func (p *authorPast) add(r *record) error {
	if p.Looked == 0 {
		p.Author, p.Last = r.Author, r.Posted
	}
	p.Looked++
	p.First = r.Posted
	p.Status[r.Status]++
	for _, tag := range r.Tags {
		p.Tags[tag]++
	}
	if r.Department != "" {
		p.addEscalation(r)
	}
	if len(p.Recent) < authorRecent {
		p.Recent = append(p.Recent, r.Item)
	}
	if r.Answered.IsZero() || len(p.Answers) >= authorAnswers || p.searched >= authorSearch {
		return nil
	}
	p.searched++
	return p.addAnswers(r)
}

func (p *authorPast) addEscalation(r *record) {
	i := slices.IndexFunc(p.Escalated, func(e inbox.Escalations) bool { return e.Department == r.Department && e.Status == r.Status })
	if i < 0 {
		i = len(p.Escalated)
		p.Escalated = append(p.Escalated, inbox.Escalations{Department: r.Department, Status: r.Status})
	}
	p.Escalated[i].Items++
	if r.Status == inbox.Escalated && !r.Late.IsZero() && r.Late.Equal(inbox.Milli(r.Due)) {
		p.Escalated[i].Late++
	}
}

// addAnswers gathers what we answered to an item: as its log tells, or where that knows of nothing, as the thread shows.
func (p *authorPast) addAnswers(r *record) error {
	next := p.entriesOf(logPrefix(logOfItem, numberKey(r.Number)), 0)
	found := false
	for range authorReplies {
		e, ok, err := next()
		switch {
		case err != nil:
			return err
		case !ok || e.What != string(inbox.VerbReply) || e.Undone:
			continue
		}
		a, err := p.answer(r, e)
		if err != nil {
			return err
		}
		if a.State != inbox.Cancelled {
			found = true
			p.addAnswer(a)
		}
	}
	if found || p.threads == authorThreads {
		return nil
	}
	p.threads++
	for _, number := range p.threadAround(r) {
		it, err := p.item(number)
		if err != nil {
			return err
		}
		if it.Ours && it.Parent == r.Remote {
			p.addAnswer(inbox.Answer{Number: r.Number, At: it.Posted, Text: it.Text, State: inbox.Sent, Gone: it.Visibility == inbox.Deleted})
		}
	}
	return nil
}

func (p *authorPast) addAnswer(a inbox.Answer) {
	if len(p.Answers) < authorAnswers {
		p.Answers = append(p.Answers, a)
	}
}

// answer is a reply as its entry of the log and its delivery tell, and as our post reads now.
func (p *authorPast) answer(r *record, e entry) (inbox.Answer, error) {
	a := inbox.Answer{Number: r.Number, At: e.At, By: e.By, Text: e.Text, State: inbox.Sent}
	if e.Delivery == 0 {
		return a, nil // it was imported
	}
	d, err := p.delivery(e.Delivery)
	if err != nil {
		return a, err
	}
	a.State = d.State
	ref, _, err := p.remote(p.names.number(channelName, r.Channel), d.Remote)
	if err != nil || ref.item == 0 {
		return a, err
	}
	ours, err := p.item(ref.item)
	a.Text, a.Gone = ours.Text, ours.Visibility == inbox.Deleted
	return a, err
}

// readAbout tells what was written about an author, and what was done against them.
func (p *authorPast) readAbout(brand, author uint32) error {
	next := p.about(brand, author)
	for range authorAbout {
		e, ok, err := next()
		if err != nil || !ok {
			return err
		}
		it, err := p.item(e.Number)
		if err != nil {
			return err
		}
		if e.Undone || p.sees != nil && !p.sees(it) {
			continue
		}
		if err := p.addAbout(e); err != nil {
			return err
		}
	}
	p.MoreNotes = true
	return nil
}

func (p *authorPast) addAbout(e entry) error {
	if e.What == string(inbox.VerbAbout) {
		if p.MoreNotes = len(p.Notes) == authorNotes; !p.MoreNotes {
			p.Notes = append(p.Notes, inbox.AuthorNote{Key: e.Key, Number: e.Number, At: e.At, By: e.By, Rule: e.Rule, Text: e.Text})
		}
		return nil
	}
	done := inbox.Sanction{Verb: inbox.Verb(e.What), Number: e.Number, At: e.At, By: e.By, Rule: e.Rule, State: inbox.Sent}
	if e.Delivery != 0 {
		d, err := p.delivery(e.Delivery)
		if err != nil {
			return err
		}
		done.State = d.State
	}
	if done.Counts(p.Sanctions) {
		p.Sanctions = append(p.Sanctions, done)
	}
	return nil
}

// Latest are the newest items of an author on a channel, the newest first.
func (s *Store) Latest(channel, key string, most int) (list []inbox.Item, err error) {
	err = s.read(func(v *view) error {
		number := v.authorNumber(v.names.number(channelName, channel), key)
		if number == 0 {
			return nil
		}
		theirs := v.indexed(v.brandNumbers(nil), byAuthor, []uint32{number}, newestFirst)
		for p, ok := theirs.seek(newestFirst.start()); ok && len(list) < most; p, ok = theirs.next() {
			it, err := v.item(p.Number)
			if err != nil {
				return err
			}
			list = append(list, it)
		}
		return nil
	})
	return list, err
}
