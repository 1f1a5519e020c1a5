package connectors

import (
	"context"
	"errors"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"time"

	"vigie/inbox"
)

// Event is one server-sent event.
type Event struct {
	Name string // "message" where the platform gives none
	ID   string // the last id that the platform gave
	Data []byte // its data lines, joined by newlines
}

// Events is an open stream of server-sent events. It is read by one goroutine, and must be closed.
type Events struct {
	call   *call
	body   io.ReadCloser
	events *eventReader
	ctx    context.Context // of the connection: cancelling it is what wakes a read
	cancel context.CancelCauseFunc
}

// Stream opens a stream of server-sent events. It must begin within Options.Timeout, may then last for ever, and ends with
// ctx or Close. Its troubles are those of Do.
func (c *Client) Stream(ctx context.Context, path string, query url.Values, headers http.Header) (*Events, error) {
	r := &Request{Path: path, Query: query, Header: http.Header{"Accept": {"text/event-stream"}, "Cache-Control": {"no-cache"}}}
	maps.Copy(r.Header, headers)
	k := c.newCall(r)
	if err := c.admit(ctx, k); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	begun := time.AfterFunc(c.opts.Timeout, func() { cancel(late("no stream", c.opts.Timeout)) })
	defer begun.Stop()
	resp, err := k.send(ctx)
	if err != nil {
		cancel(nil)
		return nil, err
	}
	e := &Events{call: k, body: resp.Body, ctx: ctx, cancel: cancel}
	kind, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if resp.StatusCode == http.StatusOK && kind == "text/event-stream" {
		e.events = newEventReader(wakeful{resp.Body, c.opts.Idle, cancel})
		return e, nil
	}
	defer e.Close()
	if _, err := k.read(ctx, resp); err != nil {
		return nil, err
	}
	return nil, k.malformed(resp.StatusCode, errNoStream)
}

var (
	errNoStream error = inbox.Reason("the answer is no stream of events")
	errEnded          = &redacted{text: "the stream ended", raw: io.EOF}
	errClosed   error = inbox.Reason("the stream is closed")
)

// Next waits for an event. Comments count as a sign of life and are passed over. A stream that gave an error, the end of ctx
// included, is over; after the platform's own end the error matches io.EOF, after Options.Idle of silence
// context.DeadlineExceeded, and both are Temporary. An event of over 1 MiB is Malformed.
func (e *Events) Next(ctx context.Context) (Event, error) {
	defer context.AfterFunc(ctx, func() { e.cancel(context.Cause(ctx)) })()
	event, err := e.events.next()
	switch {
	case err == nil:
		return event, nil
	case errors.Is(err, errLarge):
		err = e.call.malformed(http.StatusOK, err)
	case errors.Is(err, io.EOF) && e.ctx.Err() == nil:
		err = e.call.trouble(Temporary, errEnded)
	default:
		err = e.call.unanswered(e.ctx, err)
	}
	e.Close()
	return Event{}, err
}

// Close ends the stream. It may be called more than once, and while Next waits.
func (e *Events) Close() error {
	e.cancel(errClosed)
	return e.body.Close()
}

// wakeful cuts a connection after too long a silence. Time counts only while somebody reads.
type wakeful struct {
	from io.Reader
	idle time.Duration
	cut  context.CancelCauseFunc
}

func (w wakeful) Read(p []byte) (int, error) {
	silence := time.AfterFunc(w.idle, func() { w.cut(late("nothing came", w.idle)) })
	defer silence.Stop()
	return w.from.Read(p)
}
