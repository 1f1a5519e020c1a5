package inbox

import (
	"net/url"
	"strings"
	"time"
)

// maxOrigin bounds an address that names a post, in bytes.
const maxOrigin = 512

// Origin is the name of a public post wherever it is met, made from an address that a platform gives for it; "" where the
// address names no post. Two forms of one address give one name: http and https, the case of the host, a last slash, what
// campaigns add, and the two addresses that Mastodon and GoToSocial have for a post. What stands after # stays: it is what
// tells the comments of one page apart.
func Origin(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Hostname() == "" {
		return ""
	}
	host := strings.ToLower(u.Host)
	if port := u.Port(); port == "443" || port == "80" {
		host = strings.ToLower(u.Hostname())
	}
	path := fediversePath(strings.TrimRight(u.EscapedPath(), "/"))
	rest := path + questionOf(u) + fragmentOf(u)
	if rest == "" || len(host)+len(rest) > maxOrigin {
		return "" // a whole site is no post
	}
	return CleanLine(host + rest).String()
}

// fediversePath turns /@name/ID and /@name/statuses/ID, which people read, into /users/name/statuses/ID, which servers do.
func fediversePath(path string) string {
	name, rest, found := strings.Cut(strings.TrimPrefix(path, "/@"), "/")
	if !found || !strings.HasPrefix(path, "/@") || name == "" || strings.Contains(name, "@") {
		return path
	}
	id := strings.TrimPrefix(rest, "statuses/")
	if id == "" || strings.Contains(id, "/") {
		return path
	}
	return "/users/" + name + "/statuses/" + id
}

func questionOf(u *url.URL) string {
	q := u.Query()
	for key := range q {
		if strings.HasPrefix(key, "utm_") {
			q.Del(key)
		}
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

func fragmentOf(u *url.URL) string {
	if u.Fragment == "" {
		return ""
	}
	return "#" + u.EscapedFragment()
}

// Same reports whether two items are one public post that two channels of a brand met.
func (it Item) Same(other Item) bool {
	return it.Origin != "" && it.Origin == other.Origin && it.Brand == other.Brand && it.Channel != other.Channel &&
		!it.Private && !other.Private
}

// AnsweredThere is the triage of an item of which the same post was answered on another channel.
func (it Item) AnsweredThere(by string, at time.Time) Triage {
	t := it.AnsweredElsewhere(at)
	if t.Status != it.Status {
		t.AnsweredBy = by
	}
	return t
}
