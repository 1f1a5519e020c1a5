package command

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/inbox"
)

// arrival is what a line says, as the inbox takes it in. Texts are cleaned; what can't be meant is an error in words.
func (l line) arrival(now time.Time) (inbox.Arrived, error) {
	r := lineReader{now: now}
	a := inbox.Arrived{
		Channel: r.name("channel", l.Channel), Brand: r.optionalName("brand", l.Brand),
		Post: r.post(l), Start: r.triage(l), Seen: true, Past: r.past(l), Settled: l.Status != "",
	}
	return a, r.err
}

// lineReader reads the values of a line and keeps the first that is wrong.
type lineReader struct {
	now time.Time
	err error
}

func (r *lineReader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

func (r *lineReader) post(l line) inbox.Post {
	remote := string(cmp.Or(l.Remote, l.ID))
	if remote == "" {
		r.fail("id is missing: write the platform's id of the item")
	}
	if l.Text == nil {
		r.fail("text is missing")
		l.Text = new(string)
	}
	p := inbox.Post{
		Remote: r.id("id", remote), Thread: r.id("thread", string(l.Thread)), Parent: r.id("parent", string(l.Parent)),
		Kind: inbox.Kind(cmp.Or(l.Kind, string(inbox.Comment))), Author: r.author(l.Author), Ours: l.Ours,
		Title: inbox.CleanLine(l.Title), Text: inbox.Clean(*l.Text), Lang: r.id("lang", l.Lang), URL: inbox.CleanLine(l.URL),
		Posted: r.time("posted", l.Posted), Edited: r.optionalTime("edited", l.Edited),
		Private: l.Private, Liked: l.Liked, Found: inbox.CleanLine(l.Found), Origin: r.id("origin", l.Origin),
		Original: inbox.Original(*l.Text), Extra: l.Extra,
	}
	if !p.Kind.Valid() {
		r.fail("kind is %q: write one of %s", inbox.CleanLine(l.Kind), kinds())
	}
	if l.Visibility != "" {
		p.Visibility = read(r, "visibility", inbox.ParseVisibility, l.Visibility)
	}
	for _, m := range l.Media {
		p.Media = append(p.Media, inbox.Media{Type: inbox.CleanLine(m.Type).String(), URL: inbox.CleanLine(m.URL), Alt: inbox.CleanLine(m.Alt)})
	}
	p.Digest = cmp.Or(r.id("digest", l.Digest), digestOf(p))
	return p
}

func kinds() string {
	words := make([]string, len(inbox.Kinds))
	for i, k := range inbox.Kinds {
		words[i] = string(k)
	}
	return strings.Join(words, ", ")
}

func (r *lineReader) author(l authorLine) inbox.Author {
	a := inbox.Author{
		ID: r.id("author.id", string(l.ID)), Handle: inbox.CleanLine(l.Handle), Name: inbox.CleanLine(l.Name), Followers: -1,
		Since: r.optionalTime("author.since", l.Since), Bot: l.Bot, Verified: l.Verified,
	}
	for _, link := range l.Links {
		made, ok := inbox.NewLink(link.Name, link.URL, link.Verified)
		if !ok || len(a.Links) == inbox.MaxLinks {
			r.fail("author.links: %q is no address of the web, or one more than %d", inbox.CleanLine(link.URL), inbox.MaxLinks)
			break
		}
		a.Links = append(a.Links, made)
	}
	if l.Followers != nil {
		a.Followers = *l.Followers
		if a.Followers < 0 {
			r.fail("author.followers is negative: leave it out where it isn't known")
		}
	}
	return a
}

// triage is how the item stood where it comes from. An item that waits must know until when.
func (r *lineReader) triage(l line) inbox.Triage {
	t := inbox.Triage{
		Assignee: r.optionalName("assignee", l.Assignee), Department: r.optionalName("department", l.Department),
		Escalated: r.optionalTime("escalated", l.Escalated), Due: r.optionalTime("due", l.Due), Until: r.optionalTime("until", l.Until),
		Muted: l.Muted, Answered: r.optionalTime("answered", l.Answered), AnsweredBy: r.optionalName("answered_by", l.AnsweredBy),
	}
	if l.Status != "" {
		t.Status = read(r, "status", inbox.ParseStatus, l.Status)
	}
	if l.Priority != "" {
		t.Priority = read(r, "priority", inbox.ParsePriority, l.Priority)
	}
	if t.Status == inbox.Snoozed && t.Until.IsZero() {
		r.fail("the item is snoozed, but until when? Write until, a time")
	}
	t.Tags = slices.Clone(r.tags("tags", l.Tags))
	slices.Sort(t.Tags)
	t.Tags = slices.Compact(t.Tags)
	return t
}

func (r *lineReader) tags(key string, tags []string) []string {
	if len(tags) > inbox.MaxTags {
		r.fail("%s are %d: an item carries %d at most", key, len(tags), inbox.MaxTags)
	}
	for _, tag := range tags {
		if err := inbox.CheckTag(tag); err != nil {
			r.fail("%s: %w", key, err)
		}
	}
	return tags
}

func (r *lineReader) past(l line) []inbox.Made {
	var all []inbox.Made
	for i, d := range l.Decisions {
		key := fmt.Sprintf("decisions[%d]", i)
		if _, ok := inbox.ActionOf(inbox.Verb(d.Verb)); !ok {
			r.fail("%s.verb is %q: that is no action, `vigie help` lists them", key, inbox.CleanLine(d.Verb))
		}
		all = append(all, inbox.Made{
			By: r.optionalName(key+".by", d.By), At: r.time(key+".at", d.At),
			Decision: inbox.Decision{
				Verb: inbox.Verb(d.Verb), To: r.optionalName(key+".to", d.To), Text: inbox.Clean(d.Text),
				Add: r.tags(key+".add", d.Add), Remove: r.tags(key+".remove", d.Remove),
			},
		})
	}
	return all
}

// read reads a word of a closed list; the list's own error names them.
func read[T any](r *lineReader, key string, parse func(string) (T, error), word string) T {
	v, err := parse(word)
	if err != nil {
		r.fail("%s: %w", key, err)
	}
	return v
}

// id is a word of a machine: kept as it is, or refused.
func (r *lineReader) id(key, s string) string {
	if inbox.CleanLine(s).String() != s {
		r.fail("%s holds characters that can't be shown, or is too long", key)
	}
	return s
}

const maxName = 128

func (r *lineReader) name(key, s string) string {
	if s == "" {
		r.fail("%s is missing", key)
	}
	return r.optionalName(key, s)
}

func (r *lineReader) optionalName(key, s string) string {
	if len(s) > maxName {
		r.fail("%s is longer than %d bytes", key, maxName)
	}
	return r.id(key, s)
}

func (r *lineReader) time(key, s string) time.Time {
	if s == "" {
		r.fail("%s is missing: write a time like 2026-11-21T14:00:00Z", key)
	}
	return r.optionalTime(key, s)
}

func (r *lineReader) optionalTime(key, s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	t, err := time.Parse(time.RFC3339, s)
	switch {
	case err != nil:
		r.fail("%s is %q: write a time like 2026-11-21T14:00:00Z", key, inbox.CleanLine(s))
	case t.UTC().Year() < 1970 || t.UTC().Year() > 9999:
		r.fail("%s is in the year %d: that can't be", key, t.UTC().Year())
	}
	return inbox.Milli(t)
}

// digestOf tells one state of a post from another, where whoever made the file didn't.
func digestOf(p inbox.Post) string {
	parts := []string{
		p.Thread, p.Parent, string(p.Kind), p.Author.ID, p.Author.Handle.String(), p.Author.Name.String(), strconv.Itoa(p.Author.Followers),
		p.Title.String(), p.Text.String(), p.Original, p.Lang, p.URL.String(), p.Found.String(), p.Visibility.String(),
		stamp(p.Author.Since), stamp(p.Posted), stamp(p.Edited), fmt.Sprint(p.Ours, p.Private, p.Liked, p.Author.Bot, p.Author.Verified),
	}
	for _, m := range p.Media {
		parts = append(parts, m.Type, m.URL.String(), m.Alt.String())
	}
	for _, key := range slices.Sorted(maps.Keys(p.Extra)) {
		parts = append(parts, key, p.Extra[key])
	}
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:8])
}
