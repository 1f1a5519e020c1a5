// Package language says the interface's texts in English or in French: sentences, numbers, plurals, dates, ages, and the words
// and errors that come from within.
//
// English is the key. A text is written in English where it is needed, as an inbox.Phrase, and said by a Language:
//
//	l.Say("%s has the item %d already", name, number)
//	l.Count(n, "%d item", "%d items")
//	l.Error(err)
//
// Its French stands in one of the files french_*.go, each about one subject and sorted by the English. To add a text: write it
// in the code, run the tests of this package, and put the pair where they say. They fail on a text that has no French, on an
// entry that nobody says, on verbs that differ between the two, and on English words of the console that pass the catalogue by.
// What a function hands on to be said later keeps the type inbox.Phrase, so that the compiler sees what was not said yet.
//
// The names in a search (is:open, tag:refund), names of commands on the command line and of keys in the team file are a grammar: they are the
// same in every language. A value that a translation puts elsewhere is named by its place: %[2]s.
package language
