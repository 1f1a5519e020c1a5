package inbox

import (
	"slices"
	"strings"
	"testing"
)

// houses are two brands of one agency, and one more whose name holds another's.
func houses() (Team, map[string]Residence) {
	t := Team{
		Brands: []Brand{
			{Name: "acme", Title: "Acme Cycles", Manner: Manner{Signature: "— L’équipe Acme", Never: []string{"malheureusement", "pas de souci"}, Address: AddressVous, MaxLength: 60}},
			{Name: "lune", Title: "Maison Lune", Manner: Manner{Signature: "L’atelier de Lune"}},
			{Name: "lune-kids", Title: "Lune Enfants", Manner: Manner{Names: []string{"Maison Lune Enfants"}}},
		},
		Channels: []Channel{{Name: "fedi", Brand: "acme"}, {Name: "journal", Brand: "lune"}, {Name: "fedi-lune", Brand: "lune"}},
		Replies:  []Canned{{Name: "suivi", Text: "Commande {order}"}},
	}
	return t, map[string]Residence{
		"fedi":    {Account: "@acme@social.example"},
		"journal": {Account: "atelier", Site: "https://www.maison-lune.example/blog/"}, "fedi-lune": {Account: "@lunette@social.example"},
	}
}

// said are the faults of a text, those that stop with an exclamation mark.
func said(brand, text string, on Item) (words []string) {
	team, at := houses()
	on.Brand = brand
	for _, f := range team.Proofread(Draught{On: on, Text: text, Length: len([]rune(text)), Channels: at}) {
		mark := ""
		if f.Stops {
			mark = "! "
		}
		words = append(words, mark+f.String())
	}
	return words
}

const signed = " — L’équipe Acme"

func TestWhatBelongsToAnotherBrandStopsAReply(t *testing.T) {
	for text, want := range map[string]string{
		"Voyez chez maison lune" + signed:                "! “Maison Lune” is a name of another brand",
		"Voyez chez MAISON\u00a0LUNE." + signed:          "! “Maison Lune” is a name of another brand",
		"Écrivez à @Lunette !" + signed:                  "! “@lunette” is an account of another brand",
		"https://maison-lune.example/prix" + signed:      "! “maison-lune.example” is a site of another brand",
		"Merci. L'atelier de Lune" + signed:              "! “lune” is a name of another brand",
		"La pleine lunette, https://social.example/@k":   "it doesn't end with the signature “— L’équipe Acme”",
		"Acme Cycles, @acme, pleinelune" + signed:        "",
		"Commande {order}" + signed:                      "! fill in {order} first, or take it out",
		"Bonjour" + strings.Repeat(" bien", 10) + signed: "it is 73 long, and this brand keeps to 60",
	} {
		got := said("acme", text, Item{})
		if want == "" && len(got) > 0 || want != "" && !slices.Contains(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestABrandsOwnLongerNameHoldsNoOther(t *testing.T) {
	if got := said("lune-kids", "Maison Lune Enfants vous remercie", Item{}); len(got) > 0 {
		t.Errorf("its own name: %q", got)
	}
	if got := said("lune-kids", "Maison Lune Enfants, et Maison Lune", Item{}); !slices.Contains(got, "! “Maison Lune” is a name of another brand") {
		t.Errorf("both names: %q", got)
	}
}

func TestWhomItAnswersMayBeNamed(t *testing.T) {
	on := Item{Post: Post{Author: Author{Handle: CleanLine("@lunette@social.example")}}}
	if got := said("acme", "@lunette@social.example merci"+signed, on); len(got) > 0 {
		t.Errorf("%q", got)
	}
}

func TestABrandsMannerOnlyWarns(t *testing.T) {
	for text, want := range map[string]string{
		"Malheureusement non." + signed:           "“malheureusement” isn't a word of this brand",
		"Pas de\u202fsouci !" + signed:            "“pas de souci” isn't a word of this brand",
		"On t’écrit" + signed:                     "this brand says “vous”, and “t” is here",
		"Ton colis part" + signed:                 "this brand says “vous”, and “ton” is here",
		"Votre colis part à 8 h, côté T" + signed: "",
	} {
		got := said("acme", text, Item{})
		if want == "" && len(got) > 0 || want != "" && !slices.Equal(got, []string{want}) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := said("acme", "Ton of it"+signed, Item{Post: Post{Lang: "en"}}); len(got) > 0 {
		t.Errorf("English is addressed: %q", got)
	}
}

func TestRendezVousAddressesNobody(t *testing.T) {
	m := Manner{Address: AddressTu}
	if word := m.misaddressed("fr", Fold("Prends rendez-vous")); word != "" {
		t.Errorf("%q", word)
	}
	if word := m.misaddressed("fr-CA", Fold("Pouvez-vous attendre ?")); word != "vous" {
		t.Errorf("%q", word)
	}
}
