package connectors

import (
	"bufio"
	"bytes"
	"cmp"
	"io"
)

const longestEvent = 1 << 20 // bytes of an event's lines, or of a comment

// eventReader reads the format of server-sent events (WHATWG HTML, "Parsing an event stream").
type eventReader struct {
	from   *bufio.Reader
	line   []byte // the current one, reused
	begun  bool
	halved bool // the last line ended in CR: a LF that follows belongs to it
	id     string
}

func newEventReader(r io.Reader) *eventReader { return &eventReader{from: bufio.NewReader(r)} }

// next gives the next event that holds data. One that isn't closed by an empty line when the stream ends is dropped.
func (r *eventReader) next() (Event, error) {
	event, size, filled := Event{Name: "message"}, 0, false
	for {
		if err := r.readLine(); err != nil {
			return Event{}, err
		}
		if len(r.line) == 0 {
			if filled {
				event.ID = r.id
				return event, nil
			}
			event, size = Event{Name: "message"}, 0
			continue
		}
		field, value, _ := bytes.Cut(r.line, []byte(":"))
		if len(field) == 0 {
			continue // a comment
		}
		if size += len(r.line); size > longestEvent {
			return Event{}, errLarge
		}
		value = bytes.TrimPrefix(value, []byte(" "))
		switch string(field) {
		case "event":
			event.Name = cmp.Or(string(value), "message")
		case "data":
			if filled {
				event.Data = append(event.Data, '\n')
			}
			event.Data, filled = append(event.Data, value...), true
		case "id":
			if !bytes.ContainsRune(value, 0) {
				r.id = string(value)
			}
		}
	}
}

// readLine reads a line that ends in LF, CR or both into r.line.
func (r *eventReader) readLine() error {
	r.line = r.line[:0]
	for {
		c, err := r.from.ReadByte()
		if err != nil {
			return err
		}
		halved := r.halved
		r.halved = c == '\r'
		switch {
		case c == '\n' && halved:
			continue
		case c == '\n', c == '\r':
			if !r.begun {
				r.begun, r.line = true, bytes.TrimPrefix(r.line, []byte("\ufeff"))
			}
			return nil
		case len(r.line) == longestEvent:
			return errLarge
		}
		r.line = append(r.line, c)
	}
}
