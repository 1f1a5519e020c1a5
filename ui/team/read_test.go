package team_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/inbox"
	"vigie/ui/team"
)

var kinds = connectors.Registry{
	{Name: "wordpress", Title: "WordPress", Options: []connectors.Option{
		{Name: "url", Help: "the site's address", Example: "https://blog.example", Required: true},
		{Name: "user", Help: "the login"},
		{Name: "secret", Help: "an application password", Secret: true},
	}, New: func(c connectors.Config) (connectors.Connector, error) {
		if (c.Get("user") == "") != (c.Secrets["secret"] == "") {
			return nil, errors.New("user and secret go together")
		}
		return nil, nil
	}},
	{Name: "feed", Title: "Feed", Options: []connectors.Option{
		{Name: "urls", Help: "the feeds' addresses", Example: "https://blog.example/feed", Required: true, List: true},
	}},
}

func TestReadsAWholeTeam(t *testing.T) {
	got, err := team.Read("testdata/vigie.toml", kinds)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Brands) != 2 || got.Brands[1].Title != "Maison Lune" || got.Brands[0].Title != "acme" {
		t.Errorf("brands: %+v", got.Brands)
	}
	blog, _ := got.Channel("blog")
	if blog.Kind != "wordpress" || blog.Settings["secret"] != "file:secrets/blog" || blog.Line != 9 || !blog.Since.Equal(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("channel blog: %+v", blog)
	}
	press, _ := got.Channel("presse")
	if urls := press.Lists["urls"]; len(urls) != 2 {
		t.Errorf("channel presse: %+v", press)
	}
	sav, _ := got.Department("sav")
	if sav.Title != "Service après-vente" || sav.Key != "s" || sav.AnswerWithin != 4*time.Hour {
		t.Errorf("department sav: %+v", sav)
	}
	nadia, _ := got.Person("nadia")
	if nadia.Role != inbox.Moderator || nadia.Language != "fr" || !nadia.Sees("acme") || nadia.Sees("lune") {
		t.Errorf("person nadia: %+v", nadia)
	}
	if want := (inbox.Screen{Theme: inbox.ThemeContrast, ASCII: true, Plain: true, NoMouse: true, Notify: []inbox.Occasion{inbox.OnMine, inbox.OnUnsent}, Quiet: inbox.Quiet{From: 19 * 60, To: 8 * 60}}); !reflect.DeepEqual(nadia.Screen, want) {
		t.Errorf("nadia's screen: %+v", nadia.Screen)
	}
	if r := got.Rules[0]; r.Name != "refund" || r.Escalate != "sav" || r.When.String() != "remboursement is:open" {
		t.Errorf("rule: %+v, %s", r, r.When)
	}
	if got.UndoWindow != 12*time.Second || got.Listen != "127.0.0.1:2323" || got.Replies[0].Text != "Merci {author} !" || got.Views[0].Key != "f" {
		t.Errorf("the rest: %+v", got)
	}
}

func TestAMissingFileIsToldInPlainWords(t *testing.T) {
	_, err := team.Read("testdata/none.toml", kinds)
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "there is no team file testdata/none.toml: ") || strings.Contains(err.Error(), "no such file") {
		t.Errorf("got %v", err)
	}
}

func TestReadsHowLongABrandKeepsAndWhatIsHeld(t *testing.T) {
	got, err := team.Parse("vigie.toml", []byte("[[brand]]\nname = \"acme\"\nkeep = \"730d\"\n[[hold]]\nname = \"dispute\"\nby = \"Maître Roux\"\nwhen = 'tag:dispute'"), kinds)
	if err != nil {
		t.Fatal(err)
	}
	if got.Brands[0].Keep != 730*24*time.Hour {
		t.Errorf("it is kept for %v", got.Brands[0].Keep)
	}
	if h := got.Holds[0]; h.Name != "dispute" || h.By != "Maître Roux" || h.When.String() != "tag:dispute" {
		t.Errorf("the hold is %+v", h)
	}
}

func TestReadsRulesTagsAndWhatMakesAnItemUrgent(t *testing.T) {
	got, err := team.Parse("vigie.toml", []byte(`
[[brand]]
name = "acme"
rules_may_hide = true
hide_per_hour = 3
[[rule]]
name = "troll"
when = 'casino'
hide = true
stop = true
[[tag]]
name = "mood/angry"
color = "#c0392b"
[tags]
exclusive = ["mood"]
fixed = true
[priority]
reach = 5_000
complaints = 0
complaint = 'tag:mood/angry'
`), kinds)
	if err != nil {
		t.Fatal(err)
	}
	if b := got.Brands[0]; !b.RulesMayHide || b.HidePerHour != 3 {
		t.Errorf("the brand: %+v", b)
	}
	if r := got.Rules[0]; r.String() != "hide, stop" {
		t.Errorf("the rule does %q", r)
	}
	if ts := got.Tags; !ts.Fixed || ts.Known[0].Color != "#c0392b" || strings.Join(ts.Groups("mood/happy"), " ") != "mood" {
		t.Errorf("the tags: %+v", ts)
	}
	if u := got.Urgent; u.Reach != 5000 || u.Complaints != 0 || u.Within != inbox.DefaultThresholds().Within || u.Complaint.String() != "tag:mood/angry" {
		t.Errorf("urgent: %+v", u)
	}
}

func TestReadsHowABrandWrites(t *testing.T) {
	got, err := team.Parse("vigie.toml", []byte("[[brand]]\nname = \"acme\"\nnever = [\"cheap\", \"pas de souci\"]\naddress = \"vous\"\nsignature = \"L’équipe Acme\"\nmax_length = 400\nnames = [\"Acme\"]"), kinds)
	if err != nil {
		t.Fatal(err)
	}
	want := inbox.Manner{Never: []string{"cheap", "pas de souci"}, Address: "vous", Signature: "L’équipe Acme", MaxLength: 400, Names: []string{"Acme"}}
	if m := got.Brands[0].Manner; !reflect.DeepEqual(m, want) {
		t.Errorf("%+v", m)
	}
}

func TestTellsEveryProblemWithItsLine(t *testing.T) {
	for name, test := range map[string]struct{ file, want string }{
		"a day that is kept too short": {"[[brand]]\nname = \"acme\"\nkeep = \"1h\"", `3: keep is how long what is done is kept, a day at least; write it like keep = "730d"`},
		"an address that isn't":        {"[[brand]]\nname = \"acme\"\naddress = \"sie\"", `3: address is how it addresses people in French; write address = "tu" or address = "vous"`},
		"a word that is none":          {"[[brand]]\nname = \"acme\"\nnever = [\" \"]", `3: a text of never is empty`},
		"a hold of nobody":             {"[[hold]]\nname = \"h\"\nwhen = 'tag:dispute'", `1: this hold doesn't say whose it is`},
		"a hold on nothing":            {"[[hold]]\nname = \"h\"\nby = \"Legal\"", `1: this hold doesn't say what it keeps`},
		"a rule with two ends":         {"[[rule]]\nname = \"r\"\nwhen = 'x'\ndone = true\nsnooze = \"2h\"", `1: this rule says both done and snooze`},
		"a rule that raises nothing":   {"[[rule]]\nname = \"r\"\nwhen = 'x'\npriority = \"normal\"", `4: priority normal is what an item has without a rule`},
		"a tag off the list":           {"[tags]\nfixed = true\n[[tag]]\nname = \"a\"\n[[rule]]\nname = \"r\"\nwhen = 'x'\ntag = [\"b\"]", `8: the team's list has no tag "b"; there are a`},
		"an empty list of tags":        {"[tags]\nfixed = true", `2: the list of tags is fixed, and empty`},
		"two moods at once":            {"[tags]\nexclusive = [\"mood\"]\n[[rule]]\nname = \"r\"\nwhen = 'x'\ntag = [\"mood/a\", \"mood/b\"]", `6: mood/a and mood/b exclude each other`},
		"a tag twice":                  {"[[tag]]\nname = \"a\"\n[[tag]]\nname = \"a\"", `3: the tag "a" is there already`},
		"a tag of two words":           {"[[tag]]\nname = \"a b\"", `1: "a b" is no tag`},
		"a group that is none":         {"[tags]\nexclusive = [\"mood/ x\"]", `2: "mood/ x" is no group of tags`},
		"a cap of nothing":             {"[[brand]]\nname = \"a\"\nhide_per_hour = 0", `3: hide_per_hour is a whole number, 1 at least`},
		"a reach that is no number":    {"[priority]\nreach = \"many\"", `2: reach is a whole number, 0 at least`},
		"an unknown occasion":          {"[[person]]\nname = \"a\"\nnotify = [\"mail\"]", `3: "mail" is nothing to be called for: write mine, urgent, not sent or channel`},
		"hours that are none":          {"[[person]]\nname = \"a\"\nquiet = \"at night\"", `3: quiet: "at night" are no hours: write 19:00-08:00`},
		"a theme that there isn't":     {"[[person]]\nname = \"a\"\ntheme = \"purple\"", `3: there is no theme "purple": write dark, light, terminal, contrast or none`},
		"a misspelt key":               {"[[brand]]\nnam = \"acme\"", `2: there is no key of brand "nam"; did you mean "name"?`},
		"an unknown table":             {"[[brnad]]\nname = \"acme\"", `1: there is no table "brnad"; did you mean "brand"?`},
		"a key at the top":             {"undo = 3", `1: there is no key of the file "undo"`},
		"a wrong type":                 {"[[brand]]\nname = 3", `2: name is a text; write name = "…"`},
		"a syntax error":               {"[[brand]]\nname = acme", `2:`},
		"the same name twice":          {"[[brand]]\nname = \"a\"\n[[brand]]\nname = \"a\"", `3: the brand "a" is on line 1 already`},
		"no name":                      {"[[brand]]\ntitle = \"A\"", `1: this brand has no name`},
		"a name of two words":          {"[[brand]]\nname = \"a b\"", `"a b" can't be a name`},
		"an unknown brand":             {"[[brand]]\nname = \"acme\"\n[[channel]]\nname = \"f\"\nkind = \"feed\"\nbrand = \"amce\"\nurls = [\"https://x.example\"]", `6: there is no brand "amce"; did you mean "acme"?`},
		"an unknown kind":              {"[[brand]]\nname = \"a\"\n[[channel]]\nname = \"f\"\nkind = \"fed\"\nbrand = \"a\"", `5: no kind of channel is called "fed": did you mean feed?`},
		"a misspelt kind":              {"[[brand]]\nname = \"a\"\n[[channel]]\nname = \"f\"\nknd = \"feed\"\nbrand = \"a\"", `5: there is no key of channel "knd"; did you mean "kind"?`},
		"a missing setting":            {"[[brand]]\nname = \"a\"\n[[channel]]\nname = \"f\"\nkind = \"feed\"\nbrand = \"a\"", `3: a feed channel needs urls (the feeds' addresses); write urls = "https://blog.example/feed"`},
		"a text where a list belongs":  {"[[brand]]\nname = \"a\"\n[[channel]]\nname = \"f\"\nkind = \"feed\"\nbrand = \"a\"\nurls = \"x\"", `7: urls is a list of texts`},
		"a bad search in a rule":       {"[[rule]]\nname = \"r\"\nwhen = 'is:opn'\ndone = true", `3: when is no search:`},
		"a rule called import":         {"[[rule]]\nname = \"import\"\nwhen = 'x'\ndone = true", `1: "import" stands in the log`},
		"a rule that does nothing":     {"[[rule]]\nname = \"r\"\nwhen = 'is:open'", `1: this rule does nothing`},
		"a rule for a missing person":  {"[[rule]]\nname = \"r\"\nwhen = 'x'\nassign = \"lea\"", `4: there is no person "lea", nor any other`},
		"a bad length of time":         {"[[department]]\nname = \"sav\"\nanswer_within = \"soon\"", `3: answer_within is a length of time; write it like answer_within = "4h"`},
		"two departments, one key":     {"[[department]]\nname = \"sav\"\nkey = \"s\"\n[[department]]\nname = \"sales\"\nkey = \"s\"", `4: the departments sav and sales have the same key "s"`},
		"a private key":                {"[[person]]\nname = \"n\"\nkeys = [\"-----BEGIN OPENSSH PRIVATE KEY-----\"]", `3: this is a private key`},
		"a key that is cut short":      {"[[person]]\nname = \"n\"\nkeys = [\"ssh-ed25519 AAAA n\"]", `3: this is no public key`},
		"an address without a port":    {"[serve]\nlisten = \"2323\"", `2: listen: "2323" is no address to listen on; write "127.0.0.1:2323"`},
		"a port that is none":          {"[serve]\nlisten = \":70000\"", `2: listen: ":70000" is no address to listen on`},
		"settings that clash":          {"[[brand]]\nname = \"a\"\n[[channel]]\nname = \"f\"\nkind = \"wordpress\"\nbrand = \"a\"\nurl = \"https://a.example\"\nuser = \"u\"", `3: user and secret go together`},
		"a role that there isn't":      {"[[person]]\nname = \"n\"\nrole = \"boss\"", `3: no role is called "boss"`},
		"a language nobody speaks":     {"[[person]]\nname = \"n\"\nlanguage = \"de\"", `3: language is en or fr`},
		"a department without one":     {"[[person]]\nname = \"n\"\nrole = \"department\"", `1: the role department needs to know which`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := team.Parse("vigie.toml", []byte(test.file), kinds)
			var file *team.FileError
			if !errors.As(err, &file) {
				t.Fatalf("error %v", err)
			}
			if !strings.Contains(err.Error(), test.want) || !strings.HasPrefix(err.Error(), "vigie.toml:") {
				t.Errorf("got  %s\nwant %s", err, test.want)
			}
		})
	}
}

func TestToldProblemsAreAllOfThemInOrder(t *testing.T) {
	_, err := team.Parse("vigie.toml", []byte("[[brand]]\nname = 3\n[[person]]\nrole = \"x\"\n"), kinds)
	var file *team.FileError
	if !errors.As(err, &file) || len(file.Problems) != 4 {
		t.Fatalf("got %v", err)
	}
	for i := 1; i < len(file.Problems); i++ {
		if file.Problems[i-1].Line > file.Problems[i].Line {
			t.Errorf("line %d is told before line %d", file.Problems[i-1].Line, file.Problems[i].Line)
		}
	}
}

func TestNeverTellsASecretInClear(t *testing.T) {
	_, err := team.Parse("vigie.toml", []byte("[[brand]]\nname = \"a\"\n[[channel]]\nname = \"b\"\nkind = \"wordpress\"\nbrand = \"a\"\nurl = \"https://x.example\"\nsecret = \"hunter2 hunter2\""), kinds)
	if err == nil || !strings.Contains(err.Error(), "vigie.toml:8: secret is written in clear") {
		t.Errorf("got %v", err)
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Errorf("the error tells the secret: %v", err)
	}
}

func TestSecretsComeFromTheirReference(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("VIGIE_TEST_SECRET", "from env")
	reference, err := team.WriteSecret(dir, "blog", "from file")
	if err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]string{"env:VIGIE_TEST_SECRET": "from env", reference: "from file"} {
		if got, err := team.Secret(dir, ref); got != want || err != nil {
			t.Errorf("%s gave %q, %v", ref, got, err)
		}
	}
	if _, err := team.WriteSecret(dir, "blog", "another"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a secret was overwritten: %v", err)
	}
	open := filepath.Join(dir, "open")
	if err := os.WriteFile(open, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	for ref, want := range map[string]string{"file:open": "chmod 600", "file:none": "can't be read", "env:VIGIE_NOT_SET": "not set", "hunter2": "never in clear"} {
		if _, err := team.Secret(dir, ref); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", ref, err, want)
		}
	}
}

func TestAppendTouchesNothingOfWhatIsThere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "vigie.toml")
	const before = "# ours\n[[brand]]\nname = \"acme\" # the client"
	if err := os.WriteFile(path, []byte(before), 0o640); err != nil {
		t.Fatal(err)
	}
	table := team.Table("channel", []team.Key{{Name: "name", Value: "presse"}, {Name: "kind", Value: "feed"}, {Name: "brand", Value: "acme"}, {Name: "urls", Values: []string{`https://x.example/"a"`}}})
	got, err := team.Append(path, table, kinds)
	if err != nil {
		t.Fatal(err)
	}
	if c, _ := got.Channel("presse"); c.Lists["urls"][0] != `https://x.example/"a"` {
		t.Errorf("channel: %+v", c)
	}
	after, _ := os.ReadFile(path)
	info, _ := os.Stat(path)
	if !strings.HasPrefix(string(after), before+"\n") || info.Mode().Perm() != 0o640 {
		t.Errorf("mode %v, file:\n%s", info.Mode(), after)
	}
	if _, err := team.Append(path, table, kinds); err == nil {
		t.Error("a channel was added twice")
	}
	if again, _ := os.ReadFile(path); string(again) != string(after) {
		t.Error("a refused table changed the file")
	}
}

func TestSpans(t *testing.T) {
	for s, want := range map[string]time.Duration{"4h": 4 * time.Hour, "3d": 72 * time.Hour, "2w": 14 * 24 * time.Hour, "90s": 90 * time.Second, "0d": 0} {
		if got, err := team.ParseSpan(s); got != want || err != nil {
			t.Errorf("%s is %v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "d", "-1d", "1.5d", "x3d", "-4h", "99999999999999999999d"} {
		if got, err := team.ParseSpan(s); err == nil {
			t.Errorf("%q is %v", s, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	if data, err := os.ReadFile("testdata/vigie.toml"); err == nil {
		f.Add(data)
	}
	f.Add([]byte("a = [\n# x\n1]\n[a.b]\nc={d=1}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := team.Parse("vigie.toml", data, kinds)
		var file *team.FileError
		if err != nil && (!errors.As(err, &file) || len(file.Problems) == 0) {
			t.Errorf("an error without a problem: %v", err)
		}
	})
}
