package language

// frenchTriage is what is said about decisions, and about the selection that they work on.
var frenchTriage = []entry{
	{"%d item selected", "%d message sélectionné"},
	{"%d items selected", "%d messages sélectionnés"},
	{"%s · u takes it back", "%s · u pour annuler"},
	{"%s: all %d skipped; the first: %v", "%s : aucun des %d n’a pu l’être ; le premier : %v"},
	{"%s: leaves in %s · u takes it back", "%s : part dans %s · u pour annuler"},
	{"Escalate: the team file names no [[department]] yet", "Transmettre : le fichier d’équipe ne nomme encore aucun [[department]]"},
	{"a range from here", "une plage à partir d’ici"},
	{"all %s that match are selected", "les %s messages trouvés sont sélectionnés"},
	{"all of this thread is done already", "tout ce fil est déjà traité"},
	{"all that match are selected", "tous les messages trouvés sont sélectionnés"},
	{"item %d is yours", "le message %d est à vous"},
	{"no open item is nobody's", "aucun message à traiter n’est sans responsable"},
	{"no tag begins with “%s”; ↓ and enter choose another", "aucune étiquette ne commence par « %s » ; ↓ puis enter en choisissent une autre"},
	{"nothing is selected", "rien n’est sélectionné"},
	{"taken back: %s", "annulé : %s"},
}
