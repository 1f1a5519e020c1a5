package inbox

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestAPatchLeadsFromOneTriageToTheOtherAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := someTriage().Draw(t, "from"), someTriage().Draw(t, "to")
		p := Diff(from, to)
		there, err := p.Apply(from)
		if err != nil || !reflect.DeepEqual(there, to) {
			t.Fatalf("%s leads to %+v, %v; want %+v", p, there, err, to)
		}
		back, err := p.Invert().Apply(there)
		if err != nil || !reflect.DeepEqual(back, from) {
			t.Fatalf("%s leads back to %+v, %v; want %+v", p, back, err, from)
		}
		if !reflect.DeepEqual(append(Patch{}, p.Invert().Invert()...), append(Patch{}, p...)) {
			t.Fatal("inverting twice is not the patch itself")
		}
	})
}

func TestAPatchIsRefusedWholeWhereOneOfItsFieldsMovedSince(t *testing.T) {
	before := Triage{Assignee: "nadia", Tags: []string{"a"}}
	after := Triage{Status: Done, Assignee: "nadia", Tags: []string{"a", "b"}}
	undo := Diff(before, after).Invert()
	for name, change := range map[string]func(*Triage){
		"the status moved":       func(t *Triage) { t.Status = Escalated },
		"the added tag was gone": func(t *Triage) { t.Tags = []string{"a"} },
	} {
		now := after
		change(&now)
		got, err := undo.Apply(now)
		if !errors.Is(err, ErrChanged) || !reflect.DeepEqual(got, now) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	now := after
	now.Assignee, now.Tags = "léa", []string{"b", "c"}
	got, err := undo.Apply(now)
	if want := (Triage{Assignee: "léa", Tags: []string{"c"}}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("what the patch doesn't name moved: %+v, %v", got, err)
	}
}

func TestApplyingAPatchLeavesTheTriageThatItWasGivenAlone(t *testing.T) {
	from := Triage{Tags: append(make([]string, 0, 8), "a", "c")}
	if _, err := (Patch{{"tag", "", "b"}, {"tag", "a", ""}}).Apply(from); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(from.Tags, []string{"a", "c"}) {
		t.Errorf("its tags became %v", from.Tags)
	}
}

func TestAPatchOfAnUnknownVersionIsRefused(t *testing.T) {
	for _, p := range []Patch{{{"colour", "", "red"}}, {{"status", "open", "frozen"}}, {{"due", "", "soon"}}, {{"priority", "normal", "extreme"}}} {
		if got, err := p.Apply(Triage{}); err == nil || !reflect.DeepEqual(got, Triage{}) {
			t.Errorf("%s: %+v, %v", p, got, err)
		}
	}
}

func TestAPatchTellsItselfInWords(t *testing.T) {
	from := Triage{Assignee: "nadia", Tags: []string{"delay"}}
	to := Triage{Status: Done, Tags: []string{"refund"}}
	p := Diff(from, to)
	if got, want := p.String(), "status open → done, assignee nadia → none, -delay, +refund"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	added, removed := p.Tags()
	if !reflect.DeepEqual(added, []string{"refund"}) || !reflect.DeepEqual(removed, []string{"delay"}) {
		t.Errorf("added %v, removed %v", added, removed)
	}
}

// A field that Diff forgets would be lost by undo.
func TestEveryFieldOfATriageIsInItsPatch(t *testing.T) {
	some := map[reflect.Type]any{
		reflect.TypeFor[Status](): Done, reflect.TypeFor[[]string](): []string{"a"}, reflect.TypeFor[string](): "x",
		reflect.TypeFor[Priority](): High, reflect.TypeFor[time.Time](): decidedAt, reflect.TypeFor[bool](): true, reflect.TypeFor[int](): 1,
	}
	for i := range reflect.TypeFor[Triage]().NumField() {
		var to Triage
		field := reflect.ValueOf(&to).Elem().Field(i)
		field.Set(reflect.ValueOf(some[field.Type()]))
		if n := len(Diff(Triage{}, to)); n != 1 {
			t.Errorf("a change of %s makes %d fields of a patch", reflect.TypeFor[Triage]().Field(i).Name, n)
		}
	}
}
