package language

// frenchLog is what is said about the log, about replies that wait for a lead, and about what was delivered.
var frenchLog = []entry{
	{"%s erased all of an author: %s", "%s a effacé tout d’un auteur : %s"},
	{"all, mine, this item's", "tout, les miens, ce message"},
	{"g goes back to the newest", "g revient au plus récent"},
	{"looking, back to %s · esc stops", "recherche, jusqu’au %s · esc arrête"},
	{"nothing like that is in the log", "rien de tel dans le journal"},
	{"read by it", "lire ainsi"},
	{"signed in", "entré"},
	{"signed out", "sorti"},
	{"stopped; looked back to %s · j goes on", "arrêté ; recherché jusqu’au %s · j continue"},
	{"tab completes person:, verb:, kind:, item:, since:, from:, key:, …", "tab complète person:, verb:, kind:, item:, since:, from:, key:, …"},
	{"that is about no item", "cela ne concerne aucun message"},
	{"took a copy away", "copie emportée"},
	{"turned away", "refusé à l’entrée"},
}
