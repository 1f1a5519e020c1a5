package language

// frenchReader is what the reader says of posts, their links, pictures and authors.
var frenchReader = []entry{
	{"It is no longer at its source; this is what it said:", "Il n’est plus à sa source ; voici ce qu’il disait :"},
	{"answers a post that isn't here", "répond à un message qui n’est pas ici"},
	{"file", "fichier"},
	{"image", "image"},
	{"no alt text", "aucun texte de remplacement"},
	{"sound", "son"},
	{"video", "vidéo"},
	{"written in “%s”", "écrit en « %s »"},
}
