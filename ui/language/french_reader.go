package language

// frenchReader is what the reader says of posts, their links, pictures and authors.
var frenchReader = []entry{
	{"It is no longer at its source; this is what it said:", "Il n’est plus à sa source ; voici ce qu’il disait :"},
	{"answers a post that isn't here", "répond à un message qui n’est pas ici"},
	{"file", "fichier"},
	{"file %d of the evidence %d isn't what was kept: its sha256 is %s", "le fichier %d de la preuve %d n’est pas celui qui fut conservé : son sha256 est %s"},
	{"image", "image"},
	{"no alt text", "aucun texte de remplacement"},
	{"sound", "son"},
	{"the evidence of item %d: %w", "la preuve du message %d : %w"},
	{"this item's files are too large together", "les fichiers de ce message sont trop gros ensemble"},
	{"video", "vidéo"},
	{"where it was written", "là où c’est écrit"},
	{"written in “%s”", "langue : %s"},
}
