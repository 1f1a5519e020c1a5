package language

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/constant"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"vigie/inbox"
)

// text is a constant of the sources: where it stands, and what it says.
type text struct {
	at   token.Position
	says string
}

// said is what the sources say to people.
type said struct {
	phrases []text // every constant of the type inbox.Phrase or inbox.Reason
	strings []text // every constant string of ui/console, with its place
	calls   []call
	mute    []token.Position // where a connector makes an error that can't be said in another language
}

// call is a phrase that is said with values.
type call struct {
	text
	values int
}

// sources reads every package that may speak to people: those that know the domain, but for this one.
var sources = sync.OnceValues(func() (said, error) {
	out, err := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Dir,GoFiles,Export,Deps,Standard", "vigie/...").Output()
	if err != nil {
		return said{}, err
	}
	type pkg struct {
		ImportPath, Dir, Export string
		GoFiles, Deps           []string
		Standard                bool
	}
	exports, ours := map[string]string{}, []pkg{}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return said{}, err
		}
		exports[p.ImportPath] = p.Export
		if strings.HasPrefix(p.ImportPath, "vigie") && p.ImportPath != "vigie/ui/language" {
			ours = append(ours, p)
		}
	}
	fset, all := token.NewFileSet(), said{}
	conf := types.Config{Importer: importer.ForCompiler(fset, "gc", func(path string) (io.ReadCloser, error) { return os.Open(exports[path]) })}
	for _, p := range ours {
		var files []*ast.File
		for _, name := range p.GoFiles {
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, 0)
			if err != nil {
				return said{}, err
			}
			files = append(files, file)
		}
		info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
		if _, err := conf.Check(p.ImportPath, fset, files, info); err != nil {
			return said{}, err
		}
		for _, file := range files {
			all.read(fset, file, info, p.ImportPath == "vigie/ui/console")
			if isConnector(p.ImportPath) {
				all.mute = append(all.mute, mutes(fset, file)...)
			}
		}
	}
	return all, nil
})

// read notes what a file says.
func (s *said) read(fset *token.FileSet, file *ast.File, info *types.Info, console bool) {
	skip := map[ast.Expr]bool{} // within a constant that is noted already
	for n := range ast.Preorder(file) {
		switch n := n.(type) {
		case *ast.ImportSpec:
			skip[n.Path] = true
		case *ast.CallExpr:
			if c, ok := callOf(n, info); ok {
				c.at = fset.Position(n.Pos())
				s.calls = append(s.calls, c)
			}
		}
		e, ok := n.(ast.Expr)
		if !ok || skip[e] {
			continue
		}
		tv := info.Types[e]
		if tv.Value == nil || tv.Value.Kind() != constant.String || tv.IsType() {
			continue
		}
		one := text{fset.Position(e.Pos()), constant.StringVal(tv.Value)}
		within(e, func(inner ast.Expr) { skip[inner] = true })
		switch {
		case one.says == "":
		case isPhrase(tv.Type):
			s.phrases = append(s.phrases, one)
		case console:
			s.strings = append(s.strings, one)
		}
	}
}

// isConnector reports whether what goes wrong in a package is told on the screen, as what ails a channel.
func isConnector(path string) bool {
	return strings.HasPrefix(path, "vigie/connectors") && !strings.Contains(path, "/emulator") && !strings.Contains(path, "/connectortest")
}

// mutes are where a file makes errors of words alone.
func mutes(fset *token.FileSet, file *ast.File) (all []token.Position) {
	for n := range ast.Preorder(file) {
		f, ok := n.(*ast.SelectorExpr)
		if !ok {
			continue
		}
		if pkg, ok := f.X.(*ast.Ident); ok && (pkg.Name == "errors" && f.Sel.Name == "New" || pkg.Name == "fmt" && f.Sel.Name == "Errorf") {
			all = append(all, fset.Position(n.Pos()))
		}
	}
	return all
}

// within calls f for the expressions inside another.
func within(e ast.Expr, f func(ast.Expr)) {
	ast.Inspect(e, func(n ast.Node) bool {
		if inner, ok := n.(ast.Expr); ok && inner != e {
			f(inner)
		}
		return true
	})
}

// callOf is a call of a function whose last parameters are a phrase and the values in it; of one that counts, the number is a
// value too.
func callOf(n *ast.CallExpr, info *types.Info) (call, bool) {
	sig, ok := info.Types[n.Fun].Type.(*types.Signature)
	last := -2
	if ok {
		last = sig.Params().Len() - 2
	}
	if last < 0 || !sig.Variadic() || n.Ellipsis != token.NoPos || !isPhrase(sig.Params().At(last).Type()) {
		return call{}, false
	}
	v := info.Types[n.Args[last]].Value
	if v == nil {
		return call{}, false
	}
	c := call{text: text{says: constant.StringVal(v)}, values: len(n.Args) - last - 1}
	if last > 0 && isPhrase(sig.Params().At(last-1).Type()) {
		c.values++
	}
	return c, true
}

func isPhrase(t types.Type) bool {
	named, ok := t.(*types.Named)
	if !ok || named.Obj().Pkg() == nil || named.Obj().Pkg().Path() != "vigie/inbox" {
		return false
	}
	return named.Obj().Name() == "Phrase" || named.Obj().Name() == "Reason"
}

func read(t *testing.T) said {
	t.Helper()
	s, err := sources()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// letters are what makes a phrase a text, and not values alone.
var letters = regexp.MustCompile(`\pL\pL`)

func TestWhatIsSaidHasItsFrench(t *testing.T) {
	for _, p := range read(t).phrases {
		if _, ok := french(inbox.Phrase(p.says)); !ok && letters.MatchString(verb.ReplaceAllString(p.says, "")) {
			t.Errorf("%s: no French for %q: put it into a file french_*.go", p.at, p.says)
		}
	}
}

func TestWhatConnectorsTellCanBeSaidInFrench(t *testing.T) {
	for _, at := range read(t).mute {
		t.Errorf("%s: make the error with inbox.Errorf or inbox.Reason, or nobody can translate it", at)
	}
}

func TestEveryFrenchTextIsSaid(t *testing.T) {
	asked := map[inbox.Phrase]bool{}
	for _, p := range read(t).phrases {
		asked[inbox.Phrase(p.says)] = true
	}
	for _, w := range domainWords() {
		asked[w] = true
	}
	for _, part := range frenchTexts {
		for _, e := range part {
			if !asked[e.english] {
				t.Errorf("nobody says %q: take it out of the catalogue", e.english)
			}
		}
	}
}

func TestAPhraseHasAVerbForEachValue(t *testing.T) {
	for _, c := range read(t).calls {
		if n := len(verbs(c.says)); n != c.values {
			t.Errorf("%s: %q has %d verbs and is said with %d values", c.at, c.says, n, c.values)
		}
	}
}

// unsaid are strings of the console that read like English and are none for people, or say nothing of a language.
var unsaid = []string{
	"vigie demo", "vigie channel add", "vigie channel add --kind feed", "console place", "console searches", "the console stopped: %w", "its letter",
	inbox.SignedIn, inbox.SignedOut, inbox.TurnedAway, string(inbox.OnUnsent),
}

// unconverted are files of the console whose texts don't pass the catalogue yet.
var unconverted = []string{}

func TestNoEnglishOfTheConsolePassesTheCatalogueBy(t *testing.T) {
	for _, s := range read(t).strings {
		if english(s.says) && !contains(unsaid, s.says) && !contains(unconverted, filepath.Base(s.at.Filename)) {
			t.Errorf("%s: %q looks like English: say it as an inbox.Phrase, or put it among those that are not for people", s.at, s.says)
		}
	}
}
