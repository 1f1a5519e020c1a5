package inbox

import "testing"

func TestAddressesOfOnePostGiveOneName(t *testing.T) {
	for name, same := range map[string][]string{
		"social.example/users/zoe/statuses/17": {
			"https://social.example/users/zoe/statuses/17", "https://social.example/@zoe/17", "http://Social.Example:80/@zoe/17/", "https://social.example/@zoe/statuses/17",
		},
		"blog.example/2026/opening": {"https://blog.example/2026/opening", "https://blog.example/2026/opening/?utm_source=feed&utm_medium=rss", " http://BLOG.example/2026/opening "},
		"blog.example?p=3":          {"https://blog.example/?p=3", "https://blog.example?p=3"},
	} {
		for _, address := range same {
			if got := Origin(address); got != name {
				t.Errorf("%q is %q, want %q", address, got, name)
			}
		}
	}
}

func TestAddressesOfTwoPostsGiveTwoNames(t *testing.T) {
	for _, pair := range [][2]string{
		{"https://blog.example/a/#comment-1", "https://blog.example/a/#comment-2"},
		{"https://blog.example/?p=3", "https://blog.example/?p=4"},
		{"https://one.example/@zoe/17", "https://two.example/@zoe/17"},
		{"https://one.example/@zoe@two.example/17", "https://one.example/@zoe/17"},
	} {
		if a, b := Origin(pair[0]), Origin(pair[1]); a == b || a == "" {
			t.Errorf("%q and %q are both %q", pair[0], pair[1], a)
		}
	}
}

func TestWhatNamesNoPostHasNoOrigin(t *testing.T) {
	for _, address := range []string{"", "https://blog.example", "https://blog.example/", "/2026/opening", "tag:blog.example,2026:1", "javascript:alert(1)", "https://%zz/", "https:///x"} {
		if got := Origin(address); got != "" {
			t.Errorf("%q is %q", address, got)
		}
	}
}

func FuzzOrigin(f *testing.F) {
	f.Add("https://social.example/@zoe/17?utm_source=x#a")
	f.Fuzz(func(t *testing.T, address string) {
		name := Origin(address)
		if CleanLine(name).String() != name || len(name) > maxOrigin {
			t.Fatalf("%q gives %q", address, name)
		}
	})
}

func TestOnlyPublicPostsOfTwoChannelsOfABrandAreTheSame(t *testing.T) {
	a := Item{Brand: "acme", Channel: "fedi", Post: Post{Origin: "x"}}
	for name, test := range map[string]struct {
		change func(*Item)
		want   bool
	}{
		"another channel": {func(*Item) {}, true},
		"the channel":     {func(it *Item) { it.Channel = "fedi" }, false},
		"another brand":   {func(it *Item) { it.Brand = "umbra" }, false},
		"another post":    {func(it *Item) { it.Origin = "y" }, false},
		"private":         {func(it *Item) { it.Private = true }, false},
	} {
		b := a
		b.Channel = "fedi2"
		test.change(&b)
		if a.Same(b) != test.want || b.Same(a) != test.want {
			t.Errorf("%s: %v", name, a.Same(b))
		}
	}
	if (Item{Channel: "a"}).Same(Item{Channel: "b"}) {
		t.Error("what has no origin is the same")
	}
}

func TestASecondSearchThatFindsAPostIsKeptBesideTheFirst(t *testing.T) {
	it := Item{Version: 3, Post: Post{Remote: "9", Kind: Match, Digest: "d", Text: Clean("x"), Found: CleanLine("#acme")}}
	again := func(found, digest string) Arrived {
		p := it.Post
		p.Found, p.Digest = CleanLine(found), digest
		return Arrived{Post: p}
	}
	m := it.Meet(again("bicycle", "d"), noon)
	if !m.News || m.Edited || m.Item.Found.String() != "#acme, bicycle" || m.Item.Version != 3 {
		t.Errorf("found again: %+v", m)
	}
	if m := m.Item.Meet(again("bicycle", "d"), noon); m.News {
		t.Errorf("found a third time: %+v", m.Item.Found)
	}
	if m := m.Item.Meet(again("#acme", "e"), noon); m.Item.Found.String() != "#acme, bicycle" {
		t.Errorf("edited: found by %q", m.Item.Found)
	}
}
