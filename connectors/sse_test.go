package connectors

import (
	"bytes"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
)

// readAll reads events until the stream's end.
func readAll(r io.Reader) ([]Event, error) {
	var events []Event
	for from := newEventReader(r); ; {
		event, err := from.next()
		if err != nil {
			return events, err
		}
		events = append(events, event)
	}
}

func event(name, id, data string) Event { return Event{Name: name, ID: id, Data: []byte(data)} }

func TestEventsAreRead(t *testing.T) {
	for name, test := range map[string]struct {
		stream string
		want   []Event
	}{
		"a notification":            {":thump\n\nevent: notification\ndata: {\"id\":\"1\"}\n\n", []Event{event("notification", "", `{"id":"1"}`)}},
		"no name":                   {"data: a\n\n", []Event{event("message", "", "a")}},
		"an empty name":             {"event\ndata: a\n\n", []Event{event("message", "", "a")}},
		"several lines":             {"data: a\ndata:b\ndata:  c\ndata\n\n", []Event{event("message", "", "a\nb\n c\n")}},
		"an empty data line":        {"data:\n\n", []Event{{Name: "message"}}},
		"no data":                   {"event: x\n\ndata: a\n\n", []Event{event("message", "", "a")}},
		"CR, LF and both":           {"data: a\r\rdata: b\r\n\r\ndata: c\n\ndata: d\r\n\n", []Event{event("message", "", "a"), event("message", "", "b"), event("message", "", "c"), event("message", "", "d")}},
		"the last id stays":         {"id: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", []Event{event("message", "7", "a"), event("message", "7", "b"), event("message", "", "c")}},
		"an id with NUL is nothing": {"id: 7\x00\ndata: a\n\n", []Event{event("message", "", "a")}},
		"a byte order mark":         {"\ufeffdata: a\n\n", []Event{event("message", "", "a")}},
		"comments between":          {"data: a\n: b\n:\ndata: c\n\n", []Event{event("message", "", "a\nc")}},
		"unknown fields":            {"retry: 10\nDATA: x\nfoo\n data: y\ndata: a\n\n", []Event{event("message", "", "a")}},
		"an event that isn't over":  {"data: a\n\ndata: b\n", []Event{event("message", "", "a")}},
		"nothing":                   {"", nil},
	} {
		for pieces, r := range map[string]io.Reader{"whole": strings.NewReader(test.stream), "byte by byte": iotest.OneByteReader(strings.NewReader(test.stream))} {
			got, err := readAll(r)
			if !errors.Is(err, io.EOF) || !reflect.DeepEqual(got, test.want) {
				t.Errorf("%s, %s: got %q, %v; want %q", name, pieces, got, err, test.want)
			}
		}
	}
}

func TestAnEventHasABound(t *testing.T) {
	line := "data: " + strings.Repeat("x", 1000) + "\n"
	for name, test := range map[string]struct {
		stream string
		events int
		want   error
	}{
		"a long event":                {strings.Repeat(line, 1000) + "\n", 1, io.EOF},
		"too long an event":           {strings.Repeat(line, 1100) + "\n", 0, errLarge},
		"too long a line":             {"data: " + strings.Repeat("x", longestEvent), 0, errLarge},
		"too long a comment":          {":" + strings.Repeat("x", longestEvent), 0, errLarge},
		"many comments":               {strings.Repeat(":thump\n", longestEvent/4), 0, io.EOF},
		"many events without data":    {strings.Repeat("event: x\n\n", longestEvent/8), 0, io.EOF},
		"many long events":            {strings.Repeat(strings.Repeat(line, 600)+"\n", 3), 3, io.EOF},
		"names without an empty line": {strings.Repeat("event: x\n", longestEvent/4), 0, errLarge},
	} {
		got, err := readAll(strings.NewReader(test.stream))
		if !errors.Is(err, test.want) || len(got) != test.events {
			t.Errorf("%s: got %d events and %v", name, len(got), err)
		}
	}
}

func FuzzEventStream(f *testing.F) {
	f.Add([]byte(":thump\n\nevent: update\r\ndata: {}\rdata: x\nid: 1\n\n"))
	f.Add([]byte("\ufeffdata:\n\ndata\r\r\n"))
	f.Fuzz(func(t *testing.T, stream []byte) {
		whole, err := readAll(bytes.NewReader(stream))
		pieces, err2 := readAll(iotest.OneByteReader(bytes.NewReader(stream)))
		if !reflect.DeepEqual(whole, pieces) || !errors.Is(err, err2) {
			t.Fatalf("whole %q, %v; in pieces %q, %v", whole, err, pieces, err2)
		}
		var written bytes.Buffer
		for _, e := range whole {
			if len(e.Data) > longestEvent || strings.ContainsAny(e.Name+e.ID, "\r\n") || bytes.ContainsRune(e.Data, '\r') {
				t.Fatalf("an event that can't be: %q", e)
			}
			written.WriteString("event: " + e.Name + "\nid: " + e.ID + "\ndata: " + strings.ReplaceAll(string(e.Data), "\n", "\ndata: ") + "\n\n")
		}
		if again, _ := readAll(&written); !reflect.DeepEqual(again, whole) {
			t.Fatalf("wrote %q, read %q", whole, again)
		}
	})
}
