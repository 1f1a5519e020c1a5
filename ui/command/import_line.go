package command

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// line is an item as `import` reads it and `export` writes it. Its names are public and stay; docs/import.md tells them.
type line struct {
	Channel    string            `json:"channel"`
	Brand      string            `json:"brand,omitempty"`
	ID         remoteID          `json:"id"`
	Remote     remoteID          `json:"remote,omitempty"` // read only: wins over id
	Kind       string            `json:"kind,omitempty"`
	Thread     remoteID          `json:"thread,omitempty"`
	Parent     remoteID          `json:"parent,omitempty"`
	Author     authorLine        `json:"author,omitzero"`
	Ours       bool              `json:"ours,omitempty"`
	Title      string            `json:"title,omitempty"`
	Text       *string           `json:"text"`
	Lang       string            `json:"lang,omitempty"`
	URL        string            `json:"url,omitempty"`
	Media      []mediaLine       `json:"media,omitempty"`
	Posted     string            `json:"posted"`
	Edited     string            `json:"edited,omitempty"`
	Visibility string            `json:"visibility,omitempty"`
	Private    bool              `json:"private,omitempty"`
	Liked      bool              `json:"liked,omitempty"`
	Found      string            `json:"found,omitempty"`
	Origin     string            `json:"origin,omitempty"`
	Status     string            `json:"status,omitempty"`
	Tags       []string          `json:"tags,omitempty"`
	Assignee   string            `json:"assignee,omitempty"`
	Priority   string            `json:"priority,omitempty"`
	Department string            `json:"department,omitempty"`
	Escalated  string            `json:"escalated,omitempty"`
	Due        string            `json:"due,omitempty"`
	Until      string            `json:"until,omitempty"`
	Muted      bool              `json:"muted,omitempty"`
	Answered   string            `json:"answered,omitempty"`
	AnsweredBy string            `json:"answered_by,omitempty"`
	Decisions  []decisionLine    `json:"decisions,omitempty"`
	Digest     string            `json:"digest,omitempty"`
	Extra      map[string]string `json:"extra,omitempty"`
}

type authorLine struct {
	ID        remoteID `json:"id,omitempty"`
	Handle    string   `json:"handle,omitempty"`
	Name      string   `json:"name,omitempty"`
	Followers *int     `json:"followers,omitempty"`
	Since     string   `json:"since,omitempty"`
	Bot       bool     `json:"bot,omitempty"`
	Verified  bool     `json:"verified,omitempty"`

	Links []linkLine `json:"links,omitempty"`
}

type linkLine struct {
	Name     string `json:"name,omitempty"`
	URL      string `json:"url"`
	Verified bool   `json:"verified,omitempty"`
}

type mediaLine struct {
	Type string `json:"type"`
	URL  string `json:"url"`
	Alt  string `json:"alt,omitempty"`
}

// decisionLine is a decision of before.
type decisionLine struct {
	Verb   string   `json:"verb"`
	By     string   `json:"by,omitempty"`
	At     string   `json:"at"`
	To     string   `json:"to,omitempty"`
	Text   string   `json:"text,omitempty"`
	Add    []string `json:"add,omitempty"`
	Remove []string `json:"remove,omitempty"`
}

// remoteID is an id of a platform. Many write theirs as numbers.
type remoteID string

// UnmarshalJSON takes a string or a whole number.
func (id *remoteID) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && (b[0] == '-' || '0' <= b[0] && b[0] <= '9') {
		if bytes.ContainsAny(b, ".eE") {
			return &json.UnmarshalTypeError{Value: "number", Type: reflect.TypeFor[string]()}
		}
		*id = remoteID(b)
		return nil
	}
	return json.Unmarshal(b, (*string)(id))
}

// decodeLine reads the JSON of a line. It is strict about types and lets keys that it doesn't know be. Its errors are words for
// the person who made the file.
func decodeLine(b []byte) (line, error) {
	var l line
	err := json.Unmarshal(b, &l)
	var wrong *json.UnmarshalTypeError
	var broken *json.SyntaxError
	switch {
	case err == nil:
		return l, nil
	case errors.As(err, &wrong) && wrong.Field == "":
		return l, fmt.Errorf("it holds %s where %s must stand", jsonName(wrong.Value), wanted(wrong.Type))
	case errors.As(err, &wrong):
		return l, fmt.Errorf("%s is %s: write %s", wrong.Field, jsonName(wrong.Value), wanted(wrong.Type))
	case errors.As(err, &broken):
		return l, fmt.Errorf("it is no JSON object: %s, at byte %d", broken, broken.Offset)
	}
	return l, fmt.Errorf("it is no JSON object: %w", err)
}

// jsonName is what JSON calls a value that has the wrong type; "number -5.7" is a number.
func jsonName(value string) string {
	switch kind, _, _ := strings.Cut(value, " "); kind {
	case "array":
		return "a list"
	case "object":
		return "an object"
	case "bool":
		return "true or false"
	default:
		return "a " + kind
	}
}

// wanted says what to write instead.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		return "a whole number"
	case reflect.Slice:
		return "a list"
	}
	return "an object"
}
