package store

import (
	"cmp"
	"encoding/binary"
	"maps"
	"slices"

	"vigie/inbox"
)

// brandNumbers are the numbers of some brands (nil: of all), each once.
func (v *view) brandNumbers(brands []string) (numbers []uint32) {
	if brands == nil {
		for i := range v.names.byNumber[brandName] {
			numbers = append(numbers, uint32(i+1))
		}
		return numbers
	}
	for _, b := range brands {
		if n := v.names.number(brandName, b); n != 0 && !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
	}
	return numbers
}

// eachCount walks over the counters of one kind in a brand.
func (v *view) eachCount(brand uint32, k indexKind, told func(value uint32, n int)) {
	p := prefix(brand, k, 0)[:3]
	c := v.bucket(bucketCounts).Cursor()
	for key, b := c.Seek(p); len(key) == prefixSize && string(key[:3]) == string(p); key, b = c.Next() {
		told(binary.BigEndian.Uint32(key[3:]), decodeCount(b))
	}
}

// Counts are the numbers of the header, over some brands (nil: all).
func (s *Store) Counts(brands []string) (inbox.Counts, error) {
	c := inbox.Counts{
		Status: map[inbox.Status]int{}, Brand: map[string]int{}, Channel: map[string]int{}, Tag: map[string]int{},
		Department: map[string]int{}, Assignee: map[string]int{}, Mentioned: map[string]int{},
	}
	err := s.read(func(v *view) error {
		for _, brand := range v.brandNumbers(brands) {
			v.eachCount(brand, byStatus, func(value uint32, n int) { c.Status[inbox.Status(value)] += n })
			v.eachCount(brand, byUnsent, func(_ uint32, n int) { c.Unsent += n })
			v.eachCount(brand, byReview, func(_ uint32, n int) { c.Review += n })
			v.eachCount(brand, needBrand, func(_ uint32, n int) { c.Brand[v.names.name(brandName, brand)] += n })
			for _, by := range []struct {
				kind  indexKind
				names nameKind
				to    map[string]int
			}{
				{needChannel, channelName, c.Channel}, {needTag, tagName, c.Tag},
				{byDue, departmentName, c.Department}, {needAssignee, personName, c.Assignee},
				{byMentioned, personName, c.Mentioned},
			} {
				v.eachCount(brand, by.kind, func(value uint32, n int) { by.to[v.names.name(by.names, value)] += n })
			}
		}
		return nil
	})
	return c, err
}

// inUse are the names that the items of some brands carry, those that most carry first; as many, by name.
func (v *view) inUse(brands []string, k indexKind, of nameKind) []string {
	uses := map[string]int{}
	for _, brand := range v.brandNumbers(brands) {
		v.eachCount(brand, k, func(value uint32, n int) { uses[v.names.name(of, value)] += n })
	}
	return slices.SortedFunc(maps.Keys(uses), func(a, b string) int {
		return cmp.Or(cmp.Compare(uses[b], uses[a]), inbox.CompareNames(a, b))
	})
}
