package desk

import (
	"encoding/json"
	"fmt"
	"slices"

	"vigie/inbox"
)

// A person's own views are theirs alone, wherever they sign in from: they aren't in the log, and nobody else is shown them.

// viewsKey is under which they are remembered.
const viewsKey = "views"

// keptView is a view as it is kept.
type keptView struct {
	Name  string `json:"name"`
	Key   string `json:"key,omitempty"`
	Query string `json:"query"`
	Order string `json:"order,omitempty"`
	Brand string `json:"brand,omitempty"`
}

// Views are the person's own saved searches.
func (s *Seat) Views() (inbox.OwnViews, error) {
	value, _, err := s.Recall(viewsKey)
	if err != nil {
		return nil, err
	}
	views, _, err := s.readViews(value)
	return views, err
}

// KeepViews changes the person's own saved searches, at once for every session of theirs, and gives them as they are then. Where
// change refuses nothing is kept, nor where they ask for a letter that something of the console has.
func (s *Seat) KeepViews(change func(inbox.OwnViews) (inbox.OwnViews, error)) (views inbox.OwnViews, err error) {
	err = s.desk.store.Revise(s.name, viewsKey, func(value []byte) ([]byte, error) {
		before, unread, err := s.readViews(value)
		if err != nil {
			return nil, err
		}
		if views, err = change(before); err != nil {
			return nil, err
		}
		if err := s.mayShow(views, before); err != nil {
			return nil, err
		}
		for _, letter := range views.NewLetters(before) {
			if err := s.desk.opts.Letter(s.Team(), letter); err != nil {
				return nil, err
			}
		}
		kept := make([]keptView, 0, len(views)+len(unread))
		for _, v := range views {
			kept = append(kept, keptView{v.Name, v.Key, v.Query.String(), v.Order.String(), v.Brand})
		}
		return json.Marshal(append(kept, unread...))
	})
	if err != nil {
		return nil, err
	}
	s.desk.feed.publish(Notice{Views: true})
	return views, nil
}

// readViews reads what is kept. A search that is none any more isn't shown, and stays as it is for a version that knows it.
func (s *Seat) readViews(value []byte) (views inbox.OwnViews, unread []keptView, err error) {
	if value == nil {
		return nil, nil, nil
	}
	var kept []keptView
	if err := json.Unmarshal(value, &kept); err != nil {
		return nil, nil, fmt.Errorf("the views of %s can't be read: %w", s.name, err)
	}
	for _, k := range kept {
		q, err := inbox.ParseQuery(k.Query)
		order, known := inbox.ParseOrder(k.Order)
		if err != nil || !known && k.Order != "" {
			unread = append(unread, k)
			continue
		}
		views = append(views, inbox.View{Name: k.Name, Key: k.Key, Query: q, Order: order, Brand: k.Brand})
	}
	return views, unread, nil
}

// mayShow refuses views of brands that the person can't see, but for those that they had.
func (s *Seat) mayShow(views, before inbox.OwnViews) error {
	for _, v := range views {
		_, known := s.Team().Brand(v.Brand)
		had := slices.ContainsFunc(before, func(o inbox.View) bool { return o.Brand == v.Brand })
		if v.Brand != "" && !known && !had {
			return refuse(ErrUnknown, "the team file has no brand %q", inbox.CleanLine(v.Brand))
		}
	}
	return nil
}
