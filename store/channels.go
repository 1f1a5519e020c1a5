package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"vigie/inbox"
)

// ErrNoChannel says that no channel of that name was ever read.
var ErrNoChannel = errors.New("nothing was read from such a channel yet: `vigie channel list` lists them")

// The fields of a channel; its number is the key, its name is among the names.
const (
	channelBrand     = 2
	channelCursor    = 3
	channelFirst     = 4
	channelFollowers = 5 // nested: 1 day, 2 followers; repeated
	channelAccount   = 6
)

func channelKey(number uint32) []byte { return binary.BigEndian.AppendUint32(nil, number) }

// channel is the number of a channel that brings something, with its brand noted.
func (t *txn) channel(name, brand string) (uint32, error) {
	if t.brandOf[name] == brand && brand != "" {
		return t.names.number(channelName, name), nil
	}
	number, err := t.intern(channelName, name)
	if err != nil {
		return 0, err
	}
	if _, err := t.intern(brandName, brand); err != nil {
		return 0, err
	}
	rec, err := t.channelRecord(number)
	if err != nil {
		return number, err
	}
	t.brandOf[name] = brand
	if rec.Brand == brand {
		return number, nil
	}
	rec.Brand = brand
	return number, t.putChannel(rec)
}

func (v *view) channelRecord(number uint32) (inbox.ChannelRecord, error) {
	rec := inbox.ChannelRecord{Number: number, Name: v.names.name(channelName, number)}
	f := fieldsOf(v.bucket(bucketChannels).Get(channelKey(number)))
	for f.next() {
		switch f.number {
		case channelBrand:
			rec.Brand = f.s
		case channelCursor:
			rec.Cursor = f.s
		case channelFirst:
			rec.First = f.time()
		case channelAccount:
			rec.Account = f.line().String()
		case channelFollowers:
			rec.Followers = append(rec.Followers, readFollowers(f.s))
		}
	}
	return rec, f.err
}

func readFollowers(s string) (n inbox.FollowerCount) {
	for f := fieldsIn(s); f.next(); {
		switch f.number {
		case 1:
			n.Day = f.time()
		case 2:
			n.Followers = int(f.u)
		}
	}
	return n
}

func (t *txn) putChannel(rec inbox.ChannelRecord) error {
	var e encoder
	e.string(channelBrand, rec.Brand)
	e.string(channelCursor, rec.Cursor)
	e.time(channelFirst, rec.First)
	e.string(channelAccount, rec.Account)
	for _, n := range rec.Followers {
		e.nested(channelFollowers, func(e *encoder) { e.time(1, n.Day); e.uint(2, uint64(n.Followers)) })
	}
	return t.bucket(bucketChannels).Put(channelKey(rec.Number), e.b)
}

// changeChannel changes what is kept of a channel.
func (t *txn) changeChannel(name string, change func(*inbox.ChannelRecord)) error {
	number, err := t.intern(channelName, name)
	if err != nil {
		return err
	}
	rec, err := t.channelRecord(number)
	if err != nil {
		return err
	}
	change(&rec)
	return t.putChannel(rec)
}

func (t *txn) polled(c inbox.Change, e inbox.Polled) (inbox.Applied, error) {
	return inbox.Applied{}, t.changeChannel(e.Channel, func(rec *inbox.ChannelRecord) {
		rec.Cursor = e.Cursor
		if rec.First.IsZero() {
			rec.First = c.At
		}
	})
}

// measured keeps one count a day, the day's last, and whose account it is.
func (t *txn) measured(c inbox.Change, e inbox.Measured) (inbox.Applied, error) {
	day := c.At.Truncate(24 * time.Hour)
	return inbox.Applied{}, t.changeChannel(e.Channel, func(rec *inbox.ChannelRecord) {
		rec.Account = e.Account
		n := inbox.FollowerCount{Day: day, Followers: max(0, e.Followers)}
		if last := len(rec.Followers) - 1; last >= 0 && rec.Followers[last].Day.Equal(day) {
			rec.Followers[last] = n
		} else {
			rec.Followers = append(rec.Followers, n)
		}
	})
}

func (t *txn) renamed(e inbox.Renamed) (inbox.Applied, error) {
	number := t.names.number(channelName, e.From)
	switch {
	case number == 0:
		return inbox.Applied{}, refuse(fmt.Errorf("channel %q: %w", e.From, ErrNoChannel))
	case e.To == e.From:
		return inbox.Applied{Nothing: true}, nil
	case e.To == "" || t.names.number(channelName, e.To) != 0:
		return inbox.Applied{}, refuse(fmt.Errorf("channel %q can't be called %q: the name is taken: %w", e.From, e.To, inbox.ErrNotNow))
	}
	clear(t.brandOf)
	return inbox.Applied{}, t.rename(channelName, number, e.To)
}

// Channel is what the store keeps of a channel; no more than the name where nothing was read from it yet.
func (s *Store) Channel(name string) (rec inbox.ChannelRecord, err error) {
	err = s.read(func(v *view) error {
		number := v.names.number(channelName, name)
		if number == 0 {
			rec.Name = name
			return nil
		}
		rec, err = v.channelRecord(number)
		return err
	})
	return rec, err
}

// Channels is what the store keeps of every channel that it ever read, in the order it met them.
func (s *Store) Channels() (list []inbox.ChannelRecord, err error) {
	err = s.read(func(v *view) error {
		for i := range v.names.byNumber[channelName] {
			rec, err := v.channelRecord(uint32(i + 1))
			if err != nil {
				return err
			}
			list = append(list, rec)
		}
		return nil
	})
	return list, err
}

// Vocabulary are the words that the items of some brands (nil: all) carry, the most used first: to complete what is typed.
func (s *Store) Vocabulary(brands []string) (tags, people, channels []string) {
	err := s.read(func(v *view) error {
		tags = v.inUse(brands, byTag, tagName)
		people = v.inUse(brands, byAssignee, personName)
		channels = v.inUse(brands, byChannel, channelName)
		return nil
	})
	if err != nil {
		return nil, nil, nil
	}
	return tags, people, channels
}
