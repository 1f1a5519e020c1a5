package main

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// source is the files of one of our packages, tests apart, with what its names stand for.
type source struct {
	path  string
	fset  *token.FileSet
	files []*ast.File
	names *types.Info
}

// sources reads every package of the module. What they import is not read: a name of another package is known as such.
func sources(t *testing.T) []source {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.ImportPath}}\t{{.Dir}}\t{{join .GoFiles \" \"}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	var all []source
	for line := range strings.Lines(string(out)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		s := source{path: f[0], fset: token.NewFileSet(), names: &types.Info{Uses: map[*ast.Ident]types.Object{}}}
		for _, name := range strings.Fields(f[2]) {
			file, err := parser.ParseFile(s.fset, filepath.Join(f[1], name), nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			s.files = append(s.files, file)
		}
		conf := types.Config{Importer: nothing{}, Error: func(error) {}}
		_, _ = conf.Check(s.path, s.fset, s.files, s.names) // without its imports no package is whole
		all = append(all, s)
	}
	return all
}

// nothing imports no package.
type nothing struct{}

func (nothing) Import(string) (*types.Package, error) { return nil, errors.New("not read") }

// each walks over the nodes of a kind in all files.
func each[N ast.Node](s source, found func(N)) {
	for _, file := range s.files {
		for n := range ast.Preorder(file) {
			if one, ok := n.(N); ok {
				found(one)
			}
		}
	}
}

// selected is what a selector names of which package: "time", "Now".
func (s source) selected(e *ast.SelectorExpr) (pkg, name string) {
	x, ok := e.X.(*ast.Ident)
	if !ok {
		return "", ""
	}
	if p, ok := s.names.Uses[x].(*types.PkgName); ok {
		return p.Imported().Path(), e.Sel.Name
	}
	return "", ""
}

func TestTheDomainReadsNoClock(t *testing.T) {
	clocks := []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Local"}
	for _, s := range sources(t) {
		if s.path != "vigie/inbox" {
			continue
		}
		each(s, func(e *ast.SelectorExpr) {
			if pkg, name := s.selected(e); pkg == "time" && slices.Contains(clocks, name) {
				t.Errorf("%s: the domain reads time.%s: the time comes with the change or the scene", s.fset.Position(e.Pos()), name)
			}
		})
	}
}

func TestNothingRunsBeforeMain(t *testing.T) {
	for _, s := range sources(t) {
		each(s, func(f *ast.FuncDecl) {
			if f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: an init function: make it when it is needed, from the top", s.fset.Position(f.Pos()))
			}
		})
	}
}

// TestWhatAPackageDeclaresStaysAsItIs finds variables of packages that a function changes: state belongs in values.
func TestWhatAPackageDeclaresStaysAsItIs(t *testing.T) {
	for _, s := range sources(t) {
		changed := func(e ast.Expr) {
			if name := s.shared(e); name != "" {
				t.Errorf("%s: %s is changed, which all of the program shares", s.fset.Position(e.Pos()), name)
			}
		}
		each(s, func(a *ast.AssignStmt) {
			for _, e := range a.Lhs {
				changed(e)
			}
		})
		each(s, func(i *ast.IncDecStmt) { changed(i.X) })
		each(s, func(c *ast.CallExpr) {
			if f, ok := c.Fun.(*ast.Ident); ok && (f.Name == "delete" || f.Name == "clear") {
				changed(c.Args[0])
			}
		})
	}
}

// shared is the variable of a package that an expression is, or is a part of; "" where it is none.
func (s source) shared(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return s.shared(e.X)
	case *ast.StarExpr:
		return s.shared(e.X)
	case *ast.IndexExpr:
		return s.shared(e.X)
	case *ast.SelectorExpr:
		if pkg, name := s.selected(e); pkg != "" {
			return pkg + "." + name
		}
		return s.shared(e.X)
	case *ast.Ident:
		if v, ok := s.names.Uses[e].(*types.Var); ok && v.Parent() != nil && v.Parent() == v.Pkg().Scope() {
			return v.Name()
		}
	}
	return ""
}
