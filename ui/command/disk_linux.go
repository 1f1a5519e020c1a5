package command

import "golang.org/x/sys/unix"

// diskLeft is how many bytes a folder's disk has left for us; -1 where that can't be told.
func diskLeft(folder string) int64 {
	var st unix.Statfs_t
	if unix.Statfs(folder, &st) != nil {
		return -1
	}
	return int64(st.Bavail) * st.Bsize
}
