package language

// frenchNetwork is why a platform could not be reached, and what is kept with a delivery because of it.
var frenchNetwork = []entry{
	{"%v cut the connection", "%v a coupé la connexion"},
	{"%v doesn't answer in time", "%v ne répond pas à temps"},
	{"%v refuses the connection", "%v refuse la connexion"},
	{"its certificate can't be trusted", "son certificat n’est pas digne de confiance"},
	{"its certificate comes from nobody whom this machine trusts", "son certificat ne vient de personne à qui cette machine fasse confiance"},
	{"its certificate has expired, or isn't valid yet", "son certificat a expiré, ou n’est pas encore valable"},
	{"its certificate isn't for %s", "son certificat n’est pas pour %s"},
	{"no network leads to %v", "aucun réseau ne mène à %v"},
	{"nobody can tell now where the host %s is", "personne ne peut dire pour l’instant où est l’hôte %s"},
	{"nobody tells in time where the host %s is", "personne ne dit à temps où est l’hôte %s"},
	{"the answer was lost, and looking there failed: %s", "la réponse s’est perdue, et la chercher là-bas a échoué : %s"},
	{"the server", "le serveur"},
	{"there is no host %s", "il n’y a pas d’hôte %s"},
	{"whether it arrived could not be found out: look there, then say so here", "impossible de savoir si c’est arrivé : regarder là-bas, puis le dire ici"},
}
