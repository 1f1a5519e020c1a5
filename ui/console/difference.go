package console

import "strings"

// differenceMost is how many words of a text are compared; of longer ones both are shown.
const differenceMost = 600

// difference is a text as it became, with what was taken out as [-words-] and what was put in as {+words+}.
func difference(was, now string) string {
	a, b := strings.Fields(was), strings.Fields(now)
	if len(a) > differenceMost || len(b) > differenceMost {
		return "[-" + was + "-] {+" + now + "+}"
	}
	same := commonWords(a, b)
	var out, gone, come []string
	flush := func() {
		if len(gone) > 0 {
			out = append(out, "[-"+strings.Join(gone, " ")+"-]")
		}
		if len(come) > 0 {
			out = append(out, "{+"+strings.Join(come, " ")+"+}")
		}
		gone, come = nil, nil
	}
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			flush()
			out = append(out, a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && same[i+1][j] >= same[i][j+1]:
			gone = append(gone, a[i])
			i++
		default:
			come = append(come, b[j])
			j++
		}
	}
	flush()
	return strings.Join(out, " ")
}

// commonWords counts, from every place of two texts on, the words that they have in common in their order.
func commonWords(a, b []string) [][]int {
	same := make([][]int, len(a)+1)
	for i := range same {
		same[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same[i][j] = max(same[i+1][j], same[i][j+1]); a[i] == b[j] {
				same[i][j] = same[i+1][j+1] + 1
			}
		}
	}
	return same
}
