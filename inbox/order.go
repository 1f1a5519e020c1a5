package inbox

import "math/bits"

// Order is how a page is sorted.
type Order uint8

// The orders of a page.
const (
	Newest Order = iota
	Oldest
	MostUrgent   // the newest of each level of urgency, the most urgent level first
	MostFollowed // the newest of each class of reach, the widest first: a class is a doubling of followers, from a thousand on
)

// Orders lists every order with its name, as people write it.
var Orders = []struct {
	Order Order
	Name  string
}{{Newest, "newest"}, {Oldest, "oldest"}, {MostUrgent, "urgent"}, {MostFollowed, "followed"}}

// OrderNames are the names of all orders.
func OrderNames() (names []string) {
	for _, o := range Orders {
		names = append(names, o.Name)
	}
	return names
}

// String is the order's name.
func (o Order) String() string {
	for _, n := range Orders {
		if n.Order == o {
			return n.Name
		}
	}
	return "newest"
}

// ParseOrder reads an order's name; ok is false where there is none so called.
func ParseOrder(name string) (o Order, ok bool) {
	for _, n := range Orders {
		if n.Name == name {
			return n.Order, true
		}
	}
	return Newest, false
}

const (
	followedFrom = 1000
	widestReach  = 22 // of two milliards
)

// Rank is what an order sorts by before the time: the higher comes first. Nearly all items have rank 0.
func (o Order) Rank(it *Item) int {
	switch o {
	case MostUrgent:
		return int(it.UrgencyLevel())
	case MostFollowed:
		return min(bits.Len(uint(max(it.Author.Followers, 0)/followedFrom)), widestReach)
	}
	return 0
}

// Ranks are the ranks that an order knows, in its order.
func (o Order) Ranks() []int {
	switch o {
	case MostUrgent:
		return []int{int(Urgent), int(High), int(Normal), int(Low)}
	case MostFollowed:
		ranks := make([]int, 0, widestReach+1)
		for r := widestReach; r >= 0; r-- {
			ranks = append(ranks, r)
		}
		return ranks
	}
	return []int{0}
}

// At is where an item stands in the order.
func (o Order) At(it *Item) Position {
	at := it.At()
	at.Rank = o.Rank(it)
	return at
}

// Precedes reports whether a comes before b.
func (o Order) Precedes(a, b Position) bool {
	if o == Oldest {
		return a.Before(b)
	}
	return b.Before(a)
}

// Position is where an item stands in an order: its sort key. It stays right when the item has gone.
type Position struct {
	Rank   int `json:",omitempty"` // see Order.Rank; 0 where only the time sorts
	Order  int64
	Number uint64
}

// At is the item's position by time.
func (it Item) At() Position { return Position{Order: it.Order, Number: it.Number} }

// Before reports whether p comes before q from the lowest rank and the oldest on.
func (p Position) Before(q Position) bool {
	if p.Rank != q.Rank {
		return p.Rank < q.Rank
	}
	return p.Order < q.Order || p.Order == q.Order && p.Number < q.Number
}
