package store

import (
	"fmt"
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"vigie/inbox"
)

// Values are written in the wire format of protocol buffers, by hand. Field numbers are for ever: one that is no longer
// used is never given again. An empty field isn't written, and a field that this version doesn't know is passed over.

// encoder appends fields to a value.
type encoder struct{ b []byte }

func (e *encoder) uint(field protowire.Number, v uint64) {
	if v != 0 {
		e.b = protowire.AppendTag(e.b, field, protowire.VarintType)
		e.b = protowire.AppendVarint(e.b, v)
	}
}

func (e *encoder) int(field protowire.Number, v int64) { e.uint(field, protowire.EncodeZigZag(v)) }

func (e *encoder) bool(field protowire.Number, v bool) {
	if v {
		e.uint(field, 1)
	}
}

func (e *encoder) string(field protowire.Number, v string) {
	if v != "" {
		e.b = protowire.AppendTag(e.b, field, protowire.BytesType)
		e.b = protowire.AppendString(e.b, v)
	}
}

func (e *encoder) text(field protowire.Number, v inbox.Text) { e.string(field, v.String()) }

// time writes milliseconds; the zero time is not written, so that 1970 can be.
func (e *encoder) time(field protowire.Number, v time.Time) {
	if !v.IsZero() {
		e.b = protowire.AppendTag(e.b, field, protowire.VarintType)
		e.b = protowire.AppendVarint(e.b, protowire.EncodeZigZag(v.UnixMilli()))
	}
}

// nested writes a value inside the value; also an empty one, since its being there counts.
func (e *encoder) nested(field protowire.Number, write func(*encoder)) {
	var inner encoder
	write(&inner)
	e.b = protowire.AppendTag(e.b, field, protowire.BytesType)
	e.b = protowire.AppendBytes(e.b, inner.b)
}

// fields walks over the fields of a value. All strings that it gives share one copy of it, so that they outlive the
// transaction.
//
//	f := fieldsOf(b)
//	for f.next() {
//		switch f.number { … }
//	}
//	return f.err
type fields struct {
	rest   []byte
	whole  string
	number protowire.Number
	wire   protowire.Type
	u      uint64 // of a number
	s      string // of a string or a nested value
	err    error
}

func fieldsOf(b []byte) fields { return fields{rest: b, whole: string(b)} }

// fieldsIn walks over a nested value.
func fieldsIn(s string) fields { return fields{rest: []byte(s), whole: s} }

func (f *fields) next() bool {
	if len(f.rest) == 0 || f.err != nil {
		return false
	}
	number, wire, n := protowire.ConsumeTag(f.rest)
	if n < 0 {
		return f.fail(n)
	}
	f.rest = f.rest[n:]
	f.number, f.wire, f.u, f.s = number, wire, 0, ""
	switch wire {
	case protowire.VarintType:
		f.u, n = protowire.ConsumeVarint(f.rest)
	case protowire.BytesType:
		var b []byte
		if b, n = protowire.ConsumeBytes(f.rest); n >= 0 {
			end := len(f.whole) - len(f.rest) + n
			f.s = f.whole[end-len(b) : end]
		}
	default:
		n = protowire.ConsumeFieldValue(number, wire, f.rest)
	}
	if n < 0 {
		return f.fail(n)
	}
	f.rest = f.rest[n:]
	return true
}

func (f *fields) fail(n int) bool {
	f.err = fmt.Errorf("a value can't be read (%w): %w", protowire.ParseError(n), ErrDamaged)
	return false
}

func (f *fields) int() int64       { return protowire.DecodeZigZag(f.u) }
func (f *fields) text() inbox.Text { return inbox.Clean(f.s) }
func (f *fields) line() inbox.Text { return inbox.CleanLine(f.s) }

// time is the field's time; the zero time where the field isn't a number.
func (f *fields) time() time.Time {
	if f.wire != protowire.VarintType {
		return time.Time{}
	}
	return time.UnixMilli(f.int()).UTC()
}
