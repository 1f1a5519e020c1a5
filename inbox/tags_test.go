package inbox

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var moods = Tags{
	Known:     []Tag{{Name: "mood/angry", Color: "#cc0000"}, {Name: "mood/happy"}, {Name: "refund"}},
	Exclusive: []string{"mood"},
}

func TestATagOfAnExclusiveGroupReplacesTheOther(t *testing.T) {
	for name, test := range map[string]struct {
		had, add, want string
		patch          string
	}{
		"the first":              {"refund", "mood/angry", "mood/angry refund", "+mood/angry"},
		"another":                {"mood/happy refund", "mood/angry", "mood/angry refund", "-mood/happy, +mood/angry"},
		"two that were imported": {"mood/happy mood/sad", "mood/angry", "mood/angry", "-mood/happy, -mood/sad, +mood/angry"},
		"of no group":            {"mood/happy", "refund", "mood/happy refund", "+refund"},
		"a like-named tag":       {"moody/x mood", "mood/angry", "mood mood/angry moody/x", "+mood/angry"},
	} {
		t.Run(name, func(t *testing.T) {
			it := Item{Triage: Triage{Tags: strings.Fields(test.had)}}
			slices.Sort(it.Tags)
			next, err := Decide(it, Decision{Verb: VerbTag, Add: []string{test.add}, Groups: moods.Groups(test.add)}, "nadia", decidedAt)
			if got := strings.Join(next.Tags, " "); err != nil || got != test.want {
				t.Errorf("it is tagged %q, %v; want %q", got, err, test.want)
			}
			p := Diff(it.Triage, next)
			if p.String() != test.patch {
				t.Errorf("the log says %q, want %q", p, test.patch)
			}
			if back, err := p.Invert().Apply(next); err != nil || !slices.Equal(back.Tags, it.Tags) {
				t.Errorf("undone it is tagged %v, %v; want %v", back.Tags, err, it.Tags)
			}
		})
	}
}

func TestAnItemNeverGetsTwoTagsOfAnExclusiveGroup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tag := rapid.SampledFrom([]string{"mood/angry", "mood/happy", "mood/sad", "refund", "mood"})
		it := Item{}
		for range rapid.IntRange(1, 8).Draw(t, "decisions") {
			add, remove := tag.Draw(t, "add"), tag.Draw(t, "remove")
			next, err := Decide(it, Decision{Verb: VerbTag, Add: []string{add}, Remove: []string{remove}, Groups: moods.Groups(add)}, "nadia", decidedAt)
			if err == nil {
				it.Triage = next
			}
		}
		of := slices.DeleteFunc(slices.Clone(it.Tags), func(tag string) bool { return !InGroup(tag, "mood") })
		if len(of) > 1 {
			t.Errorf("it carries %v", of)
		}
	})
}

func TestTheTeamsListOfTagsIsKept(t *testing.T) {
	fixed := moods
	fixed.Fixed = true
	for name, test := range map[string]struct {
		tags Tags
		add  []string
		want string // of the error; "" = none
	}{
		"known":                   {fixed, []string{"refund", "mood/angry"}, ""},
		"unknown":                 {fixed, []string{"refnd"}, `the team's list has no tag "refnd"; there are mood/angry, mood/happy, refund`},
		"unknown, no list":        {moods, []string{"refnd"}, ""},
		"two of a group":          {moods, []string{"mood/angry", "mood/happy"}, "mood/angry and mood/happy exclude each other: an item carries one mood/… at a time"},
		"the same twice":          {moods, []string{"mood/angry", "mood/angry"}, ""},
		"a fixed list of nothing": {Tags{Fixed: true}, []string{"x"}, "write a [[tag]] in the team file"},
	} {
		err := test.tags.Allow(test.add...)
		if (err == nil) != (test.want == "") || err != nil && (!strings.Contains(err.Error(), test.want) || !errors.Is(err, ErrIncomplete)) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}
