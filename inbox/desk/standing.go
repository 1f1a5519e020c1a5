package desk

import (
	"context"
	"time"

	"vigie/connectors"
	"vigie/inbox"
)

// standingFor is how long what a platform said of an author is believed.
const standingFor = 30 * time.Second

// stood is what a platform said of an author.
type stood struct {
	inbox.Standing
	at time.Time
}

// Standing asks the platform how our account stands to the author of an item; the error wraps ErrCannot where it doesn't tell.
// What was asked within half a minute is told again.
func (s *Seat) Standing(ctx context.Context, number uint64) (inbox.Standing, error) {
	row, err := s.row(number)
	if err != nil {
		return inbox.Standing{}, err
	}
	c, ok := s.desk.channel(row.Channel)
	if !ok {
		return inbox.Standing{}, refuse(ErrCannot, "the team file has no channel %s", row.Channel)
	}
	asked, ok := c.conn.(connectors.Acquaintance)
	if !ok || c.now().State != Connected {
		return inbox.Standing{}, refuse(ErrCannot, "the channel %s doesn't tell how we stand to somebody", row.Channel)
	}
	var told inbox.Standing
	err = c.call(ctx, func(ctx context.Context) (err error) {
		author := row.Author.Key()
		if known, ok := c.standing[author]; ok && s.Now().Sub(known.at) < standingFor {
			told = known.Standing
			return nil
		}
		if told, err = asked.Standing(ctx, row.Post); err != nil {
			return err
		}
		c.believe(author, stood{told, s.Now()})
		return nil
	})
	return told, err
}

// believe keeps what a platform said, and forgets what is too old. It is for the channel's turn.
func (c *channel) believe(author string, said stood) {
	for key, known := range c.standing {
		if said.at.Sub(known.at) >= standingFor {
			delete(c.standing, key)
		}
	}
	c.standing[author] = said
}
