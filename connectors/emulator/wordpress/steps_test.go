package wordpress_test

import "strings"

// steps are the requests that real and emulated sites must answer alike. They build on each other: two visitors'
// comments, a reply of ours, their moderation, lists of them, refusals.
func steps() []step {
	return append(append(append(arrivals(), moderation()...), lists()...), refusals()...)
}

var whole = []string{"id", "post", "parent", "author", "author_name", "author_email", "author_url", "author_ip", "author_user_agent", "date", "date_gmt",
	"content.rendered", "content.raw", "link", "status", "type", "meta", "_links"}

const visitorA = `{"post":{post},"content":"Is it <b>open</b> & \"free\"?\n\nIt's {run}... see https://site.example/a?b=c. 5x10","author_name":"Maria {run}",
	"author_email":"maria.{run}@mail.example","author_ip":"198.51.100.7","author_user_agent":"Mozilla/5.0","date_gmt":"2026-11-20T09:02:11","status":"hold"}`

const visitorB = `{"post":{post},"content":"Me too {run}\nplease","author_name":"Jo {run}","author_email":"jo.{run}@mail.example","author_url":"https://jo.example/",
	"date":"2026-11-20T14:32:12"}`

func arrivals() []step {
	return []step{
		{does: "the index tells about application passwords", who: "anybody", path: "/wp-json/", status: 200,
			fields: []string{"name", "gmt_offset", "timezone_string", "authentication"}},
		{does: "the account is known", path: "users/me?context=edit", status: 200,
			fields: []string{"id", "name", "username", "slug", "roles", "capabilities.moderate_comments", "link"}},
		{does: "a post has a title", who: "anybody", path: "posts/{post}", status: 200, fields: []string{"id", "title", "link", "type", "status", "comment_status", "author"}},
		{does: "a comment with a date of its own", method: "POST", path: "comments", body: visitorA, keep: "a", status: 201, fields: whole},
		{does: "a first comment is held", method: "POST", path: "comments", body: visitorB, keep: "b", status: 201, fields: whole},
		{does: "a reply is ours and approved", method: "POST", path: "comments", body: `{"post":{post},"parent":{a},"content":"Merci <3 & à {run}","date_gmt":"2026-11-20T10:00:00"}`,
			keep: "reply", status: 201, fields: whole},
		{does: "a reply again is a duplicate", method: "POST", path: "comments", body: `{"post":{post},"parent":{a},"content":"Merci <3 & à {run}"}`, status: 409, code: "comment_duplicate"},
		{does: "case makes no difference", method: "POST", path: "comments", body: `{"post":{post},"parent":{a},"content":"MERCI <3 & à {run}"}`, status: 409, code: "comment_duplicate"},
		{does: "elsewhere it is none", method: "POST", path: "comments", body: `{"post":{post},"parent":{b},"content":"Merci <3 & à {run}","date_gmt":"2026-11-20T10:00:01"}`,
			keep: "second", status: 201, fields: whole},
		{does: "a parent that doesn't exist is taken", method: "POST", path: "comments", body: `{"post":{post},"parent":987654,"content":"Lost {run}","date_gmt":"2026-11-20T10:00:02"}`,
			keep: "lost", status: 201, fields: []string{"parent", "status", "_links"}},
	}
}

func moderation() []step {
	change := func(does, id, body, code string, status int) step {
		return step{does: does, method: "POST", path: "comments/{" + id + "}", body: body, status: status, code: code,
			fields: []string{"id", "status", "author_ip", "author_user_agent", "content.raw", "date", "date_gmt"}}
	}
	return []step{
		change("approving with the evidence keeps it", "a", `{"status":"approve","author_ip":"198.51.100.7","author_user_agent":"Mozilla/5.0"}`, "", 200),
		change("a status alone overwrites the author's address", "a", "status=hold", "", 200),
		change("an empty address is refused", "a", `{"status":"approve","author_ip":""}`, "rest_invalid_param", 400),
		change("a wrong address is refused", "a", `{"status":"approve","author_ip":"::x"}`, "rest_invalid_param", 400),
		change("approve", "a", "status=approve", "", 200),
		change("approve again", "a", "status=approve", "", 200),
		change("spam", "a", "status=spam", "", 200),
		change("spam again", "a", "status=spam", "", 200),
		change("unspam returns to approved", "a", "status=unspam", "", 200),
		change("unspam again holds", "a", "status=unspam", "", 200),
		change("trash of a held one", "a", "status=trash", "", 200),
		change("trash again by status", "a", "status=trash", "", 200),
		{does: "trash again by DELETE", method: "DELETE", path: "comments/{a}", status: 410, code: "rest_already_trashed"},
		change("untrash", "a", "status=untrash", "", 200),
		change("approve it", "a", "status=approve", "", 200),
		{does: "DELETE trashes", method: "DELETE", path: "comments/{a}", status: 200, fields: []string{"id", "status"}},
		change("untrash returns to approved", "a", "status=untrash", "", 200),
		change("untrash again holds", "a", "status=untrash", "", 200),
		change("a word it doesn't know changes nothing", "a", "status=bogus", "", 200),
		change("spam from hold", "a", "status=spam", "", 200),
		change("trash from spam", "a", "status=trash", "", 200),
		change("untrash returns to spam", "a", "status=untrash", "", 200),
		change("approve from spam", "a", "status=approve", "", 200),
		change("unspam of an approved one uses what it remembers", "a", "status=unspam", "", 200),
		change("approve at last", "a", "status=approve", "", 200),
		change("our own text can be edited", "reply", `{"content":"Thanks {run}"}`, "", 200),
		change("but not emptied", "reply", `{"content":" "}`, "rest_comment_content_invalid", 400),
		{does: "a POST may stand for DELETE", method: "POST", path: "comments/{lost}?_method=DELETE", status: 200, fields: []string{"id", "status"}},
		{does: "force deletes for good", method: "DELETE", path: "comments/{lost}?force=true", status: 200, fields: []string{"deleted", "previous.id", "previous.status"}},
		{does: "then it is gone", path: "comments/{lost}?context=edit", status: 404, code: "rest_comment_invalid_id"},
		{does: "deleting what is gone", method: "DELETE", path: "comments/{lost}?force=true", status: 404, code: "rest_comment_invalid_id"},
		{does: "updating what is gone", method: "POST", path: "comments/{lost}", body: "status=spam", status: 404, code: "rest_comment_invalid_id"},
	}
}

func lists() []step {
	list := func(does, query string) step {
		return step{does: does, path: "comments?context=edit&search={run}&" + query, status: 200, fields: []string{"id", "status"}, header: true}
	}
	return []step{
		{does: "everything in the order of a poll", path: "comments?context=edit&status=any&search={run}&order=asc&orderby=date_gmt&per_page=100", status: 200, fields: whole, header: true},
		list("approved unless told", ""), list("held", "status=hold"), list("all is approved and held", "status=all"), list("spam", "status=spam"),
		list("an unknown status is nothing", "status=bogus"), list("the response's own word is nothing", "status=approved"),
		list("newest first unless told", "status=any"), list("first page", "status=any&per_page=2"), list("second page", "status=any&per_page=2&page=2"),
		list("beyond the end is empty, no error", "status=any&per_page=2&page=9"), list("offset", "status=any&per_page=2&offset=1"),
		list("by id", "status=any&orderby=id&order=asc"), list("by parent", "status=any&orderby=parent&order=asc"),
		list("as included", "status=any&include={b},{a}&orderby=include&order=asc"), list("excluded", "status=any&exclude={a}"),
		list("after in the site's own time", "status=any&after=2026-11-20T14:32:11"), list("after in UTC", "status=any&after=2026-11-20T09:02:11Z"),
		list("after with an offset", "status=any&after=2026-11-20T12:02:11%2B03:00"), list("before", "status=any&before=2026-11-20T09:02:12Z"),
		list("between", "status=any&after=2026-11-20T09:02:11.9Z&before=2026-11-20T10:00:00Z"),
		list("of a post", "status=any&post={post}"), list("of another post", "status=any&post=987654"),
		list("children", "status=any&parent={a}"), list("roots", "status=any&parent=0"), list("several parents", "status=any&parent[]={a}&parent[]={b}"),
		list("not children", "status=any&parent_exclude=0"), list("ours", "status=any&author=2"), list("not ours", "status=any&author_exclude=2"),
		list("of an address", "status=any&author_email=jo.{run}@mail.example"), list("of another type", "status=any&type=pingback"),
		{does: "some of the fields", path: "comments?status=any&search={run}&_fields=id,content,_links.up", status: 200, fields: []string{"id", "content", "status", "_links"}},
		{does: "a part of a field is nothing", path: "comments?status=any&search={run}&_fields=id,content.rendered", status: 200, fields: []string{"id", "content", "_links"}},
		{does: "a part of a post's field", who: "anybody", path: "posts/{post}?_fields=title.rendered", status: 200, fields: []string{"id", "title"}},
		{does: "one, embedded", path: "comments/{reply}?_embed", status: 200, fields: []string{"id", "_embedded.up.0.id", "_embedded.up.0.title", "_embedded.up.0.link", "_embedded.up.0.type", "_embedded.author.0.name"}},
		{does: "what it answers, embedded", path: "comments/{reply}?_embed=in-reply-to", status: 200, fields: []string{"_embedded.up", "_embedded.in-reply-to.0.author_name", "_embedded.in-reply-to.0.content", "_embedded.in-reply-to.0.status"}},
		{does: "answers, embedded", path: "comments/{a}?_embed=children&_fields=id,_links,_embedded", status: 200, fields: []string{"id", "_embedded.children.0.0.content", "_embedded.children.0.0.link"}},
		{does: "posts", who: "anybody", path: "posts?include={post}", status: 200, fields: []string{"title", "link"}, header: true},
		{does: "posts beyond the end", who: "anybody", path: "posts?page=99", status: 400, code: "rest_post_invalid_page_number"},
		{does: "the route in the query", path: "/?rest_route=/wp/v2/comments&search={run}&per_page=1&_fields=id", status: 200, fields: []string{"id"}},
	}
}

func refusals() []step {
	get := func(who, path, code string, status int) step {
		return step{does: strings.TrimSpace(who + " GET " + path), who: who, path: path, status: status, code: code, fields: []string{"data"}}
	}
	post := func(does, body, code string, status int) step {
		return step{does: does, method: "POST", path: "comments", body: body, status: status, code: code}
	}
	steps := []step{
		{does: "anybody reads approved ones", who: "anybody", path: "comments?search={run}&order=asc", status: 200, header: true,
			fields: []string{"id", "author_name", "author_email", "author_ip", "content.rendered", "content.raw", "date_gmt", "status"}},
		get("anybody", "comments?context=edit", "rest_forbidden_context", 401), get("anybody", "comments?status=hold", "rest_forbidden_param", 401),
		get("anybody", "comments?status=any&type=pingback", "rest_forbidden_param", 401), get("anybody", "comments/{b}", "rest_cannot_read", 401),
		get("anybody", "comments/{a}?context=edit", "rest_forbidden_context", 401), get("anybody", "users/me", "rest_not_logged_in", 401),
		get("", "comments/0", "rest_comment_invalid_id", 404), get("", "comments/x", "rest_no_route", 404), get("", "posts/987654", "rest_post_invalid_id", 404),
		get("nadia:wrong", "comments?context=edit", "rest_forbidden_context", 401), get("nadia:wrong", "users/me", "rest_not_logged_in", 401),
		get("nadia:wrong", "comments/{a}?_fields=id", "", 200), get("nobody:wrong", "comments/{a}?_fields=id", "", 200),
		{does: "nobody answers without an account", who: "anybody", method: "POST", path: "comments", body: `{"post":{post},"content":"x"}`, status: 401, code: "rest_comment_login_required"},
		{does: "nobody moderates without an account", who: "anybody", method: "POST", path: "comments/{a}", body: "status=spam", status: 401, code: "rest_cannot_edit"},
		{does: "nobody deletes without an account", who: "anybody", method: "DELETE", path: "comments/{a}", status: 401, code: "rest_cannot_delete"},
		post("no content", `{"post":{post}}`, "rest_comment_content_invalid", 400), post("empty content", `{"post":{post},"content":""}`, "rest_comment_content_invalid", 400),
		post("content that is no text", `{"post":{post},"content":["x"]}`, "rest_comment_content_invalid", 400),
		post("no post", `{"content":"x"}`, "rest_comment_invalid_post_id", 403), post("no such post", `{"post":987654,"content":"x"}`, "rest_comment_invalid_post_id", 403),
		post("a post that is no number", `{"post":"x","content":"x"}`, "rest_invalid_param", 400), post("broken JSON", `{bad`, "rest_invalid_json", 400),
		post("another type", `{"post":{post},"content":"x","type":"note"}`, "rest_invalid_comment_type", 400),
		post("a name without an address", `{"post":{post},"content":"x {run}","author_name":"Zed"}`, "rest_comment_author_data_required", 400),
		post("too long", `{"post":{post},"content":"`+strings.Repeat("é", 32763)+`"}`, "comment_content_column_length", 400),
	}
	for _, bad := range []string{"per_page=0", "per_page=101", "per_page=x", "per_page=", "page=0", "page=-1", "page=x", "order=up", "orderby=x", "after=x", "after=",
		"after=2026-11-20", "before=yesterday", "context=foo", "parent=x", "include=1,x"} {
		steps = append(steps, get("", "comments?"+bad, "rest_invalid_param", 400))
	}
	return steps
}
