package mastodon

import (
	"cmp"
	"encoding/json"
	"html"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"vigie/connectors/emulator"
)

// account is somebody on our server or on another, with what our account decided about them.
type account struct {
	id, username, acct, name, url string
	followers                     int
	created                       time.Time
	bot                           bool
	statuses                      int       // how many there are
	lastPosted                    time.Time // zero = never

	following, blocking, muting, mutingNotifications bool
	muteEnds                                         time.Time // zero = never
}

// muted reports whether our mute of a still holds.
func (a *account) muted(now time.Time) bool {
	return a.muting && (a.muteEnds.IsZero() || now.Before(a.muteEnds))
}

// meet returns the account of a stranger, made or brought up to date.
func (s *Server) meet(who emulator.Author) *account {
	acct := s.acct(cmp.Or(who.Handle, "someone@elsewhere.example"))
	a := s.accounts[who.ID]
	if who.ID == "" {
		a = s.byAcct(acct)
	}
	if a == nil {
		a = &account{id: who.ID, created: s.now()}
		if a.id == "" {
			a.id = s.ids.ofOther(s.now())
		}
		s.accounts[a.id] = a
	}
	a.acct, a.name, a.followers, a.bot = acct, who.Name, who.Followers, who.Bot
	domain := s.opts.Domain
	a.username = acct
	if user, host, remote := strings.Cut(acct, "@"); remote {
		a.username, domain = user, host
	}
	a.url = "https://" + domain + "/@" + a.username
	if !who.Since.IsZero() {
		a.created = who.Since
	}
	return a
}

// acct is a handle as this server writes it: without "@" before, and without domain for its own accounts.
func (s *Server) acct(handle string) string {
	return strings.TrimSuffix(strings.TrimPrefix(handle, "@"), "@"+s.opts.Domain)
}

func (s *Server) byAcct(acct string) *account {
	acct = s.acct(acct)
	for _, a := range s.accounts {
		if strings.EqualFold(a.acct, acct) {
			return a
		}
	}
	return nil
}

type accountJSON struct {
	ID             string      `json:"id"`
	Username       string      `json:"username"`
	Acct           string      `json:"acct"`
	DisplayName    string      `json:"display_name"`
	Locked         bool        `json:"locked"`
	Bot            bool        `json:"bot"`
	Group          bool        `json:"group"`
	CreatedAt      string      `json:"created_at"`
	Note           string      `json:"note"`
	URL            string      `json:"url"`
	URI            string      `json:"uri"`
	Avatar         string      `json:"avatar"`
	FollowersCount int         `json:"followers_count"`
	FollowingCount int         `json:"following_count"`
	StatusesCount  int         `json:"statuses_count"`
	LastStatusAt   *string     `json:"last_status_at"`
	Emojis         []any       `json:"emojis"`
	Fields         []any       `json:"fields"`
	Roles          []any       `json:"roles,omitzero"`
	Source         *sourceJSON `json:"source,omitempty"`
}

type sourceJSON struct {
	Privacy             string `json:"privacy"`
	Sensitive           bool   `json:"sensitive"`
	Language            string `json:"language"`
	Note                string `json:"note"`
	Fields              []any  `json:"fields"`
	FollowRequestsCount int    `json:"follow_requests_count"`
}

// renderAccount renders a. The day an account was made is told without its hour.
func (s *Server) renderAccount(a *account) accountJSON {
	out := accountJSON{
		ID: a.id, Username: a.username, Acct: a.acct, DisplayName: a.name, Bot: a.bot,
		CreatedAt: timestamp(a.created.UTC().Truncate(24 * time.Hour)), Note: "<p>" + html.EscapeString(a.name) + "</p>",
		URL: a.url, URI: strings.Replace(a.url, "/@", "/users/", 1), Avatar: "https://" + s.opts.Domain + "/avatars/original/missing.png",
		FollowersCount: a.followers, StatusesCount: a.statuses, Emojis: []any{}, Fields: []any{},
	}
	if !strings.Contains(a.acct, "@") {
		out.Roles = []any{}
	}
	if !a.lastPosted.IsZero() {
		day := a.lastPosted.UTC().Format(time.DateOnly)
		out.LastStatusAt = &day
	}
	return out
}

// timestamp is how the API writes a time: UTC with milliseconds.
func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func (s *Server) verifyCredentials(*request) (any, error) {
	out := s.renderAccount(s.us)
	out.Source = &sourceJSON{Privacy: "public", Fields: []any{}}
	return out, nil
}

// verifyApp tells any token what its application may.
func (s *Server) verifyApp(r *request) (any, error) {
	if !r.authed {
		return nil, errToken
	}
	return object{"id": "1", "name": "Vigie", "website": nil, "scopes": s.opts.Scopes, "redirect_uris": []string{}}, nil
}

func (s *Server) lookup(r *request) (any, error) {
	a := s.byAcct(r.get("acct"))
	if a == nil {
		return nil, errNotFound
	}
	return s.renderAccount(a), nil
}

// account returns the account that the path names.
func (s *Server) account(r *request) (*account, error) {
	a := s.accounts[r.PathValue("id")]
	if a == nil {
		return nil, errNotFound
	}
	return a, nil
}

func (s *Server) getAccount(r *request) (any, error) {
	a, err := s.account(r)
	if err != nil {
		return nil, err
	}
	return s.renderAccount(a), nil
}

type relationshipJSON struct {
	ID                  string  `json:"id"`
	Following           bool    `json:"following"`
	FollowedBy          bool    `json:"followed_by"`
	Blocking            bool    `json:"blocking"`
	BlockedBy           bool    `json:"blocked_by"`
	Muting              bool    `json:"muting"`
	MutingNotifications bool    `json:"muting_notifications"`
	MutingExpiresAt     *string `json:"muting_expires_at"`
	Requested           bool    `json:"requested"`
	DomainBlocking      bool    `json:"domain_blocking"`
	Endorsed            bool    `json:"endorsed"`
	Note                string  `json:"note"`
}

func (s *Server) relationship(a *account) relationshipJSON {
	muting := a.muted(s.now())
	out := relationshipJSON{ID: a.id, Following: a.following, Blocking: a.blocking,
		Muting: muting, MutingNotifications: muting && a.mutingNotifications}
	if muting && !a.muteEnds.IsZero() {
		ends := timestamp(a.muteEnds)
		out.MutingExpiresAt = &ends
	}
	return out
}

// relationships leaves out ids that nobody has.
func (s *Server) relationships(r *request) (any, error) {
	out := []relationshipJSON{}
	for _, id := range r.list("id") {
		if a := s.accounts[id]; a != nil {
			out = append(out, s.relationship(a))
		}
	}
	return out, nil
}

// decide applies change to the account in the path, records action and answers the relationship.
func (s *Server) decide(r *request, action string, change func(*account)) (any, error) {
	a, err := s.account(r)
	if err != nil {
		return nil, err
	}
	change(a)
	s.Record(action, "", a.id, "")
	return s.relationship(a), nil
}

func (s *Server) mute(r *request) (any, error) {
	return s.decide(r, "mute", func(a *account) {
		a.muting, a.muteEnds = true, time.Time{}
		a.mutingNotifications = !r.params.Has("notifications") || r.flag("notifications")
		if seconds, _ := strconv.Atoi(r.get("duration")); seconds > 0 {
			a.muteEnds = s.now().Add(time.Duration(seconds) * time.Second)
		}
	})
}

func (s *Server) unmute(r *request) (any, error) {
	return s.decide(r, "unmute", func(a *account) { a.muting = false })
}

// block also clears what the account had notified us of, as AfterBlockService does.
func (s *Server) block(r *request) (any, error) {
	return s.decide(r, "block", func(a *account) {
		a.blocking, a.following = true, false
		s.notifications = slices.DeleteFunc(s.notifications, func(n *notification) bool { return n.account == a })
	})
}

func (s *Server) unblock(r *request) (any, error) {
	return s.decide(r, "unblock", func(a *account) { a.blocking = false })
}

type reportJSON struct {
	ID            string          `json:"id"`
	ActionTaken   bool            `json:"action_taken"`
	ActionTakenAt *string         `json:"action_taken_at"`
	Category      string          `json:"category"`
	Comment       string          `json:"comment"`
	Forwarded     bool            `json:"forwarded"`
	CreatedAt     string          `json:"created_at"`
	StatusIDs     []string        `json:"status_ids"`
	RuleIDs       []string        `json:"rule_ids"`
	TargetAccount json.RawMessage `json:"target_account"`
}

// maxComment is how long the comment of a report may be, in characters.
const maxComment = 1000

func (s *Server) report(r *request) (any, error) {
	a := s.accounts[r.get("account_id")]
	if a == nil {
		return nil, errNotFound
	}
	category := cmp.Or(r.get("category"), "other")
	if !slices.Contains([]string{"spam", "legal", "violation", "other"}, category) {
		return nil, &apiError{http.StatusUnprocessableEntity, "'" + category + "' is not a valid category"}
	}
	if len([]rune(r.get("comment"))) > maxComment {
		return nil, invalid("Comment is too long (maximum is %d characters)", maxComment)
	}
	ids := r.list("status_ids")
	for _, id := range ids {
		if st := s.statuses[id]; st == nil || st.account != a {
			return nil, errNotFound
		}
	}
	s.reports++
	id := strconv.Itoa(s.reports)
	target, err := json.Marshal(s.renderAccount(a))
	if err != nil {
		return nil, err
	}
	s.Record("report", id, strings.Join(append([]string{a.id}, ids...), " "), r.get("comment"))
	return reportJSON{ID: id, Category: category, Comment: r.get("comment"), Forwarded: r.flag("forward"),
		CreatedAt: timestamp(s.now()), StatusIDs: slices.Concat([]string{}, ids),
		RuleIDs: slices.Concat([]string{}, r.list("rule_ids")), TargetAccount: target}, nil
}
