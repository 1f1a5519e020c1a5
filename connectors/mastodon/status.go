package mastodon

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/inbox"
)

// The names of what a post carries for acting on it later.
const (
	extraVisibility = "visibility" // public, unlisted, private or direct, as the server wrote it
	extraSpoiler    = "spoiler"    // its content warning, cleaned: our reply repeats it
	extraAcct       = "acct"       // how its author is mentioned, without "@"
	extraMentions   = "mentions"   // how the others that it mentions are mentioned, without us, separated by spaces
)

var (
	errNoID     error = inbox.Reason("it has no id")
	errNoAuthor error = inbox.Reason("it has no author")
	errNoDate   error = inbox.Reason("it has no date that can be read")
)

// unreadable is an element of a listing that can't be used. It names the post, as far as it has a name.
func unreadable(what string, raw json.RawMessage, err error) error {
	name := inbox.CleanLine(cmp.Or(nameOf(raw), "without id"))
	return inbox.Errorf("%s %s can't be read: %s", what, name, inbox.CleanLine(err.Error()))
}

// nameOf is the id of an element that may not be readable otherwise; "" where it isn't either.
func nameOf(raw json.RawMessage) string {
	var named struct {
		ID id `json:"id"`
	}
	_ = json.Unmarshal(raw, &named) // without a name then
	return string(named.ID)
}

// parseStatus reads a status, and proves what every post needs.
func parseStatus(raw json.RawMessage) (status, error) {
	var st status
	err := json.Unmarshal(raw, &st)
	switch {
	case err != nil:
	case st.ID == "":
		err = errNoID
	case st.Account.ID == "" && st.Account.Acct == "":
		err = errNoAuthor
	case date(st.CreatedAt).IsZero():
		err = errNoDate
	}
	if err != nil {
		return status{}, unreadable("the post", raw, err)
	}
	return st, nil
}

// date reads a time of the API; one that can't be read is zero.
func date(s string) time.Time {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || t.Year() < 1970 || t.Year() > 9999 {
		return time.Time{}
	}
	return t.UTC()
}

// post makes a post of a status. found says how it was found where it doesn't concern us by itself.
//
// A status tells what it answers, not where its thread begins: the thread of an answer is the post that it answers, until
// more is known (see thread in thread.go).
func (s server) post(st status, found inbox.Text) inbox.Post {
	text := st.text()
	p := inbox.Post{
		Remote:   string(st.ID),
		Thread:   string(st.ID),
		Kind:     s.kind(st),
		Author:   s.author(st.Account),
		Ours:     s.isUs(st.Account.ID),
		Text:     text,
		Lang:     language(st.Language),
		URL:      inbox.CleanLine(cmp.Or(st.URL, st.URI)),
		Posted:   date(st.CreatedAt),
		Edited:   date(st.EditedAt),
		Private:  !isPublic(st.Visibility),
		Liked:    st.Favourited,
		Digest:   st.digest(),
		Original: st.original(text),
		Extra: map[string]string{
			extraVisibility: inbox.CleanLine(st.Visibility).String(),
			extraSpoiler:    st.warning(),
			extraAcct:       mentionable(st.Account.Acct),
			extraMentions:   strings.Join(s.others(st), " "),
		},
	}
	if st.InReplyToID != "" && st.InReplyToID != st.ID {
		p.Parent, p.Thread = string(st.InReplyToID), string(st.InReplyToID)
	}
	if p.Kind == inbox.Match {
		p.Found = found
	}
	if !p.Private {
		p.Origin = inbox.Origin(cmp.Or(st.URI, st.URL))
	}
	for _, m := range st.Media {
		p.Media = append(p.Media, inbox.Media{
			Type: inbox.CleanLine(m.Type).String(), URL: inbox.CleanLine(cmp.Or(m.URL, m.RemoteURL)), Alt: inbox.Clean(m.Description),
		})
	}
	return p
}

// kind is what a status is to us. What neither answers nor names us was found.
func (s server) kind(st status) inbox.Kind {
	switch {
	case st.Visibility == "direct":
		return inbox.Message
	case s.isUs(st.Account.ID) && st.InReplyToID == "":
		return inbox.Comment // the top of what others comment
	case s.isUs(st.Account.ID), s.isUs(st.InReplyToAccountID):
		return inbox.Reply
	case s.mentioned(st):
		return inbox.Mention
	}
	return inbox.Match
}

func (s server) isUs(account id) bool { return account != "" && account == s.us }

func (s server) mentioned(st status) bool {
	return slices.ContainsFunc(st.Mentions, func(m mention) bool { return s.isUs(m.ID) })
}

// isPublic reports whether anybody may read a post of a visibility. Those we don't know (Pleroma's list, GoToSocial's
// mutuals_only) count as private: a reply is never wider than what it answers.
func isPublic(visibility string) bool { return visibility == "public" || visibility == "unlisted" }

// tag is the form of a language tag (BCP 47).
var tag = pattern(`^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,4}$`)

// language is a language tag, "" for what is none.
func language(s string) string {
	if !tag().MatchString(s) {
		return ""
	}
	return s
}

func (s server) author(a account) inbox.Author {
	handle := a.Acct
	if handle != "" && !strings.Contains(handle, "@") {
		handle += "@" + s.domain
	}
	author := inbox.Author{
		ID: string(a.ID), Handle: inbox.CleanLine(handle), Name: inbox.CleanLine(cmp.Or(a.DisplayName, a.Acct)),
		Followers: -1, Since: date(a.CreatedAt), Bot: a.Bot,
		Verified: slices.ContainsFunc(a.Fields, func(f field) bool { return f.VerifiedAt != "" }),
	}
	for _, f := range a.Fields {
		link, ok := inbox.NewLink(f.Name, inbox.FromHTML(f.Value).Line(), f.VerifiedAt != "")
		if ok && len(author.Links) < inbox.MaxLinks {
			author.Links = append(author.Links, link)
		}
	}
	if a.Followers != nil {
		author.Followers = int(*a.Followers)
	}
	return author
}

// acct is what may be written after "@" and be a mention: what a stranger calls themselves ends up in our reply.
var acct = pattern(`^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?(?:@[\p{L}\p{N}.-]+(?::\d+)?)?$`)

// mentionable is a handle that can be mentioned, "" where it can't.
func mentionable(handle string) string {
	if len(handle) > longestID || !acct().MatchString(handle) {
		return ""
	}
	return handle
}

// others are whom a status mentions besides us and its author.
func (s server) others(st status) []string {
	var list []string
	for _, m := range st.Mentions {
		handle := mentionable(m.Acct)
		if handle != "" && !s.isUs(m.ID) && m.ID != st.Account.ID && !slices.Contains(list, handle) {
			list = append(list, handle)
		}
	}
	return list
}

// text is what a person reads: the content warning is the first line.
func (st status) text() inbox.Text {
	text := inbox.FromHTML(st.Content)
	if warning := st.warning(); warning != "" {
		return inbox.Clean(strings.TrimSuffix("CW: "+warning+"\n"+text.String(), "\n"))
	}
	return text
}

func (st status) warning() string { return inbox.CleanLine(st.SpoilerText).String() }

// original is the status as it came, where cleaning took more from it than its markup.
func (st status) original(text inbox.Text) string {
	raw := html.UnescapeString(st.SpoilerText + st.Content)
	if inbox.Clean(raw).String() == raw {
		return ""
	}
	raw = strings.TrimPrefix(st.SpoilerText+"\n"+st.Content, "\n")
	raw = strings.ToValidUTF8(raw[:min(len(raw), inbox.MaxText)], "")
	if raw == text.String() {
		return ""
	}
	return raw
}

// digest changes with what the author may edit, and with nothing else: counters and addresses of files change by themselves.
func (st status) digest() string {
	h := sha256.New()
	write := func(s string) { fmt.Fprint(h, strconv.Itoa(len(s)), ":", s) }
	write(st.Content)
	write(st.SpoilerText)
	write(st.EditedAt)
	for _, m := range st.Media {
		write(string(m.ID))
		write(m.Description)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}
