package connectors

import (
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestTroubleIsMatchedByItsKind(t *testing.T) {
	kinds := []TroubleKind{ErrTemporary, ErrUnauthorised, ErrForbidden, ErrGone, ErrRefused, ErrMalformed}
	for _, kind := range kinds {
		err := fmt.Errorf("channel blog: %w", &Trouble{Kind: kind, Err: io.EOF})
		for _, other := range kinds {
			if errors.Is(err, other) != (kind == other) {
				t.Errorf("a %v trouble and %v", kind, other)
			}
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%v: the cause is lost", kind)
		}
	}
	if !errors.Is(fmt.Errorf("no such post: %w", ErrGone), ErrGone) {
		t.Error("a kind that is wrapped alone isn't matched")
	}
}

func TestTroubleSaysWhatFailedThenTheNextStep(t *testing.T) {
	for _, test := range []struct {
		trouble Trouble
		want    string
	}{
		{Trouble{Kind: Unauthorised, Site: "blog.example", Status: 401, Words: "Unknown user", Hint: "make a new application password and write it to the channel's secret"},
			"blog.example answered 401: the credentials were not accepted (“Unknown user”); make a new application password and write it to the channel's secret"},
		{Trouble{Kind: Temporary, Site: "blog.example", Err: errPace},
			"blog.example: its rate limit is used up; it is tried again by itself"},
		{Trouble{Kind: Temporary, Site: "blog.example", Status: 502, Unsure: true},
			"blog.example answered 502: it can't answer now; it may have been done all the same: look there before trying again"},
		{Trouble{Kind: Malformed, Site: "blog.example", Status: 200, Err: errWebPage},
			"blog.example answered 200: a web page came where data was expected; is the channel's address right?"},
		{Trouble{Kind: Gone}, "the platform: it isn't there; if it wasn't deleted there, check the channel's address"},
		{Trouble{}, "the platform: something failed; look at the log"},
	} {
		if got := test.trouble.Error(); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}
