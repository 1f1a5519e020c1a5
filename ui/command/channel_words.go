package command

import (
	"maps"
	"slices"
	"strings"

	"vigie/connectors"
	"vigie/inbox"
)

// works says who we are on a channel that answers, and what can be done there.
func works(account connectors.Account, can inbox.Verbs) string {
	s := "works"
	if !account.ReadOnly && account.Handle != "" {
		s += ", as " + inbox.CleanLine(account.Handle).String()
	}
	if verbs := verbsOf(can); len(verbs) > 0 {
		s += "; it can " + strings.Join(verbs, ", ")
	} else {
		s += "; it only reads"
	}
	if account.Warning != "" {
		s += "; but " + inbox.CleanLine(account.Warning).String()
	}
	return s
}

// verbsOf are the outward verbs of a set, in the order of their names.
func verbsOf(can inbox.Verbs) []string {
	verbs := []string{}
	for _, v := range slices.Sorted(maps.Keys(can)) {
		verbs = append(verbs, string(v))
	}
	return verbs
}
