package command

import (
	"fmt"
	"net"
	"os"
	"runtime"
)

// checkPeer refuses the other end of a socket where it is another user's process, and where the system can't tell whose it is.
func checkPeer(c *net.UnixConn) error {
	raw, err := c.SyscallConn()
	if err != nil {
		return err
	}
	var peer uint32
	var failed error
	if err := raw.Control(func(fd uintptr) { peer, failed = userAt(int(fd)) }); err != nil {
		return err
	}
	if failed != nil {
		return fmt.Errorf("nobody knows whose process is at the other end: %w", failed)
	}
	if me := os.Getuid(); int64(peer) != int64(me) {
		return fmt.Errorf("the process at the other end is of user %d, not of %d", peer, me)
	}
	return nil
}

// errPeers says that this system doesn't tell whose process is at the other end of a socket.
var errPeers = fmt.Errorf("%s doesn't tell whose process is at the other end of a socket", runtime.GOOS)
