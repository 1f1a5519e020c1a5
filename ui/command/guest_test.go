package command

import "testing"

func TestOfEveryCommandItIsSaidWhoMayRunItOverSSH(t *testing.T) {
	a := &app{}
	for _, c := range a.root().Commands() {
		if _, named := accessTo([]string{c.Name()}); !named {
			t.Errorf("accessTo doesn't name %s", c.Name())
		}
	}
	for words, want := range map[string]access{"figures": everyone, "next": everyone, "digest": everyone, "rules": everyone, "escalations": everyone, "erase": owners, "serve": nobody} {
		if who, _ := accessTo([]string{words}); who != want {
			t.Errorf("%s is for %d, want %d", words, who, want)
		}
	}
}
