package store

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"syscall"
)

// holder is the number of the process that has locked the file, from the locks that Linux lists; "" where that isn't told.
//
//	1: FLOCK ADVISORY WRITE 4711 08:01:131 0 EOF
func holder(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	f, err := os.Open("/proc/locks")
	if err != nil {
		return ""
	}
	defer f.Close()
	inode := fmt.Sprintf(":%d", stat.Ino)
	for lines := bufio.NewScanner(f); lines.Scan(); {
		w := strings.Fields(lines.Text())
		if len(w) >= 6 && w[1] == "FLOCK" && strings.HasSuffix(w[5], inode) {
			return w[4]
		}
	}
	return ""
}
