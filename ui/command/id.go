package command

import (
	"slices"
	"strconv"
	"strings"

	"vigie/inbox"
)

// readID reads the short number of an item, with or without a #.
func readID(s string) (uint64, error) {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 10, 64)
	if err != nil || n == 0 {
		return 0, misuse("%q is no item: write its short number, as `vigie list` shows it", inbox.CleanLine(s))
	}
	return n, nil
}

// readIDs reads one short number, or several with commas between them.
func readIDs(s string) ([]uint64, error) {
	var list []uint64
	for word := range strings.SplitSeq(s, ",") {
		n, err := readID(strings.TrimSpace(word))
		if err != nil {
			return nil, err
		}
		if !slices.Contains(list, n) {
			list = append(list, n)
		}
	}
	return list, nil
}
