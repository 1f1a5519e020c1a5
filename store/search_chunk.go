package store

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// The postings of a word are the numbers of the items that hold it, in chunks of 65,536 numbers. A chunk is a sorted list of
// two-byte ends of numbers, or where it would be longer, a bitmap of 8,192 bytes: both are read where they lie in the file. The
// chunks of the same numbers lie together, so that posting new items rewrites no page of old ones.
//
//	key: number ÷ 65,536 in 4 bytes · word
type chunk []byte

const bitmapSize = 1 << 16 / 8

func chunkKey(part uint32, word string) []byte {
	return append(binary.BigEndian.AppendUint32(make([]byte, 0, 4+len(word)), part), word...)
}

func split(number uint64) (part uint32, low uint16) { return uint32(number >> 16), uint16(number) }

func numberOf(part uint32, low uint16) uint64 { return uint64(part)<<16 | uint64(low) }

func (c chunk) isBitmap() bool { return len(c) == bitmapSize }

func (c chunk) len() (n int) {
	if !c.isBitmap() {
		return len(c) / 2
	}
	for i := 0; i < bitmapSize; i += 8 {
		n += bits.OnesCount64(binary.LittleEndian.Uint64(c[i:]))
	}
	return n
}

func (c chunk) has(low uint16) bool {
	if c.isBitmap() {
		return c[low>>3]&(1<<(low&7)) != 0
	}
	from, to := 0, len(c)/2
	for from < to {
		mid := (from + to) / 2
		switch at := binary.BigEndian.Uint16(c[2*mid:]); {
		case at == low:
			return true
		case at < low:
			from = mid + 1
		default:
			to = mid
		}
	}
	return false
}

// each gives the ends in their order.
func (c chunk) each(told func(low uint16)) {
	if !c.isBitmap() {
		for i := 0; i+1 < len(c); i += 2 {
			told(binary.BigEndian.Uint16(c[i:]))
		}
		return
	}
	for i := 0; i < bitmapSize; i += 8 {
		for word := binary.LittleEndian.Uint64(c[i:]); word != 0; word &= word - 1 {
			told(uint16(i*8 + bits.TrailingZeros64(word)))
		}
	}
}

// with is the chunk and these ends, sorted or not: adding what is there changes nothing.
func (c chunk) with(lows []uint16) chunk {
	if c.isBitmap() {
		out := slices.Clone(c)
		out.set(lows)
		return out
	}
	all := c.ends(len(lows))
	all = append(all, lows...)
	slices.Sort(all)
	return chunkOf(slices.Compact(all))
}

// without is the chunk but for one end; empty where that was all.
func (c chunk) without(low uint16) chunk {
	all := c.ends(0)
	return chunkOf(slices.DeleteFunc(all, func(l uint16) bool { return l == low }))
}

func (c chunk) ends(room int) []uint16 {
	all := make([]uint16, 0, c.len()+room)
	c.each(func(low uint16) { all = append(all, low) })
	return all
}

func chunkOf(ends []uint16) chunk {
	if 2*len(ends) >= bitmapSize {
		out := make(chunk, bitmapSize)
		out.set(ends)
		return out
	}
	out := make(chunk, 0, 2*len(ends))
	for _, low := range ends {
		out = binary.BigEndian.AppendUint16(out, low)
	}
	return out
}

func (c chunk) set(lows []uint16) {
	for _, low := range lows {
		c.put(low)
	}
}

// put adds an end to a bitmap.
func (c chunk) put(low uint16) { c[low>>3] |= 1 << (low & 7) }
