package language

// frenchPeople is what is said about authors and about channels.
var frenchPeople = []entry{
	{"%d answer of ours", "%d réponse de nous"},
	{"%d answers of ours", "%d réponses de nous"},
	{"%d follower", "%d abonné"},
	{"%d followers", "%d abonnés"},
	{"%s on %s", "%s sur %s"},
	{"%s time here", "%s message ici"},
	{"No channel yet.", "Pas encore de canal."},
	{"account since %s", "compte ouvert le %s"},
	{"again in %s", "de nouveau dans %s"},
	{"bot", "robot"},
	{"escalated %d time", "transmis %d fois"},
	{"escalated %d times", "transmis %d fois"},
	{"first %s", "premier le %s"},
	{"first time here", "premier message ici"},
	{"heard %s ago", "relevé il y a %s"},
	{"last %s", "dernier le %s"},
	{"not heard yet", "pas encore relevé"},
	{"on %s", "sur %s"},
	{"says it is a bot", "se dit robot"},
	{"since %s", "depuis %s"},
	{"verified", "vérifié"},
	{"vigie channel add connects one.", "vigie channel add en connecte un."},
	{"we answered", "notre réponse"},
}
