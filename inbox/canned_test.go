package inbox

import "testing"

func TestOnlyPlacesOfCannedTextsHaveToBeFilledIn(t *testing.T) {
	team := Team{Replies: []Canned{{Text: "Votre commande {numéro} part."}}}
	for text, want := range map[string]string{
		"Votre commande {numéro} part.": "{numéro}",
		"Votre commande 12 part.":       "",
		"Bonjour {author}":              "{author}",
		"use {name} in the template":    "",
		"{ }{}{":                        "",
		"{a{me}":                        "{me}",
	} {
		if got := team.Unfilled(text); got != want {
			t.Errorf("%q waits for %q, want %q", text, got, want)
		}
	}
}

func TestCannedTextsTellTheItem(t *testing.T) {
	team := Team{Brands: []Brand{{Name: "acme", Title: "Acme Cycles"}}}
	it := Item{Brand: "acme", Channel: "fedi", Post: Post{Author: Author{Handle: CleanLine("karim_b")}, Title: CleanLine("Retards")}}
	got := team.Fill("{author} {handle} {brand} {channel} {title} {me} {unknown}", it, "nadia")
	if want := "karim_b karim_b Acme Cycles fedi Retards nadia {unknown}"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	it.Author.Name, it.Brand = CleanLine("Karim B."), "other"
	if got := team.Fill("{author} {brand}", it, ""); got != "Karim B. other" {
		t.Errorf("got %q", got)
	}
}
