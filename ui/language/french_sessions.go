package language

// frenchSessions is what is said when the screen of somebody who came by a line, or joined, ends, and to whoever ends it.
var frenchSessions = []entry{
	{"%d consoles have joined this inbox, which is as many as it takes: leave one first", "%d écrans ont rejoint cette boîte, elle n’en prend pas plus : quittez-en un d’abord"},
	{"%d screen is open through this vigie", "%d écran est ouvert par ce vigie"},
	{"%d screens are open through this vigie", "%d écrans sont ouverts par ce vigie"},
	{"Leaving ends that too; what is being written there is kept.", "Quitter y met fin aussi ; ce qui s’y écrit est gardé."},
	{"nobody pressed a key for a long time; what you were writing is kept", "aucune touche depuis longtemps ; ce que vous écriviez est gardé"},
	{"one person may not hold so many connections: close another first", "trop de connexions pour une seule personne : fermez-en une autre d’abord"},
	{"somebody who looks after this server ended the session; what you were writing is kept", "quelqu’un qui s’occupe de ce serveur a mis fin à la session ; ce que vous écriviez est gardé"},
	{"the console broke; what you were writing is kept, sign in again", "l’écran a cassé ; ce que vous écriviez est gardé, reconnectez-vous"},
	{"the console broke; what you were writing is kept: run `vigie` again", "l’écran a cassé ; ce que vous écriviez est gardé : relancez `vigie`"},
	{"the demo is over, and with it all that was in it: `vigie demo` begins another", "la démonstration est finie, avec tout ce qu’elle contenait : `vigie demo` en commence une autre"},
	{"the line was closed", "la ligne a été fermée"},
	{"the server is going down; what you were writing is kept, sign in again in a moment", "le serveur s’arrête ; ce que vous écriviez est gardé, reconnectez-vous dans un instant"},
	{"the team file changed what you see of the inbox", "le fichier d’équipe a changé ce que vous voyez de la boîte"},
	{"the terminal is gone", "le terminal n’est plus là"},
	{"the vigie that held this inbox (%s) has ended; what you were writing is kept: run `vigie` again", "le vigie qui tenait cette boîte (%s) s’est arrêté ; ce que vous écriviez est gardé : relancez `vigie`"},
	{"your key is no longer in the team file", "votre clé n’est plus dans le fichier d’équipe"},
	{"your role is now: %s", "votre rôle est maintenant : %s"},
}
