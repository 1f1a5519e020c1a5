package desk_test

import (
	"testing"

	"vigie/inbox"
)

func TestWhoCameIsALeadsToReadAndOnlyWhereTheyAskForIt(t *testing.T) {
	onBench(t, "doer", func(b *bench) {
		err := b.Sign(b.Context(), "nadia", inbox.Signed{What: inbox.SignedIn, Visit: inbox.Visit{Address: "192.0.2.1", Key: "SHA256:abc"}})
		if err != nil {
			b.Fatal(err)
		}
		for _, p := range b.Team().People {
			for _, asked := range []bool{true, false} {
				for _, ask := range []inbox.LogAsk{{Signed: asked}, {Signed: asked, By: "nadia"}, {Signed: asked, Brands: []string{"nobody's"}}} {
					log, err := b.as(p.Name).Log(b.Context(), ask)
					if err != nil {
						b.Fatal(err)
					}
					want := 0
					if asked && p.Role >= inbox.Lead && len(p.Brands) == 0 && ask.Brands == nil {
						want = 1
					}
					if len(log) != want {
						b.Errorf("%s, a %s, who asks %+v reads %+v", p.Name, p.Role, ask, log)
					}
				}
			}
		}
		log, err := b.as("olga").Log(b.Context(), inbox.LogAsk{Signed: true})
		if err != nil || len(log) != 1 || log[0].What != inbox.SignedIn || log[0].By != "nadia" || !log[0].AtDoor() {
			b.Errorf("%+v, %v", log, err)
		}
	})
}
