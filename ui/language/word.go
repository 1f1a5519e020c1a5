package language

import (
	"fmt"

	"vigie/inbox"
	"vigie/inbox/desk"
)

// Word says a word of the domain: a Status, a Visibility, a Priority, a Role, a Kind, the State of a channel or of a delivery, a Verb.
// Any other value is said as it prints itself. The same English word may need several in French, so an entry of the catalogue
// names the kind: "status: open".
func (l Language) Word(x any) string {
	if word, ok := l.word(x); ok {
		return word
	}
	return fmt.Sprint(x)
}

func (l Language) word(x any) (string, bool) {
	kind, word := "", ""
	switch x := x.(type) {
	case inbox.Status:
		kind, word = "status: ", x.String()
	case inbox.Visibility:
		kind, word = "visibility: ", x.String()
	case inbox.Priority:
		kind, word = "priority: ", x.String()
	case inbox.Role:
		kind, word = "role: ", x.String()
	case inbox.DeliveryState:
		kind, word = "delivery: ", x.String()
	case inbox.Verb:
		kind, word = "verb: ", string(x)
	case inbox.Kind:
		kind, word = "kind: ", string(x)
	case desk.State:
		kind, word = "channel: ", string(x)
	default:
		return "", false
	}
	if l == French {
		if said, ok := french(inbox.Phrase(kind + word)); ok {
			return said, true
		}
	}
	return word, true
}
