package mastodon

import (
	"cmp"
	"strconv"
	"strings"
	"time"
)

// ids makes ids that grow in the order of insertion on this server, whatever date a post claims.
// Mastodon's statuses have snowflakes (milliseconds and a counter), its accounts and notifications plain numbers;
// GoToSocial has ULIDs for everything.
type ids struct {
	ulid  bool
	last  int64 // snowflake
	count int64 // plain number
}

// ofStatus returns the id of a status that arrives now.
func (i *ids) ofStatus(now time.Time) string {
	i.last = max(i.last+1, now.UnixMilli()<<16)
	if i.ulid {
		return ulid(i.last)
	}
	return strconv.FormatInt(i.last, 10)
}

// ofOther returns the id of an account or a notification.
func (i *ids) ofOther(now time.Time) string {
	if i.ulid {
		return i.ofStatus(now)
	}
	i.count++
	return strconv.FormatInt(14_714+i.count, 10)
}

// ulid writes a snowflake as a ULID: 48 bits of milliseconds, then 80 that here hold the counter.
func ulid(snowflake int64) string {
	return crockford(snowflake>>16, 10) + crockford(snowflake&0xffff, 16)
}

func crockford(n int64, width int) string {
	const digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
	out := make([]byte, width)
	for i := width - 1; i >= 0; i-- {
		out[i] = digits[n&31]
		n >>= 5
	}
	return string(out)
}

// compareIDs orders opaque ids: the longer is newer, then the greater.
func compareIDs(a, b string) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}
