package team_test

import (
	"strings"
	"testing"
	"time"

	"vigie/ui/team"
)

func TestADepartmentsTermIsMeasuredInItsHours(t *testing.T) {
	got, err := team.Parse("vigie.toml", []byte(`
[[department]]
name = "sav"
answer_within = "4h"
hours = ["mon-fri 09:00-12:30 14:00-18:00", "sat 10:00-12:00"]
zone = "Europe/Paris"
closed = ["2026-12-25"]
`), kinds)
	if err != nil {
		t.Fatal(err)
	}
	sav, _ := got.Department("sav")
	for from, want := range map[string]string{
		"2026-11-23T16:00:00Z": "2026-11-24T11:00:00Z", // 17:00 in Paris: one hour that day, three the next
		"2026-12-24T17:00:00Z": "2026-12-28T10:00:00Z", // the evening before Christmas: two hours on Saturday, two on Monday
		"2026-03-27T16:00:00Z": "2026-03-30T08:00:00Z", // over the weekend in which the clocks change
	} {
		at, err := time.Parse(time.RFC3339, from)
		if err != nil {
			t.Fatal(err)
		}
		if due := sav.Due(at).Format(time.RFC3339); due != want {
			t.Errorf("what it gets at %s is due %s, want %s", from, due, want)
		}
	}
}

func TestHoursThatSayTooLittleOrNothingAreToldWithTheirLine(t *testing.T) {
	const head = "[[department]]\nname = \"sav\"\n"
	for name, test := range map[string]struct{ file, want string }{
		"an unknown zone":       {head + "hours = [\"mon 09:00-12:00\"]\nzone = \"Europe/Pari\"", `4: there is no time zone "Europe/Pari"; write it like zone = "Europe/Paris" or "UTC"`},
		"this machine's zone":   {head + "hours = [\"mon 09:00-12:00\"]\nzone = \"Local\"", `4: there is no time zone "Local"`},
		"a path for a zone":     {head + "hours = [\"mon 09:00-12:00\"]\nzone = \"../etc/passwd\"", `4: there is no time zone`},
		"hours by no clock":     {head + "hours = [\"mon 09:00-12:00\"]", `1: these hours don't say by which clock; write zone = "Europe/Paris"`},
		"hours that end early":  {head + "zone = \"UTC\"\nhours = [\"mon 12:00-09:00\"]", `4: hours: "12:00-09:00" ends before it begins`},
		"days in French":        {head + "zone = \"UTC\"\nhours = [\"lun-ven 09:00-12:00\"]", `4: hours: "lun-ven" are no days`},
		"no hours at all":       {head + "zone = \"UTC\"\nhours = []", `4: hours names no day`},
		"a zone without hours":  {head + "zone = \"UTC\"", `3: zone means nothing without hours`},
		"closed around no hour": {head + "closed = [\"2026-12-25\"]", `3: closed means nothing without hours`},
		"a day that isn't":      {head + "zone = \"UTC\"\nhours = [\"mon 09:00-12:00\"]\nclosed = [\"25/12\"]", `5: "25/12" is no day; write closed = ["2026-12-25"]`},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := team.Parse("vigie.toml", []byte(test.file), kinds); err == nil || !strings.Contains(err.Error(), "vigie.toml:"+test.want) {
				t.Errorf("got  %v\nwant %s", err, test.want)
			}
		})
	}
}

func TestNamesThatSearchesCannotTellApartAreRefusedWithBothLines(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"departments": {"[[department]]\nname = \"sav\"\n[[department]]\nname = \"SAV\"", `3: the department "SAV" differs from "sav" on line 1 in case or accents alone`},
		"persons":     {"[[person]]\nname = \"lea\"\n[[person]]\nname = \"léa\"", `3: the person "léa" differs from "lea" on line 1`},
		"brands":      {"[[brand]]\nname = \"Œuf\"\n[[brand]]\nname = \"oeuf\"", `3: the brand "oeuf" differs from "Œuf" on line 1`},
		"channels": {"[[brand]]\nname = \"a\"\n[[channel]]\nname = \"blog\"\nkind = \"feed\"\nbrand = \"a\"\nurls = [\"https://x.example\"]\n[[channel]]\nname = \"Blog\"\nkind = \"feed\"\nbrand = \"a\"\nurls = [\"https://y.example\"]",
			`8: the channel "Blog" differs from "blog" on line 3`},
	} {
		if _, err := team.Parse("vigie.toml", []byte(test.file), kinds); err == nil || !strings.Contains(err.Error(), "vigie.toml:"+test.want) {
			t.Errorf("%s: got %v, want %s", name, err, test.want)
		}
	}
	if _, err := team.Parse("vigie.toml", []byte("[[department]]\nname = \"sav\"\n[[person]]\nname = \"SAV\"\n[[reply]]\nname = \"merci\"\ntext = \"x\"\n[[reply]]\nname = \"Merci\"\ntext = \"x\""), kinds); err != nil {
		t.Errorf("names of different things, or of what nothing searches: %v", err)
	}
}
