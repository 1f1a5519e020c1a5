package command

import "golang.org/x/sys/unix"

// knowsPeers says whether userAt can tell.
const knowsPeers = true

// userAt is the user of the process at the other end of a socket (unix(7), SO_PEERCRED).
func userAt(fd int) (uint32, error) {
	peer, err := unix.GetsockoptUcred(fd, unix.SOL_SOCKET, unix.SO_PEERCRED)
	if err != nil {
		return 0, err
	}
	return peer.Uid, nil
}
