package mastodon

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"

	"vigie/inbox"
)

// What the API sends, as far as we read it. Every field may be missing or null.
type (
	status struct {
		ID                 id        `json:"id"`
		CreatedAt          string    `json:"created_at"`
		EditedAt           string    `json:"edited_at"`
		InReplyToID        id        `json:"in_reply_to_id"`
		InReplyToAccountID id        `json:"in_reply_to_account_id"`
		SpoilerText        string    `json:"spoiler_text"`
		Visibility         string    `json:"visibility"`
		Language           string    `json:"language"`
		URL                string    `json:"url"`
		URI                string    `json:"uri"`
		RepliesCount       number    `json:"replies_count"`
		Favourited         bool      `json:"favourited"`
		Content            string    `json:"content"`
		Account            account   `json:"account"`
		Media              []media   `json:"media_attachments"`
		Mentions           []mention `json:"mentions"`
	}

	account struct {
		ID          id      `json:"id"`
		Acct        string  `json:"acct"` // without a host for accounts of the server itself
		DisplayName string  `json:"display_name"`
		URL         string  `json:"url"`
		CreatedAt   string  `json:"created_at"` // the day; the hour is cut off
		Followers   *number `json:"followers_count"`
		Bot         bool    `json:"bot"`
		Fields      []field `json:"fields"`
	}

	field struct {
		Name       string `json:"name"`
		Value      string `json:"value"`       // HTML: text, or a link
		VerifiedAt string `json:"verified_at"` // when the server last saw the link back; "" where it never did
	}

	media struct {
		ID          id     `json:"id"`
		Type        string `json:"type"`
		URL         string `json:"url"`
		RemoteURL   string `json:"remote_url"`
		Description string `json:"description"`
	}

	mention struct {
		ID   id     `json:"id"`
		Acct string `json:"acct"`
	}

	notification struct {
		ID        id              `json:"id"`
		Type      string          `json:"type"`
		CreatedAt string          `json:"created_at"`
		Status    json.RawMessage `json:"status"`
	}

	// instance is what both versions of the endpoint tell; v2 has a domain and a source, v1 a uri.
	instance struct {
		Domain    string `json:"domain"`
		URI       string `json:"uri"`
		SourceURL string `json:"source_url"`
		URLs      struct {
			Streaming string `json:"streaming_api"`
		} `json:"urls"`
		Configuration struct {
			URLs struct {
				Streaming string `json:"streaming"`
			} `json:"urls"`
			Statuses struct {
				Most   number `json:"max_characters"`
				PerURL number `json:"characters_reserved_per_url"`
			} `json:"statuses"`
		} `json:"configuration"`
		MaxTootChars number `json:"max_toot_chars"` // Pleroma
	}
)

// id is an opaque id. Mastodon writes a string, some servers a number; "" is none.
type id string

const longestID = 256 // bytes; the longest in use, of Pleroma and GoToSocial, have 26

var errID error = inbox.Reason("its id is neither text nor a number")

func (i *id) UnmarshalJSON(b []byte) error {
	text := string(b)
	switch {
	case text == "null":
		return nil
	case strings.HasPrefix(text, `"`):
		if err := json.Unmarshal(b, &text); err != nil {
			return err
		}
	case strings.ContainsAny(text[:1], "{[tf"):
		return errID
	}
	if len(text) > longestID {
		return errID
	}
	*i = id(text)
	return nil
}

// number is a count that is written as a number or as its text. What is neither, or absurd, is -1: unknown.
type number int

func (n *number) UnmarshalJSON(b []byte) error {
	f, err := strconv.ParseFloat(strings.Trim(string(b), `"`), 64)
	if err != nil || math.IsNaN(f) || f < 0 || f > math.MaxInt32 {
		f = -1
	}
	*n = number(f)
	return nil
}

// compare orders ids by age: the longer is newer, then the greater (docs.joinmastodon.org, "Guidelines"; true of
// ULIDs and flakes too, which all have one length).
func compare(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}
