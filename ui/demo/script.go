package demo

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"vigie/connectors/emulator"
)

// texts is what everybody says, written by hand.
//
//go:embed texts
var texts embed.FS

// line is something that somebody says, and what may come of it.
type line struct {
	lang  string
	mark  string // ? question, ! complaint, + praise, * review, ~ off topic, $ spam, x insult
	label string // by which Settle finds it; "" for most
	age   time.Duration
	title string // of the article it stands under

	text, answer, then string
}

// spam reports whether no person wrote it.
func (l line) spam() bool { return l.mark == "$" }

// readLine reads a line of a script: lang mark [&label@age] text | our answer | what they say then.
func readLine(s string) (l line, err error) {
	var head string
	l.lang, s, _ = strings.Cut(s, " ")
	l.mark, s, _ = strings.Cut(s, " ")
	if len(l.lang) != 2 || len(l.mark) != 1 || !strings.Contains("?!+*~$x", l.mark) || s == "" {
		return l, errors.New("it begins neither with fr nor with en and a mark")
	}
	if rest, labelled := strings.CutPrefix(s, "&"); labelled {
		head, s, _ = strings.Cut(rest, " ")
		label, age, _ := strings.Cut(head, "@")
		l.label = label
		if l.age, err = time.ParseDuration(age); err != nil {
			return l, err
		}
	}
	parts := append(strings.Split(s, " | "), "", "")
	l.text, l.answer, l.then = strings.TrimSpace(parts[0]), parts[1], parts[2]
	return l, nil
}

// readScript reads the lines of a file of texts, in their order.
func readScript(name string) ([]line, error) {
	var lines []line
	title := ""
	err := readText(name, func(s string) error {
		if t, found := strings.CutPrefix(s, "= "); found {
			title = t
			return nil
		}
		l, err := readLine(s)
		if err != nil {
			return err
		}
		l.title = title
		lines = append(lines, l)
		return nil
	})
	return lines, err
}

// dispatch is an entry of a news feed.
type dispatch struct{ title, author, text string }

func readDispatches(name string) ([]dispatch, error) {
	var all []dispatch
	err := readText(name, func(s string) error {
		f := strings.Split(s, " :: ")
		if len(f) != 3 {
			return fmt.Errorf("%q is no dispatch", s)
		}
		all = append(all, dispatch{f[0], f[1], f[2]})
		return nil
	})
	return all, err
}

// cast is who talks, by language; "$" are those who sell.
type cast map[string][]emulator.Author

func readCast(name string) (cast, error) {
	people := cast{}
	err := readText(name, func(s string) error {
		f := strings.Split(s, " | ")
		if len(f) != 5 {
			return fmt.Errorf("%q is nobody", s)
		}
		followers, err := strconv.Atoi(f[3])
		if err != nil {
			return err
		}
		year, err := strconv.Atoi(f[4])
		if err != nil {
			return err
		}
		since := time.Date(year, time.Month(1+followers%9), 1+followers%28, 0, 0, 0, 0, time.UTC)
		people[f[0]] = append(people[f[0]], emulator.Author{Handle: f[2], Name: f[1], Followers: followers, Since: since})
		return nil
	})
	return people, err
}

// somebody is one of those who would say a line; some talk more than others.
func (c cast) somebody(rng *rand.Rand, l line) emulator.Author {
	among := c[l.lang]
	if l.spam() {
		among = c[l.mark]
	}
	u := rng.Float64()
	return among[int(u*(0.7+0.3*u)*float64(len(among)))]
}

// readText gives each line of a file that says something to take.
func readText(name string, take func(string) error) error {
	f, err := texts.Open("texts/" + name + ".txt")
	if err != nil {
		return fmt.Errorf("the demo's texts: %w", err)
	}
	defer f.Close()
	in := bufio.NewScanner(f)
	for n := 1; in.Scan(); n++ {
		s := strings.TrimSpace(in.Text())
		if s == "" || strings.HasPrefix(s, "#") {
			continue
		}
		if err := take(s); err != nil {
			return fmt.Errorf("the demo's texts: %s, line %d: %w", name, n, err)
		}
	}
	return in.Err()
}

// varied reports whether a line can be said more than once without being recognised.
func (l line) varied() bool { return strings.Contains(l.text, "{") }

// spoken is a line with one of each of its choices: {a/b/c} is one of them, {#} a number.
func (l line) spoken(rng *rand.Rand) line {
	l.text, l.answer, l.then = choose(rng, l.text), choose(rng, l.answer), choose(rng, l.then)
	return l
}

// choose fills in a text's choices.
func choose(rng *rand.Rand, s string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		var braced string
		braced, s, _ = strings.Cut(rest, "}")
		if braced == "#" {
			b.WriteString(strconv.Itoa(40000 + rng.IntN(9999)))
			continue
		}
		options := strings.Split(braced, "/")
		b.WriteString(options[rng.IntN(len(options))])
	}
}

// deck deals lines in a random order, each once, then begins again with those that are varied.
type deck struct {
	rng   *rand.Rand
	lines []line
	left  []line
}

func newDeck(rng *rand.Rand, lines []line) *deck {
	d := &deck{rng: rng, lines: lines}
	d.left = d.shuffled(lines)
	return d
}

func (d *deck) shuffled(lines []line) []line {
	mixed := make([]line, len(lines))
	for i, at := range d.rng.Perm(len(lines)) {
		mixed[i] = lines[at]
	}
	return mixed
}

func (d *deck) deal() line {
	if len(d.left) == 0 {
		var again []line
		for _, l := range d.lines {
			if l.varied() {
				again = append(again, l)
			}
		}
		d.left = d.shuffled(again)
	}
	l := d.left[0]
	d.left = d.left[1:]
	return l.spoken(d.rng)
}
