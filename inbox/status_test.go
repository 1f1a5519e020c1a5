package inbox

import (
	"fmt"
	"testing"
)

// reads checks that a word is read back as what prints it, and that another is refused.
func reads[T interface {
	comparable
	fmt.Stringer
}](t *testing.T, parse func(string) (T, error), values ...T) {
	t.Helper()
	for _, v := range values {
		if got, err := parse(v.String()); err != nil || got != v {
			t.Errorf("%s is read as %v, %v", v, got, err)
		}
	}
	for _, name := range []string{"", "unknown", "OPEN"} {
		if got, err := parse(name); err == nil {
			t.Errorf("%q is read as %v", name, got)
		}
	}
}

func TestNamesAreReadBackAsTheyArePrinted(t *testing.T) {
	reads(t, ParseStatus, Statuses...)
	reads(t, ParseVisibility, Public, Held, Hidden, Spam, Deleted)
	reads(t, ParsePriority, Low, Normal, High, Urgent)
	reads(t, ParseRole, Viewer, DepartmentRole, Trainee, Moderator, Lead, Owner)
}

func TestAValueOutOfItsListIsUnknown(t *testing.T) {
	for _, v := range []fmt.Stringer{Status(9), Visibility(9), Priority(9), Priority(-9), Role(9), DeliveryState(9)} {
		if v.String() != "unknown" {
			t.Errorf("%T: %s", v, v)
		}
	}
}
