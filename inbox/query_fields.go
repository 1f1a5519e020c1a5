package inbox

import "slices"

// queryField is a field of the search language. Parsing, matching, completion, help and docs/search.md are all made from
// the one table of them.
type queryField struct {
	name    string
	aliases []string
	takes   string // its values, for people
	help    Phrase
	example string
	words   []queryWord // its values where they are a closed list
	check   func(value string) (canonical string, bad *QueryError)
	match   func(value string, it *Item, s Scene) bool
	accepts func(value, name string, s Scene) bool // of fields that ask a brand, channel, tag, department or person
	known   func(v Vocabulary) []string            // names to complete from
	made    func(typed string) []string            // values that begin with what was typed
}

// queryWord is one of a closed list of values.
type queryWord struct {
	name  string
	help  Phrase
	match func(it *Item, s Scene) bool
}

// queryFields is the table. Its order is the order of help.
var queryFields = []queryField{
	{name: "is", takes: "a state (see below)", help: "how it stands", example: "is:open",
		words: isWords, check: oneOf(isWords), match: matchWord(isWords)},
	{name: "has", takes: "what hangs from it (see below)", help: "what it has", example: "has:link",
		words: hasWords, check: oneOf(hasWords), match: matchWord(hasWords)},
	{name: "brand", takes: "a brand's name", help: "of that brand", example: "brand:acme",
		check: anyText, accepts: sameName, known: func(v Vocabulary) []string { return v.Brands },
		match: func(v string, it *Item, s Scene) bool { return sameName(v, it.Brand, s) }},
	{name: "channel", takes: "a channel's name", help: "came by that channel", example: "channel:fedi",
		check: anyText, accepts: sameName, known: func(v Vocabulary) []string { return v.Channels },
		match: func(v string, it *Item, s Scene) bool { return sameName(v, it.Channel, s) }},
	{name: "kind", takes: "comment, mention, reply, review, match or message", help: "what it is to the brand", example: "kind:review",
		words: kindWords(), check: oneOf(kindWords()), match: func(v string, it *Item, _ Scene) bool { return string(it.Kind) == v }},
	{name: "tag", takes: "a tag, or its start and `*`", help: "carries the tag", example: "tag:mood/*",
		check: anyText, accepts: acceptsTag, known: func(v Vocabulary) []string { return v.Tags },
		match: func(v string, it *Item, s Scene) bool {
			return slices.ContainsFunc(it.Tags, func(tag string) bool { return acceptsTag(v, tag, s) })
		}},
	{name: "author", aliases: []string{"from"}, takes: "part of a name or handle, or an exact id", help: "written by them", example: `author:"Karim B."`,
		check: anyText, known: func(v Vocabulary) []string { return v.Authors }, match: func(v string, it *Item, _ Scene) bool {
			return v == it.Author.ID || contains(it.Author.Handle, v) || contains(it.Author.Name, v)
		}},
	{name: "department", aliases: []string{"dept"}, takes: "a department's name", help: "it has the item, or answered it", example: "dept:sav",
		check: anyText, accepts: sameName, known: func(v Vocabulary) []string { return v.Departments },
		match: func(v string, it *Item, s Scene) bool { return it.Department != "" && sameName(v, it.Department, s) }},
	{name: "assignee", aliases: []string{"for", "assigned"}, takes: "a person's name, me or nobody", help: "whose item it is", example: "assignee:me",
		check: anyText, accepts: acceptsPerson, known: people,
		match: func(v string, it *Item, s Scene) bool { return acceptsPerson(v, it.Assignee, s) }},
	{name: "answered", takes: "a person's name, me or nobody", help: "who wrote our last reply", example: "answered:nadia",
		check: anyText, accepts: acceptsPerson, known: people,
		match: func(v string, it *Item, s Scene) bool { return acceptsPerson(v, it.AnsweredBy, s) }},
	{name: "mentions", takes: "a person's name or me", help: "a note names them", example: "mentions:me",
		check: anyText, accepts: acceptsSomebody, known: somebody,
		match: func(v string, it *Item, s Scene) bool {
			return slices.ContainsFunc(it.Mentions, func(m Mentioned) bool { return acceptsSomebody(v, m.Person, s) })
		}},
	{name: "priority", takes: "low, normal, high or urgent; also `>=high`", help: "how soon it wants an answer", example: "priority:>=high",
		words: priorityWords(), check: checkPriority, match: matchPriority},
	{name: "before", takes: "an age or a day (see above)", help: "older than that", example: "before:2d",
		check: checkMoment, known: commonMoments, made: agesOf, match: func(v string, it *Item, s Scene) bool { return it.Order < momentKey(v, s) }},
	{name: "after", takes: "an age or a day (see above)", help: "from then on", example: "after:2026-11-01T09:00",
		check: checkMoment, known: commonMoments, made: agesOf, match: func(v string, it *Item, s Scene) bool { return it.Order >= momentKey(v, s) }},
	{name: "since", takes: "an age or a day (see above)", help: "came in here from then on, whenever it was posted", example: "since:8h",
		check: checkMoment, known: commonMoments, made: agesOf, match: func(v string, it *Item, s Scene) bool { return it.Arrived.UnixMilli() >= momentKey(v, s) }},
	{name: "on", takes: "today, yesterday or a day", help: "of that day", example: "on:yesterday",
		check: checkDay, known: fixed("today", "yesterday"), match: matchDay},
	{name: "weekday", takes: "a day of the week", help: "of those days, in your time zone", example: "weekday:monday",
		words: weekdayWords(), check: checkWeekday, match: matchWeekday},
	{name: "hour", takes: "an hour from 0 to 23", help: "of that hour of the day, in your time zone", example: "hour:14",
		check: checkHour, known: hours, match: matchHour},
	{name: "lang", aliases: []string{"language"}, takes: "a language's code", help: "as the platform tells", example: "lang:fr",
		check: anyText, known: fixed("fr", "en", "de", "es", "it", "nl", "pt", "pl", "sv", "da", "ar", "tr", "ru", "uk", "zh", "ja", "ko"), match: matchLang},
	{name: "followers", takes: "a number, with `>`, `>=`, `<` or `<=`", help: "how many follow its author", example: "followers:>1000",
		check: checkFollowers, known: fixed("1000", "10k", "100k", "1m"), match: matchFollowers},
	{name: "title", takes: "part of a title", help: "the article or topic that it hangs from", example: "title:livraison",
		check: anyText, known: func(v Vocabulary) []string { return v.Titles }, match: func(v string, it *Item, _ Scene) bool { return contains(it.Title, v) }},
	{name: "found", takes: "part of a search or a hashtag", help: "what the listening found it by", example: "found:acme",
		check: anyText, known: func(v Vocabulary) []string { return v.Found }, match: func(v string, it *Item, _ Scene) bool { return contains(it.Found, v) }},
	{name: "url", takes: "part of an address", help: "where people see it", example: "url:https://blog.acme.example/42",
		check: anyText, match: func(v string, it *Item, _ Scene) bool { return contains(it.URL, v) }},
	{name: "id", takes: "short numbers, with commas", help: "those items", example: "id:12,15",
		check: checkNumbers, match: matchNumbers},
	{name: "gist", takes: "what the console writes there", help: "open, and says nearly the same", example: "gist:00c0ffee00c0ffee",
		check: checkGist, match: matchGist},
	{name: "thread", takes: "the platform's id of a thread's root", help: "all of the thread", example: "thread:1099",
		check: anyText, match: func(v string, it *Item, _ Scene) bool { return it.Thread == v }},
}

// isWords are the values of is:.
var isWords = []queryWord{
	{"open", "waits for the moderator", hasStatus(Open)},
	{"snoozed", "comes back later", hasStatus(Snoozed)},
	{"escalated", "a department has it", hasStatus(Escalated)},
	{"returned", "the department answered", hasStatus(Returned)},
	{"done", "nothing more to do", hasStatus(Done)},
	{"seen", "you opened it since its last change", isSeen},
	{"unseen", "you did not", func(it *Item, s Scene) bool { return !isSeen(it, s) }},
	{"mine", "assigned to you", func(it *Item, s Scene) bool { return acceptsPerson("me", it.Assignee, s) }},
	{"unassigned", "assigned to nobody", func(it *Item, _ Scene) bool { return it.Assignee == "" }},
	{"mentioned", "a note names you, and you have not opened it since", func(it *Item, s Scene) bool { return it.Names(s.Person) }},
	{"overdue", "the department's answer is late", func(it *Item, s Scene) bool { return it.Overdue(s.Now) }},
	{"muted", "later activity doesn't reopen it", func(it *Item, _ Scene) bool { return it.Muted }},
	{"unsent", "what should have left was refused or is uncertain", func(it *Item, _ Scene) bool { return it.Unsent }},
	{"review", "a reply waits until a lead releases it", func(it *Item, _ Scene) bool { return it.Review }},
	{"pending", "something is on its way out", func(it *Item, _ Scene) bool { return it.Pending > 0 }},
	{"private", "only we and its author can read it", func(it *Item, _ Scene) bool { return it.Private }},
	{"public", "everybody can read it", func(it *Item, _ Scene) bool { return !it.Private && it.Visibility == Public }},
	{"held", "waits for approval on the channel", hasVisibility(Held)},
	{"hidden", "hidden on the channel", hasVisibility(Hidden)},
	{"spam", "marked as spam on the channel", hasVisibility(Spam)},
	{"deleted", "gone from the channel", hasVisibility(Deleted)},
	{"edited", "its author changed it", func(it *Item, _ Scene) bool { return !it.Edited.IsZero() || it.Edits > 0 }},
	{"ours", "written by the channel's own account", func(it *Item, _ Scene) bool { return it.Ours }},
	{"liked", "our account likes it", func(it *Item, _ Scene) bool { return it.Liked }},
	{"bot", "its author is a machine", func(it *Item, _ Scene) bool { return it.Author.Bot }},
	{"verified", "its author is verified by the platform", func(it *Item, _ Scene) bool { return it.Author.Verified }},
}

// hasWords are the values of has:.
var hasWords = []queryWord{
	{"link", "a web address in its text", func(it *Item, _ Scene) bool { return hasLink(it.Text.String()) }},
	{"media", "a picture, a film, a sound or a file", func(it *Item, _ Scene) bool { return len(it.Media) > 0 }},
	{"note", "an internal note", func(it *Item, _ Scene) bool { return it.Notes > 0 }},
	{"tag", "any tag", func(it *Item, _ Scene) bool { return len(it.Tags) > 0 }},
	{"reply", "our reply", func(it *Item, _ Scene) bool { return !it.Answered.IsZero() }},
	{"edits", "earlier versions of its text", func(it *Item, _ Scene) bool { return it.Edits > 0 }},
	{"title", "a title", func(it *Item, _ Scene) bool { return !it.Title.Empty() }},
	{"text", "a text", func(it *Item, _ Scene) bool { return !it.Text.Empty() }},
}

func kindWords() []queryWord {
	words := make([]queryWord, len(Kinds))
	for i, k := range Kinds {
		words[i] = queryWord{name: string(k)}
	}
	return words
}

func priorityWords() []queryWord {
	words := make([]queryWord, len(priorityNames))
	for i, name := range priorityNames {
		words[i] = queryWord{name: name}
	}
	return words
}

func fieldNamed(name string) (*queryField, bool) {
	for i := range queryFields {
		if f := &queryFields[i]; f.name == name || slices.Contains(f.aliases, name) {
			return f, true
		}
	}
	return nil, false
}

func fieldNames() []string {
	names := make([]string, len(queryFields))
	for i, f := range queryFields {
		names[i] = f.name
	}
	return names
}

func nearestFields(misspelt string) Saying {
	if misspelt == "http" || misspelt == "https" {
		return Say("write url: before an address, or quote it to look for it in texts")
	}
	return Say("%s (text with a colon goes in quotes)", oneMeant(misspelt, fieldNames()))
}
