package store

import (
	"fmt"
	"testing"
)

func TestZZ(t *testing.T) {
	s := imported(t)
	s.read(func(v *view) error {
		for id := range buckets {
			st := v.bucket(id).Stats()
			n := float64(benchItems(t))
			fmt.Printf("%-12s keys %8d alloc/item %7.1f inuse/item %7.1f depth %d\n", bucketNamesOf[id], st.KeyN, float64(st.LeafAlloc+st.BranchAlloc)/n, float64(st.LeafInuse+st.BranchInuse)/n, st.Depth)
		}
		return nil
	})
}
