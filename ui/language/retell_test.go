package language

import (
	"fmt"
	"strings"
	"testing"

	"vigie/inbox"
)

func TestWhatWasSaidInEnglishAndKeptIsSaidAgain(t *testing.T) {
	tom := inbox.Person{Name: "tom", Role: inbox.Viewer, Brands: []string{"acme"}}
	hide, _ := inbox.ActionOf(inbox.VerbHide)
	for _, c := range []struct{ said, french string }{
		{tom.May(hide, inbox.Item{Brand: "acme"}).Error(), "tom a le rôle lecteur ; masquage demande le rôle modérateur"},
		{tom.May(hide, inbox.Item{Brand: "orion"}).Error(), "tom n’a pas accès à la marque orion"},
		{"that was léa's decision; to undo it takes a lead", "c’est une décision de léa ; il faut un responsable pour l’annuler"},
		{"a key that the team file doesn't have: SHA256:abc", "une clé que le fichier d’équipe n’a pas\u00a0: SHA256:abc"},
		{"the key SHA256:abc is lea's, the user name is another", "la clé SHA256:abc est celle de lea, le nom d’utilisateur en est un autre"},
		{`a command that can't be read: a quote is opened and not closed`, "une commande illisible\u00a0: un guillemet est ouvert et n’est pas fermé"},
		{"blog.example: 192.0.2.7:443 refuses the connection; it is tried again by itself", "blog.example: 192.0.2.7:443 refuse la connexion\u202f; un nouvel essai se fera tout seul"},
		{"blog.example answered 403: the account may not do this (“call 555: now”); change what is asked, or check the channel's address", "blog.example a répondu 403\u00a0: le compte n’en a pas le droit («\u00a0call 555: now\u00a0»)\u202f; changez la demande, ou vérifiez l’adresse du canal"},
		{"there is nothing to send yet", "il n’y a encore rien à envoyer"},
		{"we are over capacity, call 555", "we are over capacity, call 555"},
		{"", ""},
	} {
		if got := French.Retell(c.said); got != c.french {
			t.Errorf("%q is %q, not %q", c.said, got, c.french)
		}
		if got := English.Retell(c.said); got != c.said {
			t.Errorf("in English %q is %q", c.said, got)
		}
	}
}

// TestEveryPhraseIsFoundByWhatWasMadeFromIt puts words into every phrase that has enough of its own.
func TestEveryPhraseIsFoundByWhatWasMadeFromIt(t *testing.T) {
	eachEntry(func(_ int, e entry) {
		f := formatOf(string(e.english))
		if len(f.places) == 0 || f.letters < retellLetters {
			return
		}
		values, made := make([]string, len(f.places)), ""
		for i, place := range f.places {
			if place >= len(values) {
				return // a value that is only in the French
			}
			values[place] = fmt.Sprint("×", i, "×")
		}
		for i, place := range f.places {
			value := values[place]
			if f.quoted[i] {
				value = fmt.Sprintf("%q", value)
			}
			made += f.around[i] + value
		}
		made += f.around[len(f.places)]
		for _, between := range f.around[1:len(f.places)] {
			if between == "" {
				return // nobody can tell where one value ends
			}
		}
		if _, found := retellPhrase(made, 1); !found {
			t.Errorf("%q isn't found by %q", e.english, made)
		}
	})
}

func FuzzRetell(f *testing.F) {
	f.Add("tom is a viewer; hide takes a moderator")
	f.Add("no person %q: \"")
	f.Fuzz(func(t *testing.T, said string) { French.Retell(said) })
}

// What costs most is a sentence that nothing was made from.
func BenchmarkRetell(b *testing.B) {
	said := "no such thing: " + strings.Repeat("a: b of c is d; ", 40)
	for b.Loop() {
		French.Retell(said)
	}
}
