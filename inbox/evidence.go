package inbox

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"time"
)

// Evidence is what is kept of an item before a decision after which it may vanish: as it was shown, and the bytes that its
// addresses gave.
type Evidence struct {
	ID     uint64
	Number uint64 // the item
	At     time.Time
	By     string // who decided
	Verb   Verb   // what they decided
	Wanted bool   // some of its addresses are still to be fetched
	Files  []EvidenceFile
}

// EvidenceFile is one thing that is kept, or why it isn't.
type EvidenceFile struct {
	What   string // item, page (behind its link), or the kind of its media
	URL    Text   // "" of the item itself
	At     time.Time
	Status int    // of HTTP; 0 where nothing answered
	Type   string // as the bytes look, whatever was told
	Size   int64
	SHA256 string // in hexadecimal; "" where it isn't kept
	Why    Text   // why it isn't
	Body   []byte // the bytes, where they are on their way in or out
}

// Kept reports whether the file is there.
func (f EvidenceFile) Kept() bool { return f.SHA256 != "" }

// Keep makes the file one of these bytes.
func (f EvidenceFile) Keep(body []byte) EvidenceFile {
	f.Body, f.Size, f.SHA256 = body, int64(len(body)), Fingerprint(body)
	return f
}

// Fingerprint is the SHA-256 of some bytes, in hexadecimal.
func Fingerprint(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// MaxEvidence is how many addresses of an item are fetched.
const MaxEvidence = 12

// NewEvidence is the item as it is shown at that time, and the addresses that are still to be fetched. What is private has no
// page that we could fetch.
func NewEvidence(it Item, d Decision, by string, at time.Time) (Evidence, error) {
	shown, err := shownAs(it, at)
	if err != nil {
		return Evidence{}, Errorf("the evidence of item %d: %w", it.Number, err)
	}
	item := EvidenceFile{What: "item", At: at, Type: "application/json"}
	e := Evidence{Number: it.Number, At: at, By: by, Verb: d.Verb, Files: []EvidenceFile{item.Keep(shown)}}
	if !it.URL.Empty() && !it.Private {
		e.Files = append(e.Files, EvidenceFile{What: "page", URL: it.URL})
	}
	for _, m := range it.Media[:min(len(it.Media), MaxEvidence-1)] {
		if !m.URL.Empty() {
			e.Files = append(e.Files, EvidenceFile{What: m.Type, URL: m.URL})
		}
	}
	e.Wanted = len(e.Files) > 1
	return e, nil
}

// shownAs is the item as JSON: everything that its author and their platform show of it.
func shownAs(it Item, at time.Time) ([]byte, error) {
	type media struct {
		Type string `json:"type"`
		URL  string `json:"url"`
		Alt  string `json:"alt"`
	}
	shown := struct {
		ID         uint64    `json:"id"`
		At         time.Time `json:"at"`
		Channel    string    `json:"channel"`
		Remote     string    `json:"remote"`
		Link       string    `json:"link"`
		AuthorID   string    `json:"author_id"`
		Handle     string    `json:"handle"`
		Name       string    `json:"name"`
		Followers  int       `json:"followers"` // -1 where the platform doesn't tell
		Since      time.Time `json:"account_since,omitzero"`
		Bot        bool      `json:"bot"`
		Verified   bool      `json:"verified"`
		Posted     time.Time `json:"posted,omitzero"`
		Edited     time.Time `json:"edited,omitzero"`
		Arrived    time.Time `json:"arrived"`
		Visibility string    `json:"visibility"`
		Private    bool      `json:"private"`
		Title      string    `json:"title"`
		Text       string    `json:"text"`
		Digest     string    `json:"digest"` // of the source's bytes
		Media      []media   `json:"media"`
	}{
		it.Number, at, it.Channel, it.Remote, it.URL.String(), it.Author.ID, it.Author.Handle.String(), it.Author.Name.String(),
		it.Author.Followers, it.Author.Since, it.Author.Bot, it.Author.Verified, it.Posted, it.Edited, it.Arrived,
		it.Visibility.String(), it.Private, it.Title.String(), it.Text.String(), it.Digest, []media{},
	}
	for _, m := range it.Media {
		shown.Media = append(shown.Media, media{m.Type, m.URL.String(), m.Alt.String()})
	}
	return json.MarshalIndent(shown, "", "  ")
}

// Evidenced is the decision as the team wants it: with evidence where it hands the item to a department that wants some, or
// where it takes the item out of sight while some department does.
func (t Team) Evidenced(d Decision) Decision {
	switch d.Verb {
	case VerbEscalate, VerbMove:
		dept, _ := t.Department(d.To)
		d.Evidence = dept.Evidence
	case VerbHide, VerbDelete:
		d.Evidence = slices.ContainsFunc(t.Departments, func(d Department) bool { return d.Evidence })
	}
	return d
}

// Line tells the file in one line of the log.
func (f EvidenceFile) Line() string {
	words := f.What
	if !f.URL.Empty() {
		words += " " + f.URL.Line()
	}
	if !f.Kept() {
		return words + ": not kept: " + f.Why.Line()
	}
	return fmt.Sprintf("%s: sha256 %s, %d bytes, %s", words, f.SHA256, f.Size, f.Type)
}

// The lines of Line.
var (
	keptLine = regexp.MustCompile(`^(\S+)( \S+)?: sha256 ([0-9a-f]{64}), (\d+) bytes, (.+)$`)
	lostLine = regexp.MustCompile(`^(\S+)( \S+)?: not kept: (.*)$`)
)

// EvidenceSaying is a line of the log about a file of evidence, to be said in another language; false where it isn't one.
func EvidenceSaying(line string) (Saying, bool) {
	if w := keptLine.FindStringSubmatch(line); w != nil {
		return Say("%v%s: sha256 %s, %s bytes, %s", evidenceWord(w[1]), w[2], w[3], w[4], w[5]), true
	}
	if w := lostLine.FindStringSubmatch(line); w != nil {
		return Say("%v%s: not kept: %v", evidenceWord(w[1]), w[2], Phrase(w[3])), true
	}
	return Saying{}, false
}

func evidenceWord(what string) Phrase {
	switch what {
	case "item":
		return "the item"
	case "page":
		return "its page"
	}
	return Phrase(what)
}
