package demo

import (
	"time"

	"vigie/inbox"
)

// dossiers are the items that needed more than an answer, by the label of their line: what was decided about each.
func dossiers() map[string][]step {
	return map[string][]step{
		// With a department, and late.
		"fourche": {
			escalate(14*time.Minute, "nadia", "sav", inbox.Urgent, "Cargo avec deux enfants à bord, bruit de fourche. Dites-nous s'il faut l'immobiliser, je tiens le client au chaud."),
			note(3*time.Hour, "nadia", "Relancé Marc par téléphone, il est sous un vélo."),
			urge(5*time.Hour, "nadia", "Le client redemande s'il peut rouler demain. Marc, un mot ?"),
		},
		"remboursement": {
			escalate(50*time.Minute, "yusuf", "sav", inbox.High, "Annulation du 31 octobre confirmée par mail, rien n'est parti. Il est poli, mais plus pour longtemps."),
			about(2*time.Hour, "nadia", "Client depuis 2016, trois vélos. Il a toujours raison, surtout quand il a tort."),
			note(6*time.Hour, "camille", "La compta attend le bon de retour. Marc, tu l'as ?"),
			urge(8*time.Hour, "camille", "La compta le redemande."),
			urge(9*time.Hour, "camille", "Marc ? Il a écrit de nouveau, en majuscules cette fois."),
		},
		"trademark": {
			escalate(70*time.Minute, "nadia", "legal", inbox.High, "Counterfeit with our logo upside down. Her aunt has screenshots and is furious, which makes two of us."),
		},
		"journal": {
			escalate(9*time.Minute, "yusuf", "communication", inbox.Normal, "Journaliste, papier sur les cargos, veut quelqu'un avant jeudi. Fatou en parle très bien."),
			about(12*time.Minute, "yusuf", "Écrit pour un quotidien : rien de chiffré sans Fatou."),
		},
		"abonnement": {
			escalate(35*time.Minute, "iris", "sav", inbox.High, "Débitée deux fois après résiliation. Elle aime notre thé, ne gâchons pas ça."),
		},
		// With a department, in time.
		"crack": {
			escalate(time.Hour, "nadia", "rd", inbox.Urgent, "Hairline crack by the bottom bracket after 14 months. I asked for photos and told them not to ride it."),
			note(2*time.Hour, "leonie", "Got the photos. Looks like paint, but I want to see it under the light."),
		},
		"allergie": {
			escalate(25*time.Minute, "iris", "production", inbox.Urgent, "Réaction allergique, camomille non mentionnée ? Lot demandé. À vérifier avant toute réponse publique."),
		},
		"mould": {
			escalate(40*time.Minute, "iris", "production", inbox.High, "Sealed tin, batch 2409-B, “it waved”. I asked them to keep the tin."),
		},
		"restaurant": {
			escalate(3*time.Hour, "iris", "marketing", inbox.Normal, "Chef à Bordeaux, six kilos de Grand-Oncle par mois. Quelqu'un a un tarif restaurateur ?"),
		},
		// Came back with an answer.
		"velotaf": {
			escalate(40*time.Minute, "yusuf", "marketing", inbox.Normal, "40 salariés à Saint-Nazaire. Tarif entreprise, ou 40 moustaches ?"),
			giveBack(21*time.Hour, "hugo", "Dès 10 vélos : −12 %, entretien sur place deux fois l'an. Je veux bien les appeler, demande leur numéro. Pas de moustaches."),
			{after: 21*time.Hour + time.Minute, by: "camille", decision: inbox.Decision{Verb: inbox.VerbAssign, To: You}},
		},
		"peinture": {
			escalate(time.Hour, "nadia", "production", inbox.Normal, "Peinture qui s'écaille à six semaines, photo jointe au dossier."),
			giveBack(15*time.Hour, "fatou", "Lot de vernis de septembre, on en a douze comme ça. On reprend le cadre, prêt d'un vélo pendant ce temps. Toutes mes excuses au Croissant."),
		},
		"theiere": {
			escalate(2*time.Hour, "iris", "sav", inbox.Normal, "Anse décollée, clavier noyé. Il le prend avec humour, mais sans E."),
			giveBack(5*time.Hour, "marc", "Théière neuve partie ce matin. Pour le clavier : sur facture, jusqu'à 60 €. Demande-lui s'il veut aussi un E."),
		},
		"battery": {
			escalate(30*time.Minute, "nadia", "rd", inbox.Normal, "Eurostar on Friday: is the Éclipse battery above 100 Wh?"),
			giveBack(18*time.Hour, "leonie", "It's 504 Wh: not allowed on board, whatever the bag. They can ship it by ground, we have a hub partner in Lille."),
			{after: 18*time.Hour + time.Minute, by: "nadia", decision: inbox.Decision{Verb: inbox.VerbAssign, To: You}},
		},
		// Wait.
		"recette": {
			{after: 30 * time.Minute, by: "iris", decision: inbox.Decision{Verb: inbox.VerbTag, Add: []string{"recette"}}},
			{after: 31 * time.Minute, by: "iris", decision: inbox.Decision{Verb: inbox.VerbSnooze}, wake: 3 * time.Minute},
		},
		"influence": {
			note(40*time.Minute, "camille", "212 000 abonnés dont ma sœur. On en parle lundi avec Hugo, ne répondez pas encore."),
			{after: 41 * time.Minute, by: "camille", decision: inbox.Decision{Verb: inbox.VerbSnooze}, wake: 63 * time.Hour},
		},
		"atelier": {
			{after: 20 * time.Minute, by: "yusuf", decision: inbox.Decision{Verb: inbox.VerbAssign, To: "yusuf"}},
			note(22*time.Minute, "yusuf", "Rennes rappelle demain matin, je vérifie à 10 h que c'est fait."),
			{after: 23 * time.Minute, by: "yusuf", decision: inbox.Decision{Verb: inbox.VerbSnooze}, wake: 14 * time.Hour},
		},
	}
}

func escalate(after time.Duration, by, department string, p inbox.Priority, why string) step {
	return step{after: after, by: by, decision: inbox.Decision{Verb: inbox.VerbEscalate, To: department, Priority: p, Text: inbox.Clean(why)}}
}

func giveBack(after time.Duration, by, answer string) step {
	return step{after: after, by: by, decision: inbox.Decision{Verb: inbox.VerbReturn, Text: inbox.Clean(answer)}}
}

func note(after time.Duration, by, text string) step {
	return step{after: after, by: by, decision: inbox.Decision{Verb: inbox.VerbNote, Text: inbox.Clean(text)}}
}

func about(after time.Duration, by, text string) step {
	return step{after: after, by: by, decision: inbox.Decision{Verb: inbox.VerbAbout, Text: inbox.Clean(text)}}
}

func urge(after time.Duration, by, text string) step {
	return step{after: after, by: by, decision: inbox.Decision{Verb: inbox.VerbUrge, Text: inbox.Clean(text)}}
}
