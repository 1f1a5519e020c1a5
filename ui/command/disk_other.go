//go:build !linux

package command

// diskLeft is how many bytes a folder's disk has left for us; -1 where that can't be told.
func diskLeft(string) int64 { return -1 }
