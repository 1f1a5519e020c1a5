package inbox

import (
	"strings"
	"unicode/utf8"
)

// Manner is how a brand writes, and what its replies are looked over for before they leave.
type Manner struct {
	Never     []string // words and phrases that it doesn't use
	Address   string   // how it addresses people in French: AddressTu or AddressVous; "" = either
	Signature string   // what its replies end with; "" = none
	MaxLength int      // of a reply, as its platform counts; 0 = only the platform's own
	Names     []string // what it is called; empty = its name and title
}

// How a brand addresses people in French.
const (
	AddressTu   = "tu"
	AddressVous = "vous"
)

// Fault is what is wrong with a text that is to be sent. One that stops keeps it from leaving; the others are for its writer
// to judge.
type Fault struct {
	Saying
	Stops bool
	Words string // the first words of the text that it is about, as they stand there; "" where it is about none
}

// Draught is a text that is to leave in answer to an item, as it is looked over.
type Draught struct {
	On       Item
	Text     string
	Length   int // as the platform counts
	Channels map[string]Residence
}

// Proofread looks a text over that is to leave: what its brand doesn't say, and what is another brand's. What stops comes first.
func (t Team) Proofread(d Draught) []Fault {
	var faults []Fault
	if open := t.Unfilled(d.Text); open != "" {
		faults = append(faults, Fault{Say("fill in %s first, or take it out", open), true, open})
	}
	folded := Fold(d.Text)
	faults = append(faults, t.strangers(d, folded)...)
	brand, _ := t.Brand(d.On.Brand)
	return append(faults, brand.Manner.faults(d, folded)...)
}

// faults is what a brand itself has to say about a text.
func (m Manner) faults(d Draught, folded string) (faults []Fault) {
	for _, word := range m.Never {
		if _, found := wholeWords(folded, Fold(word)); found {
			faults = append(faults, Fault{Saying: Say("“%s” isn't a word of this brand", word), Words: word})
		}
	}
	if word := m.misaddressed(d.On.Lang, folded); word != "" {
		faults = append(faults, Fault{Saying: Say("this brand says “%s”, and “%s” is here", m.Address, word), Words: word})
	}
	if m.Signature != "" && !strings.HasSuffix(strings.TrimSpace(folded), Fold(strings.TrimSpace(m.Signature))) {
		faults = append(faults, Fault{Saying: Say("it doesn't end with the signature “%s”", CleanLine(m.Signature))})
	}
	if m.MaxLength > 0 && d.Length > m.MaxLength {
		faults = append(faults, Fault{Saying: Say("it is %d long, and this brand keeps to %d", d.Length, m.MaxLength)})
	}
	return faults
}

// The words by which each way to address people in French is known.
var (
	tuWords   = []string{"tu", "te", "toi", "ton", "ta", "tes", "tien", "tiens", "tienne", "tiennes", "t"}
	vousWords = []string{"vous", "votre", "vos", "votres"}
)

// misaddressed is a word that addresses people in the way that the brand doesn't; "" where there is none, or where the text
// isn't in French as far as is known.
func (m Manner) misaddressed(lang, folded string) string {
	wrong := map[string][]string{AddressTu: vousWords, AddressVous: tuWords}[m.Address]
	if lang != "" && !strings.HasPrefix(lang, "fr") {
		return ""
	}
	folded = strings.ReplaceAll(folded, "rendez-vous", "")
	for _, word := range wrong {
		at, found := wholeWords(folded, word)
		if found && (word != "t" || strings.HasPrefix(folded[at[0]+1:], "'")) {
			return word
		}
	}
	return ""
}

// Residence is where a channel is known to be at its platform.
type Residence struct {
	Account string // our handle there: @acme@social.example
	Site    string // the address of a site that is the brand's own
}

// brandMark is a sign by which a brand is known: a name, a signature, an account, a site.
type brandMark struct {
	brand string
	is    Phrase // what to say where it stands in a text of another brand, which isn't named: not everybody may know it
	words string
}

func (t Team) brandMarks(at map[string]Residence) (marks []brandMark) {
	add := func(brand string, is Phrase, words string) {
		if words = strings.TrimSpace(words); words != "" {
			marks = append(marks, brandMark{brand, is, words})
		}
	}
	for _, b := range t.Brands {
		names := b.Manner.Names
		if len(names) == 0 {
			names = []string{b.Name, b.Title}
		}
		for _, name := range names {
			add(b.Name, "“%s” is a name of another brand", name)
		}
		add(b.Name, "“%s” is the signature of another brand", b.Manner.Signature)
	}
	for _, c := range t.Channels {
		r := at[c.Name]
		if handle, isHandle := strings.CutPrefix(r.Account, "@"); isHandle {
			local, _, _ := strings.Cut(handle, "@")
			add(c.Brand, "“%s” is an account of another brand", "@"+local)
		}
		add(c.Brand, "“%s” is a site of another brand", hostOf(r.Site))
	}
	return marks
}

// hostOf is the host of an address, as people write it.
func hostOf(address string) string {
	host, _, _ := strings.Cut(cutScheme(address), "/")
	host, _, _ = strings.Cut(host, ":")
	return strings.TrimPrefix(strings.ToLower(host), "www.")
}

// strangers finds in a text what belongs to another brand than its own. What is also a sign of its own brand, stands within a
// longer one of it, or is the name of whom it answers, is none.
func (t Team) strangers(d Draught, folded string) (faults []Fault) {
	if len(t.Brands) < 2 {
		return nil
	}
	var own []string
	marks := t.brandMarks(d.Channels)
	for _, m := range marks {
		if m.brand == d.On.Brand {
			own = append(own, Fold(m.words))
		}
	}
	own = append(own, Fold(d.On.Author.Name.String()), Fold(d.On.Author.Handle.String()))
	told := map[string]bool{}
	for _, m := range marks {
		words := Fold(m.words)
		if m.brand == d.On.Brand || told[words] || !standsAlone(folded, words, own) {
			continue
		}
		told[words] = true
		faults = append(faults, Fault{Say(m.is, CleanLine(m.words)), true, m.words})
	}
	return faults
}

// standsAlone reports whether words stand in a folded text other than within one of some longer, or the same, words.
func standsAlone(folded, words string, within []string) bool {
	for _, longer := range within {
		if _, inside := wholeWords(longer, words); inside {
			folded = strings.ReplaceAll(folded, longer, strings.Repeat(" ", len(longer)))
		}
	}
	_, found := wholeWords(folded, words)
	return found
}

// wholeWords is where words stand in a text, both folded, with no letter or digit right before or after them.
func wholeWords(folded, words string) (at [2]int, found bool) {
	if words == "" {
		return at, false
	}
	for start := 0; ; {
		i := strings.Index(folded[start:], words)
		if i < 0 {
			return at, false
		}
		i += start
		end := i + len(words)
		before, _ := utf8.DecodeLastRuneInString(folded[:i])
		after, _ := utf8.DecodeRuneInString(folded[end:])
		first, _ := utf8.DecodeRuneInString(words)
		last, _ := utf8.DecodeLastRuneInString(words)
		if !runsOn(before, first) && !runsOn(last, after) {
			return [2]int{i, end}, true
		}
		_, size := utf8.DecodeRuneInString(folded[i:])
		start = i + size
	}
}

// runsOn reports whether two characters side by side are in one word.
func runsOn(a, b rune) bool {
	return classOf(a) == joined && (classOf(b) == joined || classOf(b) == mark)
}
