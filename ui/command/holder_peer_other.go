//go:build !linux

package command

import "net"

// checkPeer trusts the rights of the socket and of its folder, which only their owner can enter.
func checkPeer(*net.UnixConn) error { return nil }
