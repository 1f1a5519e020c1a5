package inbox_test

import (
	"strings"
	"testing"

	"vigie/inbox"
)

func TestFromHTMLReadsAsText(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"plain":                   {"hello", "hello"},
		"white space folds":       {"a \n\t b<b> c</b>\n", "a b c"},
		"no-break spaces stay":    {"5&nbsp;€ &amp; plus", "5\u00a0€ & plus"},
		"paragraphs":              {"<p>one</p><p>two</p>", "one\n\ntwo"},
		"br":                      {"<p>a<br>b<br/>c</p>", "a\nb\nc"},
		"many br are one blank":   {"a<br><br><br><br>b", "a\n\nb"},
		"div":                     {"<div>a</div><div>b</div>", "a\nb"},
		"inline":                  {"<b>bo</b><i>ld</i> x", "bold x"},
		"heading":                 {"<h1>Title</h1>text", "Title\n\ntext"},
		"list":                    {"<p>x</p><ul><li>a</li><li>b</li></ul>", "x\n\n- a\n- b"},
		"list of paragraphs":      {"<ul>\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n</li>\n</ul>", "- a\n\n- b"},
		"list in a list":          {"<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>d", "- a\n- b\n- c\n\nd"},
		"empty item":              {"<ul><li></li><li>a</li></ul>", "- a"},
		"quotation":               {"<blockquote><p>a</p><p>b<br>c</p></blockquote><p>d</p>", "> a\n>\n> b\n> c\n\nd"},
		"quotation after text":    {"x<blockquote>a</blockquote>", "x\n\n> a"},
		"quotation in another":    {"<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n>\n> > b\n\nc"},
		"code keeps its lines":    {"<pre>\nif x {\n\ty()\n}\n</pre>", "if x {\n y()\n}"},
		"table":                   {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
		"script, style, template": {"a<script>x<p></script><style>y</style><template>z<template>z</template>z</template>b", "ab"},
		"script left open":        {"a<script>alert(1)", "a"},
		"comment":                 {"a<!-- b -->c", "ac"},
		"entities once":           {"&amp;lt;b&amp;gt; &lt;b&gt; &eacute; &#x1F642;", "&lt;b&gt; <b> é 🙂"},
		"entity of a control":     {"a&#27;[2Jb&#x202e;c", "a[2Jbc"},
		"no tag at all":           {"1 < 2 > 0", "1 < 2 > 0"},
		"picture": {`see <img src="x" alt="a cat
 sleeping">`, "see [a cat sleeping]"},
		"picture without words": {`a<img src="x">b`, "ab"},
		"emoji as a picture":    {`hi <img class="wp-smiley emoji" alt="🙂">`, "hi 🙂"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := inbox.FromHTML(c.in).String(); got != c.want {
				t.Errorf("%s\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

func TestFromHTMLShowsWhereLinksLead(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"other text": {`<a href="https://a.example/x">here</a>.`, "here (https://a.example/x)."},
		"same text":  {`<a href="https://a.example/">a.example</a>!`, "a.example!"},
		"Mastodon": {`<a href="https://a.example/a/long/path" rel="nofollow"><span class="invisible">https://</span>` +
			`<span class="ellipsis">a.example/a/lo</span><span class="invisible">ng/path</span></a>`,
			"https://a.example/a/long/path"},
		"Mastodon mention": {`<p><span class="h-card"><a href="https://m.example/@nadia" class="u-url mention">@` +
			`<span>nadia</span></a></span> hi</p>`, "@nadia hi"},
		"Mastodon hashtag":   {`<a href="https://m.example/tags/x" class="mention hashtag" rel="tag">#<span>x</span></a>`, "#x"},
		"shortened":          {`<a href="https://a.example/a/long/path">a.example/a/lo…</a>`, "https://a.example/a/long/path"},
		"escaped":            {`<a href="https://a.example/%C3%A9t%C3%A9">https://a.example/été</a>`, "https://a.example/été"},
		"e-mail":             {`<a href="mailto:a@b.example">a@b.example</a>`, "a@b.example"},
		"no text":            {`x <a href="https://a.example"></a> y`, "x https://a.example y"},
		"picture":            {`<a href="https://a.example"><img alt="cat"></a>`, "[cat] (https://a.example)"},
		"space inside":       {`<a href="https://a.example">go </a>now`, "go (https://a.example) now"},
		"not closed":         {`<a href="https://a.example">go`, "go (https://a.example)"},
		"two, one unclosed":  {`<a href="https://a.example">a <a href="https://b.example">b</a>`, "a (https://a.example) b (https://b.example)"},
		"in a quotation":     {`<blockquote><a href="https://a.example">https://a.example</a></blockquote>`, "> https://a.example"},
		"fragment, relative": {`<a href="#n">1</a> <a href="/x">2</a> <a>3</a>`, "1 2 3"},
		"script":             {`<a href="javascript:alert(1)">x</a> <a href=" JavaScript:x">y</a>`, "x y"},
		"lying text":         {`<a href="https://evil.example">https://bank.example</a>`, "https://bank.example (https://evil.example)"},
		"lying mention":      {`<a class="mention" href="https://evil.example">bank</a>`, "bank (https://evil.example)"},
		"lying ellipsis":     {`<a href="https://evil.example">bank…</a> <a href="https://evil.example">…</a>`, "bank… (https://evil.example) … (https://evil.example)"},
		"lying escape":       {`<a href="https://bank.example%2F@evil.example">bank.example/@evil.example</a>`, "bank.example/@evil.example (https://bank.example%2F@evil.example)"},
		"control in address": {"<a href=\"https://a.example/\x1b[2J\">x</a>", "x (https://a.example/[2J)"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := inbox.FromHTML(c.in).String(); got != c.want {
				t.Errorf("%s\n got %q\nwant %q", c.in, got, c.want)
			}
		})
	}
}

// hostileHTML is what a hostile server would send to keep us busy.
func hostileHTML() map[string]string {
	return map[string]string{
		"deep nesting":         strings.Repeat("<blockquote><ul><li>", 1<<16) + "x",
		"ten megabytes":        strings.Repeat("<p>word ", 10<<20/8),
		"endless attributes":   "<a " + strings.Repeat(`class="mention" x=y `, 1<<17),
		"endless breaks":       strings.Repeat("<blockquote>", 20) + strings.Repeat("x<br>", 1<<18),
		"endless links":        strings.Repeat(`<a href="https://a.example">`, 1<<16),
		"endless entities":     strings.Repeat("&amp;", 1<<18),
		"endless open bracket": strings.Repeat("<", 1<<20),
		"one endless tag":      "<" + strings.Repeat("a", 1<<20),
		"one endless comment":  "<!--" + strings.Repeat("-", 1<<20),
		"unclosed raw text":    strings.Repeat("<title>", 1<<17),
	}
}

func TestFromHTMLBoundsItsWork(t *testing.T) {
	for name, s := range hostileHTML() {
		t.Run(name, func(t *testing.T) {
			if err := unsafe(inbox.FromHTML(s).String(), inbox.MaxText); err != nil {
				t.Error(err)
			}
		})
	}
	if got := inbox.FromHTML("a" + strings.Repeat(" ", 2<<20) + "b").String(); got != "a …" {
		t.Errorf("what was not read goes without a sign: %q", got)
	}
}

func FuzzFromHTML(f *testing.F) {
	f.Add(`<p>a <a href="https://a.example/%C3">a.ex…</a><br>&amp;lt;<ul><li><p>x</ul><blockquote><pre> b`)
	f.Add(`<template><script></template>x</script><img alt="&#27;" class=emoji></a></pre></blockquote>`)
	f.Fuzz(func(t *testing.T, s string) {
		got := inbox.FromHTML(s)
		if err := unsafe(got.String(), inbox.MaxText); err != nil {
			t.Error(err)
		}
		if inbox.Clean(got.String()) != got {
			t.Errorf("not clean: %+q", got)
		}
	})
}

func BenchmarkFromHTML(b *testing.B) {
	post := `<p>` + samples["french"] + ` <a href="https://a.example/x"><span class="invisible">https://</span>a.example/x</a></p>`
	b.Run("post", func(b *testing.B) {
		for b.Loop() {
			inbox.FromHTML(post)
		}
	})
	for name, s := range hostileHTML() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				inbox.FromHTML(s)
			}
		})
	}
}
