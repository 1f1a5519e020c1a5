package team_test

import (
	"strings"
	"testing"

	"vigie/inbox"
	"vigie/ui/team"
)

func TestReadsTheOrderAndTheBrandOfAView(t *testing.T) {
	got, err := team.Parse("vigie.toml", []byte("[[brand]]\nname = \"acme\"\n[[view]]\nname = \"Vieux\"\nquery = 'is:open'\norder = \"oldest\"\nbrand = \"acme\"\n[[view]]\nname = \"Colère\"\nquery = 'tag:colère'\n"), kinds)
	if err != nil {
		t.Fatal(err)
	}
	if v := got.Views[0]; v.Order != inbox.Oldest || v.Brand != "acme" {
		t.Errorf("%+v", v)
	}
	if v := got.Views[1]; v.Order != inbox.Newest || v.Brand != "" {
		t.Errorf("unless told: %+v", v)
	}
}

func TestAViewOfNoSuchOrderOrBrandIsToldWithItsLine(t *testing.T) {
	for keys, want := range map[string]string{
		`order = "loudest"`: `vigie.toml:6: order is how the view is sorted; write one of newest, oldest, urgent, followed, or leave it out for the newest first`,
		`brand = "acmee"`:   `vigie.toml:6: there is no brand "acmee"; did you mean "acme"?`,
		`order = 3`:         `vigie.toml:6: order is a text`,
		`brands = ["acme"]`: `vigie.toml:6: there is no key of view "brands"`,
	} {
		_, err := team.Parse("vigie.toml", []byte("[[brand]]\nname = \"acme\"\n[[view]]\nname = \"Vieux\"\nquery = 'is:open'\n"+keys+"\n"), kinds)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", keys, err)
		}
	}
}
