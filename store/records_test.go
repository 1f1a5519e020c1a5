package store

import (
	"slices"
	"testing"

	"vigie/inbox"
)

func TestWhatIsRememberedOfAnItemHoldsForItsBytesAndNamesAlone(t *testing.T) {
	var c records
	var got record
	some, others := &names{}, &names{}
	c.keep([]byte("bytes"), some, &record{Item: inbox.Item{Number: 7}, author: 3})
	if !c.find(7, []byte("bytes"), some, &got) || got.Number != 7 || got.author != 3 {
		t.Errorf("it isn't remembered: %v", got)
	}
	for name, found := range map[string]bool{
		"another":     c.find(8, []byte("bytes"), some, &got),
		"other bytes": c.find(7, []byte("other"), some, &got),
		"other names": c.find(7, []byte("bytes"), others, &got),
	} {
		if found {
			t.Errorf("%s: remembered", name)
		}
	}
	c.keep([]byte("bytes"), others, &record{Item: inbox.Item{Number: 8}})
	if c.find(7, []byte("bytes"), others, &got) {
		t.Error("what was read by other names holds for these")
	}
	for n := range uint64(3 * recordsMost) {
		c.keep([]byte("bytes"), others, &record{Item: inbox.Item{Number: n}})
		if len(c.known) > recordsMost {
			t.Fatalf("%d are remembered", len(c.known))
		}
	}
}

func TestAPageTellsAnItemAsItIsNowThoughItWasToldBefore(t *testing.T) {
	b := newBench(t)
	it := b.arrive("1", "Bonjour")
	told := func() inbox.Row {
		t.Helper()
		page, err := b.Page(t.Context(), inbox.Ask{Scene: inbox.Scene{Now: b.now}})
		if err != nil || len(page.Rows) != 1 {
			t.Fatal(page, err)
		}
		return page.Rows[0]
	}
	told()
	b.decide("nadia", it.Number, inbox.Decision{Verb: inbox.VerbTag, Add: []string{"parcel"}})
	if row := told(); !slices.Equal(row.Tags, []string{"parcel"}) {
		t.Errorf("tagged: %v", row.Tags)
	}
	b.bring(b.post("1", "Bonsoir"))
	if row := told(); row.Text.String() != "Bonsoir" {
		t.Errorf("edited: %s", row.Text)
	}
	b.must("", inbox.Renamed{From: "blog", To: "journal"})
	if row := told(); row.Channel != "journal" {
		t.Errorf("its channel renamed: %s", row.Channel)
	}
}
