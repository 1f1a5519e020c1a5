package language

// frenchWriting is what is said about texts that are written and about what is to leave.
var frenchWriting = []entry{
	{"%s does nothing to what is %s", "%s ne fait rien à un envoi %s"},
	{"%s is answering this already, since %s", "%s y répond déjà, depuis %s"},
	{"%s; the text waits as a draft", "%s ; le texte reste en brouillon"},
	{"Reply: %v", "Répondre : %v"},
	{"no longer told of changes: %v", "les changements n’arrivent plus : %v"},
	{"not all has left: %v", "tout n’est pas parti : %v"},
	{"the draft can't be read: %v", "le brouillon est illisible : %v"},
	{"the draft is kept; %s opens it again", "brouillon gardé ; %s le rouvre"},
	{"the draft isn't kept: %v", "le brouillon n’est pas gardé : %v"},
	{"the team file has no [[reply]] for %s", "le fichier d’équipe n’a aucune [[reply]] pour %s"},
	{"this text can't be kept beside the draft: ctrl-s writes it, esc once more throws it away", "ce texte ne peut être gardé avec le brouillon : ctrl-s l’écrit, encore esc le jette"},
	{"your editor isn't on this machine; type here", "votre éditeur n’est pas sur cette machine ; la saisie se fait ici"},
}
