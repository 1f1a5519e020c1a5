package inbox

import "strings"

// This file stands in until fold.go lands with the real folding: whoever lands fold.go deletes this one.

// Fold makes texts comparable whatever their case.
func Fold(s string) string { return strings.ToLower(s) }
