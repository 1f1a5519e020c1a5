// Package mastodon emulates the Mastodon client API of one server, in memory, as the owner of one account sees it:
// its paging, limits, errors and traps, and those of GoToSocial, which speaks the same API differently.
//
// Its traps, each told by a test: an answer to us that doesn't mention us notifies nobody; since_id skips the middle
// where min_id walks; the edit of a stranger's mention is streamed to nobody, and nothing is streamed again after a
// break; a batch of statuses takes 20 ids and leaves out what is gone; the reset of a rate limit is a date, requests
// with a cursor have a limit of their own; a key keeps a post from being made twice for an hour, and on GoToSocial not at all.
//
// Sources: docs.joinmastodon.org, the Mastodon source (controllers, Paginable, rack_attack, streaming/index.js) and
// docs.gotosocial.org. What the emulator leaves out answers 404, as an older server would.
package mastodon

import (
	"cmp"
	"net/http"
	"strings"
	"sync"
	"time"

	"vigie/connectors/emulator"
)

// Flavours of server.
const (
	Mastodon   = "mastodon"
	GoToSocial = "gotosocial"
)

// Options say which server is emulated. The zero value is a Mastodon 4.5 with usual limits.
type Options struct {
	Flavour string // Mastodon unless told
	Domain  string // of the server, "city.example" unless told
	Handle  string // of our account, without domain, "townhall" unless told
	Name    string // display name of our account, its handle unless told

	Token  string   // the access token that is accepted, "token" unless told
	Scopes []string // of the token; nil = read and write

	MaxCharacters int           // of a status, 500 unless told
	MaxPage       int           // the longest page any listing gives; 0 = as the endpoint's own limit
	Limits        []Limit       // rate limits; nil = those of the flavour, empty = none
	NoSearch      bool          // no full-text index: searching statuses finds nothing
	Heartbeat     time.Duration // of streams, 15 s unless told

	Now func() time.Time // time.Now unless told
}

// Server is the emulated server.
type Server struct {
	*emulator.Faults
	emulator.Effects

	opts    Options
	now     func() time.Time
	limiter *limiter
	streams streams

	mu            sync.Mutex // guards all below
	ids           ids
	accounts      map[string]*account // by id
	statuses      map[string]*status  // by id
	timeline      []*status           // every status, oldest first
	notifications []*notification     // oldest first
	idempotent    map[string]answered // by Idempotency-Key
	reports       int
	us            *account
}

var _ emulator.Platform = (*Server)(nil)

// New returns a server where nothing was said yet.
func New(o Options) *Server {
	o.Flavour = cmp.Or(o.Flavour, Mastodon)
	o.Domain = cmp.Or(o.Domain, "city.example")
	o.Handle = cmp.Or(o.Handle, "townhall")
	o.Name = cmp.Or(o.Name, o.Handle)
	o.Token = cmp.Or(o.Token, "token")
	o.MaxCharacters = cmp.Or(o.MaxCharacters, 500)
	o.Heartbeat = cmp.Or(o.Heartbeat, 15*time.Second)
	if o.Scopes == nil {
		o.Scopes = []string{"read", "write"}
	}
	if o.Limits == nil {
		o.Limits = defaultLimits(o.Flavour)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &Server{
		Effects:    emulator.Effects{Now: o.Now},
		opts:       o,
		now:        o.Now,
		limiter:    newLimiter(o.Flavour, o.Limits, o.Now),
		ids:        ids{ulid: o.Flavour == GoToSocial},
		accounts:   map[string]*account{},
		statuses:   map[string]*status{},
		idempotent: map[string]answered{},
	}
	s.us = s.meet(emulator.Author{Handle: o.Handle, Name: o.Name, Followers: 1200, Since: o.Now().AddDate(-3, 0, 0)})
	s.Faults = emulator.NewFaults(s.doorman(s.limiter.wrap(s.routes())))
	return s
}

// Close ends every stream and every handler that hangs. It may be called more than once.
func (s *Server) Close() {
	s.Faults.Close()
	s.DropStreams()
}

// doorman refuses clients for their User-Agent, as GoToSocial does: nobody without one (418), and, by the header
// filter that many operators set, no client that kept the default of Go's library (403).
func (s *Server) doorman(next http.Handler) http.Handler {
	if s.opts.Flavour != GoToSocial {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch agent := r.UserAgent(); {
		case agent == "":
			writeError(w, &apiError{http.StatusTeapot, "I'm a teapot: no user-agent sent with request"})
		case strings.HasPrefix(agent, "Go-http-client/"):
			writeError(w, &apiError{http.StatusForbidden, "Forbidden"})
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// routes is the whole API. A scope that ends in "?" is asked for only where a token is shown.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	route := func(pattern, scope string, h handler) { mux.Handle(pattern, s.handle(scope, h)) }

	route("GET /api/v1/instance", "", s.instanceV1)
	route("GET /api/v2/instance", "", s.instanceV2)

	route("GET /api/v1/accounts/verify_credentials", "read:accounts", s.verifyCredentials)
	route("GET /api/v1/accounts/lookup", "read:accounts?", s.lookup)
	route("GET /api/v1/accounts/relationships", "read:follows", s.relationships)
	route("GET /api/v1/accounts/{id}", "read:accounts?", s.getAccount)
	route("GET /api/v1/accounts/{id}/statuses", "read:statuses?", s.accountStatuses)
	route("POST /api/v1/accounts/{id}/mute", "write:mutes", s.mute)
	route("POST /api/v1/accounts/{id}/unmute", "write:mutes", s.unmute)
	route("POST /api/v1/accounts/{id}/block", "write:blocks", s.block)
	route("POST /api/v1/accounts/{id}/unblock", "write:blocks", s.unblock)
	route("POST /api/v1/reports", "write:reports", s.report)

	route("GET /api/v1/notifications", "read:notifications", s.listNotifications)
	route("GET /api/v1/notifications/{id}", "read:notifications", s.getNotification)
	route("POST /api/v1/notifications/{id}/dismiss", "write:notifications", s.dismiss)

	route("GET /api/v1/timelines/tag/{tag}", "read:statuses?", s.tagTimeline)
	route("GET /api/v2/search", "read:search", s.search)

	route("POST /api/v1/statuses", "write:statuses", s.postStatus)
	route("GET /api/v1/statuses/{id}", "read:statuses?", s.getStatus)
	route("PUT /api/v1/statuses/{id}", "write:statuses", s.putStatus)
	route("DELETE /api/v1/statuses/{id}", "write:statuses", s.deleteStatus)
	route("GET /api/v1/statuses/{id}/context", "read:statuses?", s.context)
	route("POST /api/v1/statuses/{id}/favourite", "write:favourites", s.favourite)
	route("POST /api/v1/statuses/{id}/unfavourite", "write:favourites", s.unfavourite)
	route("POST /api/v1/statuses/{id}/mute", "write:mutes", s.muteThread)
	route("POST /api/v1/statuses/{id}/unmute", "write:mutes", s.unmuteThread)

	if s.opts.Flavour == Mastodon {
		route("GET /api/v1/apps/verify_credentials", "", s.verifyApp)
		route("GET /api/v1/statuses", "read:statuses?", s.batch)
		route("GET /api/v1/statuses/{id}/history", "read:statuses?", s.history)
		mux.HandleFunc("GET /api/v1/streaming/health", s.streamHealth)
		mux.HandleFunc("GET /api/v1/streaming/{stream...}", s.stream)
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { writeError(w, errNotFound) })
	return mux
}
