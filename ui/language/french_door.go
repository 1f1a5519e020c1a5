package language

// frenchDoor is why the server turned somebody away, as they are told or as the log tells it.
var frenchDoor = []entry{
	{"%s is a %s; vigie %s takes an owner", "%s a le rôle %s ; vigie %s demande un propriétaire"},
	{"%s sees some brands or channels alone; vigie %s takes an owner who sees all", "%s ne voit que certaines marques ou certains canaux ; vigie %s demande un propriétaire qui voit tout"},
	{"%w: at most %d bytes", "%w : %d octets au plus"},
	{"--%s is not for those who come over SSH: you act as %s", "--%s n’est pas pour qui vient par SSH : vous agissez en tant que %s"},
	{"a channel of the kind %s", "un canal SSH du genre %s"},
	{"a command that can't be read: %v", "une commande illisible : %v"},
	{"a key that the team file doesn't have", "une clé que le fichier d’équipe n’a pas"},
	{"a quote is opened and not closed", "un guillemet est ouvert et n’est pas fermé"},
	{"it ends with a \\ that escapes nothing", "elle finit par un \\ qui ne protège rien"},
	{"it is too long", "elle est trop longue"},
	{"it isn't UTF-8, or holds a NUL", "elle n’est pas en UTF-8, ou contient un NUL"},
	{"no command like that: %v", "aucune commande de ce nom : %v"},
	{"over SSH a file is only -, the command's own streams", "par SSH un fichier est seulement -, les flux de la commande"},
	{"the key %s is %s's, the user name is another", "la clé %s est celle de %s, le nom d’utilisateur en est un autre"},
	{"the key is %s's and %s's: give each their own", "la clé est celle de %s et de %s : en donner une à chacun"},
	{"there is no command", "il n’y a pas de commande"},
	{"this server has as many sessions as it takes: try again later", "ce serveur a déjà toutes les sessions qu’il peut tenir : réessayez plus tard"},
	{"too many connections are signing in", "trop de connexions à la fois sont à l’entrée"},
	{"too many failed sign-ins from this address", "trop de connexions refusées depuis cette adresse"},
	{"vigie %s runs on the server's own machine only", "vigie %s ne se lance que sur la machine du serveur"},
	{"you have as many sessions as one person may: leave another first", "vous avez déjà toutes les sessions permises à une personne : quittez-en une d’abord"},
}
