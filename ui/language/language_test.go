package language

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"vigie/connectors"
	"vigie/inbox"
)

func TestASettingCountsBeforeTheLocaleAndTheLocaleBeforeEnglish(t *testing.T) {
	for _, c := range []struct {
		setting string
		environ []string
		want    Language
	}{
		{"", nil, English},
		{"", []string{"LANG=fr_FR.UTF-8"}, French},
		{"", []string{"LANG=fr_CA@euro"}, French},
		{"", []string{"LANG=fr"}, French},
		{"", []string{"LANG=frr_DE.UTF-8"}, English},
		{"", []string{"LANG=de_DE.UTF-8"}, English},
		{"", []string{"LANG=fr_FR.UTF-8", "LC_MESSAGES=en_GB.UTF-8"}, English},
		{"", []string{"LANG=fr_FR.UTF-8", "LC_MESSAGES=en_GB.UTF-8", "LC_ALL=fr_BE.UTF-8"}, French},
		{"", []string{"LANG=fr_FR.UTF-8", "LC_ALL=C"}, English},
		{"", []string{"LANG=fr_FR.UTF-8", "LC_ALL="}, French},
		{"en", []string{"LANG=fr_FR.UTF-8"}, English},
		{"fr", []string{"LANG=en_GB.UTF-8"}, French},
	} {
		if got := Choose(c.setting, c.environ); got != c.want {
			t.Errorf("the setting %q in %q speaks %v, not %v", c.setting, c.environ, got, c.want)
		}
	}
}

func TestNumbersAreGroupedAndCountedByTheLanguage(t *testing.T) {
	for _, c := range []struct {
		n      int
		en, fr string
	}{
		{0, "0 items selected", "0 message sélectionné"},
		{1, "1 item selected", "1 message sélectionné"},
		{2, "2 items selected", "2 messages sélectionnés"},
		{999, "999 items selected", "999 messages sélectionnés"},
		{3412, "3,412 items selected", "3\u202f412 messages sélectionnés"},
		{1234567, "1,234,567 items selected", "1\u202f234\u202f567 messages sélectionnés"},
	} {
		if got := English.Count(c.n, "%d item selected", "%d items selected"); got != c.en {
			t.Errorf("%q, not %q", got, c.en)
		}
		if got := French.Count(c.n, "%d item selected", "%d items selected"); got != c.fr {
			t.Errorf("%q, not %q", got, c.fr)
		}
	}
	if en, fr := English.Number(-1234), French.Number(-123); en != "-1,234" || fr != "-123" {
		t.Error(en, fr)
	}
}

func TestOrdinals(t *testing.T) {
	for n, want := range map[int][2]string{1: {"1st", "1er"}, 2: {"2nd", "2e"}, 3: {"3rd", "3e"}, 4: {"4th", "4e"}, 11: {"11th", "11e"}, 21: {"21st", "21e"}, 112: {"112th", "112e"}} {
		if en, fr := English.Ordinal(n), French.Ordinal(n); en != want[0] || fr != want[1] {
			t.Errorf("%d is %s and %s, not %s", n, en, fr, want)
		}
	}
}

var now = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestAnAgeFitsItsColumn(t *testing.T) {
	for _, c := range []struct {
		ago    time.Duration
		en, fr string
	}{
		{-time.Hour, "now", "0\u00a0min"},
		{20 * time.Second, "now", "0\u00a0min"},
		{2 * time.Minute, "2m", "2\u00a0min"},
		{59 * time.Minute, "59m", "59\u00a0min"},
		{23 * time.Hour, "23h", "23\u00a0h"},
		{5 * day, "5d", "5\u00a0j"},
		{99 * day, "99d", "99\u00a0j"},
		{100 * day, "14w", "14\u00a0sem"},
		{699 * day, "99w", "99\u00a0sem"},
		{700 * day, "1y", "1\u00a0an"},
		{730 * day, "2y", "2\u00a0ans"},
		{30 * 365 * day, "30y", "30\u00a0ans"},
	} {
		at := now.Add(-c.ago)
		if en, fr := English.Age(at, now), French.Age(at, now); en != c.en || fr != c.fr {
			t.Errorf("%v ago is %q and %q, not %q and %q", c.ago, en, fr, c.en, c.fr)
		}
		for _, l := range []Language{English, French} {
			if w := ansi.StringWidth(l.Age(at, now)); w > l.AgeWidth() {
				t.Errorf("%q takes %d cells of %d", l.Age(at, now), w, l.AgeWidth())
			}
		}
	}
	if got := French.Age(time.Time{}, now); got != "–" {
		t.Errorf("no time is %q old", got)
	}
}

func TestLengthsOfTime(t *testing.T) {
	for d, want := range map[time.Duration][2]string{
		40 * time.Second: {"40 s", "40\u00a0s"}, 6*time.Minute + 50*time.Second: {"6 min", "6\u00a0min"},
		47 * time.Hour: {"47 h", "47\u00a0h"}, 48 * time.Hour: {"2 d", "2\u00a0j"},
	} {
		if en, fr := English.Span(d), French.Span(d); en != want[0] || fr != want[1] {
			t.Errorf("%v is %q and %q, not %q", d, en, fr, want)
		}
	}
}

func TestDatesAndTimes(t *testing.T) {
	for _, c := range []struct {
		at     time.Time
		en, fr string
	}{
		{time.Time{}, "–", "–"},
		{now.Add(2 * time.Hour), "14:00", "14:00"},
		{time.Date(2026, 5, 1, 9, 5, 0, 0, time.UTC), "1 May 09:05", "1er mai 09:05"},
		{time.Date(2024, 8, 21, 9, 5, 0, 0, time.UTC), "21 Aug 2024 09:05", "21 août 2024 09:05"},
	} {
		if en, fr := English.Clock(c.at, now), French.Clock(c.at, now); en != c.en || fr != c.fr {
			t.Errorf("%v is %q and %q, not %q and %q", c.at, en, fr, c.en, c.fr)
		}
	}
	monday := time.Date(2026, 12, 7, 9, 0, 0, 0, time.UTC)
	if en, fr := English.Weekday(monday), French.Weekday(monday); en != "Mon 7 Dec 09:00" || fr != "lun. 7 déc. 09:00" {
		t.Error(en, fr)
	}
	for _, c := range []struct {
		in     time.Duration
		en, fr string
	}{
		{2 * time.Hour, "14:00", "14:00"}, {21 * time.Hour, "Sun 09:00", "dim. 09:00"}, {6 * 24 * time.Hour, "Fri 12:00", "ven. 12:00"},
		{7 * 24 * time.Hour, "28 Nov 12:00", "28 nov. 12:00"}, {60 * 24 * time.Hour, "20 Jan 2027 12:00", "20 janv. 2027 12:00"},
	} {
		noon := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
		if en, fr := English.Soon(noon.Add(c.in), noon), French.Soon(noon.Add(c.in), noon); en != c.en || fr != c.fr {
			t.Errorf("in %v is %q and %q, not %q and %q", c.in, en, fr, c.en, c.fr)
		}
	}
	if en, fr := English.Until(monday, monday.Add(-30*24*time.Hour)), French.Until(monday, monday.Add(-30*24*time.Hour)); en != "until 7 Dec 09:00" || fr != "jusqu’au 7 déc. 09:00" {
		t.Error(en, fr)
	}
	if today, day := French.Until(monday, monday), French.On(monday, monday.Add(-48*time.Hour)); today != "jusqu’à 09:00" || day != "le 7 déc. 09:00" {
		t.Error(today, day)
	}
	if en, fr := English.Date(monday), French.Date(monday); en != "7 Dec 2026" || fr != "7 déc. 2026" {
		t.Error(en, fr)
	}
}

func TestAWordIsSaidByItsKind(t *testing.T) {
	for _, c := range []struct {
		word   any
		en, fr string
	}{
		{inbox.Held, "held", "retenu"}, {inbox.Holding, "held", "retenu"}, {inbox.Escalated, "escalated", "transmis"},
		{inbox.Lead, "lead", "responsable"}, {inbox.VerbHide, "hide", "masquage"}, {42, "42", "42"},
	} {
		if en, fr := English.Word(c.word), French.Word(c.word); en != c.en || fr != c.fr {
			t.Errorf("%v is %q and %q, not %q and %q", c.word, en, fr, c.en, c.fr)
		}
	}
}

func TestAnErrorIsSaidWithTheErrorsInIt(t *testing.T) {
	reason := inbox.Reason("nothing is selected")
	inner := inbox.Errorf("all %s that match are selected", inbox.Done)
	for _, c := range []struct {
		err    error
		en, fr string
	}{
		{reason, "nothing is selected", "rien n’est sélectionné"},
		{inner, "all done that match are selected", "les traité messages trouvés sont sélectionnés"},
		{fmt.Errorf("item 12: %w", reason), "item 12: nothing is selected", "item 12: rien n’est sélectionné"},
		{errors.Join(reason, inner), "nothing is selected\nall done that match are selected", "rien n’est sélectionné\nles traité messages trouvés sont sélectionnés"},
		{inbox.Errorf("%w: %w", reason, inner), "nothing is selected: all done that match are selected", "rien n’est sélectionné: les traité messages trouvés sont sélectionnés"},
		{errors.New("the disk is full"), "the disk is full", "the disk is full"},
	} {
		if en, fr := English.Error(c.err), French.Error(c.err); en != c.en || fr != c.fr {
			t.Errorf("%q and %q, not %q and %q", en, fr, c.en, c.fr)
		}
	}
	if err := inbox.Errorf("%w: %d", reason, 1); !errors.Is(err, reason) {
		t.Error("the reason is lost in", err)
	}
}

func TestAPhraseThatIsAValueIsSaidToo(t *testing.T) {
	if got := French.Say("all %s that match are selected", inbox.Phrase("nothing is selected")); got != "les rien n’est sélectionné messages trouvés sont sélectionnés" {
		t.Error(got)
	}
}

func TestTroubleIsSaidButForThePlatformsWords(t *testing.T) {
	said := French.Error(fmt.Errorf("fedi: %w", &connectors.Trouble{Kind: connectors.Unauthorised, Site: "blog.example", Status: 401, Words: "Unknown user", Hint: "check the feed's address"}))
	if want := "fedi: blog.example a répondu 401\u00a0: les identifiants ont été refusés («\u00a0Unknown user\u00a0»)\u202f; vérifiez l’adresse du flux"; said != want {
		t.Errorf("%s\nwant %s", said, want)
	}
	if said := French.Error(&connectors.Trouble{Kind: connectors.Gone}); said != "la plateforme\u00a0: introuvable\u202f; si cela n’a pas été supprimé là-bas, vérifiez l’adresse du canal" {
		t.Error(said)
	}
}

func TestWhoIsAddressedDoesThingsInTheSecondPerson(t *testing.T) {
	for what, want := range map[string]string{
		"a noté": "vous avez noté", "l’a traité": "vous l’avez traité", "n’a changé aucune étiquette": "vous n’avez changé aucune étiquette",
		"ne l’aime plus": "vous ne l’aimez plus", "ignore l’auteur": "vous ignorez l’auteur",
	} {
		if got := French.Did("vous", what); got != want {
			t.Errorf("%q, not %q", got, want)
		}
		if got := French.Did("nadia", what); got != "nadia "+what {
			t.Errorf("%q", got)
		}
	}
	if got := English.Did("you", "noted"); got != "you noted" {
		t.Errorf("%q", got)
	}
	for _, e := range frenchHistory { // no verb is forgotten
		first, _, _ := strings.Cut(e.french, " ")
		if (first == "a" || strings.HasSuffix(first, "’a")) && French.Did("vous", e.french) == "vous "+e.french {
			t.Errorf("%q stays in the third person", e.french)
		}
	}
}
