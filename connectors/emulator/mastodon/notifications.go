package mastodon

import (
	"encoding/json"
	"slices"
	"time"
)

// Page lengths of notifications: unless told, and at most.
const (
	notificationsPage = 40
	notificationsMost = 80
)

// notification tells our account of something.
type notification struct {
	id       string
	kind     string
	account  *account
	status   *status // nil where there is none
	created  time.Time
	filtered bool // held back by the account's policy
	verbatim json.RawMessage
}

type notificationJSON struct {
	ID        string `json:"id"`
	Type      string `json:"type"`
	GroupKey  string `json:"group_key"`
	CreatedAt string `json:"created_at"`
	Account   any    `json:"account"`
	Status    any    `json:"status,omitempty"`
}

func (s *Server) renderNotification(n *notification) any {
	if n.verbatim != nil {
		return n.verbatim
	}
	out := notificationJSON{ID: n.id, Type: n.kind, GroupKey: "ungrouped-" + n.id, CreatedAt: timestamp(n.created)}
	if n.account != nil {
		out.Account = s.renderAccount(n.account)
	}
	if n.status != nil {
		out.Status = s.render(n.status, true)
	}
	return out
}

// notify adds a notification and streams it, unless it is held back or comes from somebody we don't want to hear.
func (s *Server) notify(n *notification) {
	if a := n.account; a != nil && (a.blocking || a.muted(s.now()) && a.mutingNotifications) {
		return
	}
	if n.status != nil && n.status.root.muted {
		return
	}
	n.id, n.created = s.ids.ofOther(s.now()), s.now()
	s.notifications = append(s.notifications, n)
	if !n.filtered {
		s.streams.send("notification", s.renderNotification(n), func(sub *subscriber) bool { return sub.notifications })
	}
}

// notifyMention tells us of a status that mentions us. One that only answers us says nothing: replies don't notify.
func (s *Server) notifyMention(st *status, filtered bool) {
	if st.account != s.us && slices.Contains(st.prose.mentions, s.us) && !st.notified {
		st.notified = true
		s.notify(&notification{kind: "mention", account: st.account, status: st, filtered: filtered})
	}
}

func notificationID(n *notification) string { return n.id }

func (s *Server) listNotifications(r *request) (any, error) {
	types, not := r.list("types"), r.list("exclude_types")
	var in []*notification
	for _, n := range s.notifications {
		if len(types) > 0 && !slices.Contains(types, n.kind) || slices.Contains(not, n.kind) ||
			n.filtered && !r.flag("include_filtered") ||
			r.get("account_id") != "" && (n.account == nil || n.account.id != r.get("account_id")) {
			continue
		}
		in = append(in, n)
	}
	in = page(in, notificationID, r, r.limit(notificationsPage, notificationsMost, s.opts.MaxPage))
	link(r, in, notificationID)
	out := []any{}
	for _, n := range in {
		out = append(out, s.renderNotification(n))
	}
	return out, nil
}

// position finds the notification in the path.
func (s *Server) position(r *request) (int, error) {
	i := slices.IndexFunc(s.notifications, func(n *notification) bool { return n.id == r.PathValue("id") })
	if i < 0 {
		return 0, errNotFound
	}
	return i, nil
}

func (s *Server) getNotification(r *request) (any, error) {
	i, err := s.position(r)
	if err != nil {
		return nil, err
	}
	return s.renderNotification(s.notifications[i]), nil
}

func (s *Server) dismiss(r *request) (any, error) {
	i, err := s.position(r)
	if err != nil {
		return nil, err
	}
	s.notifications = slices.Delete(s.notifications, i, i+1)
	return struct{}{}, nil
}
