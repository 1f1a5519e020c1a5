package store

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
	"time"

	"vigie/inbox"
)

// corpus makes posts of realistic length and spread, the same for the same number: 8 channels, 60 tags, 80 % done, three
// years of dates, words that are as common as words are.
type corpus struct {
	rand  *rand.Rand
	words []string
	zipf  *rand.Zipf
}

const corpusYears = 3 * 365 * 24 * time.Hour

func newCorpus() *corpus {
	r := rand.New(rand.NewPCG(1, 2))
	c := &corpus{rand: r, zipf: rand.NewZipf(r, 1.2, 12, 59_999)}
	syllables := []string{"ba", "co", "dé", "fi", "gu", "la", "me", "ni", "por", "qué", "ra", "son", "ti", "vou", "ex", "ment"}
	for i := range 60_000 {
		var w strings.Builder
		for n := i + 1; n > 0; n /= len(syllables) {
			w.WriteString(syllables[n%len(syllables)])
		}
		c.words = append(c.words, w.String())
	}
	return c
}

func (c *corpus) text() string {
	var b strings.Builder
	for size := 120 + c.rand.IntN(200); b.Len() < size; {
		b.WriteString(c.words[c.zipf.Uint64()])
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// changes are n arrivals, in the order of their dates but for what a slow channel brings late.
func (c *corpus) changes(from, n int) iter.Seq2[inbox.Change, error] {
	return func(yield func(inbox.Change, error) bool) {
		step := corpusYears / time.Duration(max(n, 1))
		for i := range n {
			at := monday.Add(-corpusYears + time.Duration(i)*step)
			if !yield(c.arrival(from+i, at), nil) {
				return
			}
		}
	}
}

func (c *corpus) arrival(i int, at time.Time) inbox.Change {
	channel := i % 8
	posted := at.Add(-time.Duration(c.rand.IntN(3600*24)) * time.Second)
	remote := fmt.Sprintf("1%017d", i*7919)
	author := 8*c.rand.IntN(1+i/32) + channel
	p := inbox.Post{
		Remote: remote, Thread: remote, Kind: inbox.Kinds[c.rand.IntN(len(inbox.Kinds))], Text: inbox.Clean(c.text()), Lang: "fr",
		URL: inbox.CleanLine(fmt.Sprintf("https://social.example/@user%d/%s", author, remote)), Posted: posted,
		Author: inbox.Author{
			ID: fmt.Sprintf("1099%08d", author), Handle: inbox.CleanLine(fmt.Sprintf("@user%d@social.example", author)),
			Name: inbox.CleanLine("Camille " + c.words[author%len(c.words)]), Followers: c.rand.IntN(5000),
		},
		Digest: fmt.Sprintf("%016x", c.rand.Uint64()),
	}
	if late := i / 8 % 3; late > 0 { // threads of three
		p.Thread = fmt.Sprintf("1%017d", (i-8*late)*7919)
		p.Parent = p.Thread
	}
	if c.rand.IntN(20) == 0 {
		p.Original = p.Text.String() + "\u200b"
	}
	start := inbox.Triage{Tags: []string{fmt.Sprintf("tag%02d", min(c.rand.IntN(60), c.rand.IntN(60)))}}
	switch n := c.rand.IntN(100); {
	case n < 80:
		start.Status = inbox.Done
	case n < 84:
		start.Status, start.Department, start.Escalated = inbox.Escalated, "sav", at
	case n < 86:
		start.Assignee = "nadia"
	}
	return inbox.Change{Key: fmt.Sprintf("import-%d", i), At: at, Event: inbox.Arrived{
		Channel: fmt.Sprintf("channel%d", channel), Brand: fmt.Sprintf("brand%d", channel%3), Post: p, Start: start, Seen: true,
	}}
}
