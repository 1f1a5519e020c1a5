package language

// frenchPlain is what the plain screen says in words where the other draws, and what the console calls the person for.
var frenchPlain = []entry{
	{"%d channel fails", "%d canal en panne"},
	{"%d channels fail", "%d canaux en panne"},
	{"%d not sent", "%d non remis"},
	{"%d of yours", "%d à vous"},
	{"%d urgent", "%d urgent"},
	{"%s ago", "il y a %s"},
	{"Item %s of %s", "Message %s sur %s"},
	{"Item number %s", "Message numéro %s"},
	{"Keys: %s", "Touches : %s"},
	{"Status: %s", "État : %s"},
	{"being carried out", "en cours"},
	{"from %s on %s", "de %s sur %s"},
	{"not sent", "non remis"},
	{"selected", "sélectionné"},
	{"unseen", "à lire"},
	{"with a draft", "avec un brouillon"},
}
