//go:build darwin || freebsd

package command

import "golang.org/x/sys/unix"

// knowsPeers says whether userAt can tell.
const knowsPeers = true

// userAt is the user of the process at the other end of a socket (unix(4), LOCAL_PEERCRED).
func userAt(fd int) (uint32, error) {
	peer, err := unix.GetsockoptXucred(fd, unix.SOL_LOCAL, unix.LOCAL_PEERCRED)
	if err != nil {
		return 0, err
	}
	return peer.Uid, nil
}
