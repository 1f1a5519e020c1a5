package language

import (
	"cmp"
	"slices"

	"vigie/inbox"
)

// entry is a text in both languages.
type entry struct {
	english inbox.Phrase
	french  string
}

// frenchTexts is the catalogue, by subject, each part sorted by the English. It is laid out by the linker: nothing is built
// when the program starts.
var frenchTexts = [...][]entry{
	frenchActions,
	frenchChannels, frenchConnectors,
	frenchDoor,
	frenchErrors,
	frenchEscalations,
	frenchFigures,
	frenchHandover,
	frenchHints,
	frenchScreens,
	frenchHistory,
	frenchLog,
	frenchNetwork,
	frenchPeople,
	frenchPlain,
	frenchReader,
	frenchRules,
	frenchScreen,
	frenchSearch,
	frenchSessions,
	frenchTriage,
	frenchViews,
	frenchWords,
	frenchWriting,
}

func french(p inbox.Phrase) (string, bool) {
	for _, part := range frenchTexts {
		i, found := slices.BinarySearchFunc(part, p, func(e entry, p inbox.Phrase) int { return cmp.Compare(e.english, p) })
		if found {
			return part[i].french, true
		}
	}
	return "", false
}
