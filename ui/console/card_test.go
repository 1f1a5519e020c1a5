package console

import (
	"context"
	"testing"
	"time"

	"vigie/inbox"
	"vigie/inbox/desk"
)

func (f *fakeDesk) Author(_ context.Context, number uint64) (inbox.AuthorHistory, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	i, err := f.find(number)
	if err != nil {
		return inbox.AuthorHistory{}, err
	}
	h := f.past
	h.Author = f.items[i].Author
	if h.Items > 0 {
		return h, nil
	}
	for _, it := range f.items {
		if it.Author.Key() == h.Author.Key() {
			h.Items++
		}
	}
	return h, nil
}

func (f *fakeDesk) Standing(context.Context, uint64) (inbox.Standing, error) {
	if f.says == nil {
		return inbox.Standing{}, desk.ErrCannot
	}
	return *f.says, nil
}

// wellKnown is a desk that has much to tell of every author.
func wellKnown() *fakeDesk {
	f := told()
	at := func(hours int) time.Time { return noon.Add(-time.Duration(hours) * time.Hour) }
	f.items[0].Author.Bot, f.items[0].Author.Verified = true, true
	f.says = &inbox.Standing{Blocked: true}
	f.items[0].Author.Links = []inbox.Link{{Name: inbox.CleanLine("Blog"), URL: inbox.CleanLine("https://karim.example/"), Verified: true}}
	f.past = inbox.AuthorHistory{
		Channel: "fedi", Brand: "acme", Items: 14, Looked: 14, First: at(9000), Last: noon.Add(-2 * time.Minute),
		Status:    map[inbox.Status]int{inbox.Open: 4, inbox.Escalated: 2, inbox.Returned: 1, inbox.Done: 7},
		Tags:      map[string]int{"livraison": 9, "colère": 4, "remboursement": 1},
		Escalated: []inbox.Escalations{{Department: "sav", Status: inbox.Escalated, Items: 2, Late: 1}, {Department: "legal", Status: inbox.Returned, Items: 1}},
		Recent:    []inbox.Item{f.items[0]},
		Answers: []inbox.Answer{
			{Number: 12, At: at(1), By: "nadia", Text: inbox.Clean("Bonjour Karim, nous regardons cela tout de suite."), State: inbox.Holding},
			{Number: 11, At: at(200), By: "léa", Text: inbox.Clean("Votre colis est parti ce matin."), State: inbox.Sent, Gone: true},
			{Number: 10, At: at(400), Text: inbox.Clean("Merci de votre patience !"), State: inbox.Sent},
		},
		Notes: []inbox.AuthorNote{
			{Key: "n2", Number: 30, At: at(3), By: "léa", Text: inbox.Clean("Journaliste à Presse-Océan : répondre vite, et prévenir @nadia avant de le bloquer.")},
			{Key: "n1", Number: 12, At: at(800), By: "nadia", Text: inbox.Clean("Appelle volontiers le lundi.")},
		},
		Sanctions: []inbox.Sanction{
			{Verb: inbox.VerbUnblock, By: "léa", At: at(2), State: inbox.Refused},
			{Verb: inbox.VerbBlock, By: "nadia", At: at(900), State: inbox.Sent},
		},
	}
	return f
}

// ofTwo are four posts, the first and the third of one person.
func ofTwo() []inbox.Post {
	all := posts()
	all[2].Author = all[0].Author
	return all
}

func TestANoteAboutAnAuthorIsWrittenOnTheCardAndFollowsThem(t *testing.T) {
	flowOf(t, "nadia", ofTwo, func(w *work) {
		w.see("La commande 4412", "2nd time here").miss("about them")
		w.press("i").see("Auteur 1", "on wall · Acme", "block not blocked from here", "contact 2 items", "items 2 open", "c note about them").miss("take the note away")
		w.press("c").see("┄ Note about Auteur 1 · shown with all of theirs on wall · never leaves the inbox", "ctrl-s writes the note").miss("Public reply")
		w.write("Journaliste : @lé").see("@léa").press("tab").write("sait.").press("ctrl+s")
		w.wait(time.Second).see("nadia noted about the author", "Journaliste : @léa sait.").miss("┄ Note about")

		w.press("esc").see("1 note about them")
		w.press("j").wait(time.Second).see("first time here").miss("about them")
		w.press("j").wait(time.Second).see("2nd time here", "1 note about them")

		lea := sit(t, w.ctx, w.real, "léa")
		lea.press("g a").see("nadia noted about the author").press("i").see("Journaliste", "u take the note away").press("c").write("Je l'appelle.").press("ctrl+s").wait(time.Second)
		lea.see("léa noted about the author", "Je l'appelle.", "Journaliste")
		w.wait(time.Second).see("2 notes about them").press("i").see("Je l'appelle.").press("u").wait(time.Second).see("takes a lead", "Je l'appelle.")
		w.press("j u").wait(time.Second).see("taken back").miss("Journaliste")
		lea.wait(time.Second).press("k u").wait(time.Second).miss("Je l'appelle.", "Journaliste")
		if len(w.platform.replies) != 0 {
			t.Errorf("the platform got %q", w.platform.replies)
		}
	})
}

func TestANoteAboutAnAuthorThatIsLeftWaitsAsADraft(t *testing.T) {
	flowOf(t, "nadia", ofTwo, func(w *work) {
		w.press("i c").write("À vérifier").press("esc").see("the draft is kept", "not blocked from here").miss("┄ Note about")
		w.press("c").see("À vérifier").press("esc esc").see("✎")
		w.press(":").write("author-note").press("enter").see("┄ Note about Auteur 1", "À vérifier").press("ctrl+s").wait(time.Second).see("Note about the author 1", "1 note about them").miss("✎")
	})
}

func TestADepartmentSeesOfAnAuthorWhatItHas(t *testing.T) {
	flowOf(t, "léa", ofTwo, func(w *work) {
		w.press("i c").write("Secret des modérateurs").press("ctrl+s").wait(time.Second).press("esc j j e s").press("ctrl+s").wait(time.Second)
		sofia := sit(t, w.ctx, w.real, "sofia")
		sofia.press("i").see("contact 1 item", "items 1 escalated").miss("Secret", "4412")
		sofia.press("c").write("Déjà remboursé").press("ctrl+s").wait(time.Second).see("sofia noted about the author", "Déjà remboursé")
		w.press("1 i").see("Secret des modérateurs", "Déjà remboursé")
	})
}
