package language

// frenchScreen is what is said about the screen itself: keys, views, links, moves.
var frenchScreen = []entry{
	{"%s does nothing here; ? shows the keys", "%s ne fait rien ici ; ? montre les touches"},
	{"%s is no tag: %s", "%s n’est pas une étiquette : %s"},
	{"copied %s", "copié : %s"},
	{"nothing else is unseen here", "rien d’autre à lire ici"},
	{"nothing unseen after this one", "rien à lire après celui-ci"},
	{"nothing unseen before this one", "rien à lire avant celui-ci"},
	{"opening %s", "ouverture de %s"},
	{"the channel tells no link for it", "le canal n’en donne pas le lien"},
	{"there is no view %d", "il n’y a pas de vue %d"},
	{"vigie needs 40×10 cells", "vigie demande 40×10 cases"},
}
