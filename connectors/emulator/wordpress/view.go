package wordpress

import (
	"crypto/md5"
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

const dateLayout = "2006-01-02T15:04:05" // no offset, in both date (site's time) and date_gmt (UTC)

// view is a comment as the call's context shows it.
func (s *Server) view(q *request, c *comment) map[string]any {
	context := q.context()
	content := map[string]any{"rendered": rendered(c.content)}
	v := map[string]any{
		"id": c.id, "parent": c.parent, "author": c.user, "author_name": c.name, "author_url": c.url,
		"date": c.when.In(s.opts.Zone).Format(dateLayout), "content": content,
		"link": fmt.Sprintf("%s#comment-%d", s.postURL(q.base, c.post), c.id), "type": "comment", "author_avatar_urls": avatars(c.email),
		"_links": s.links(q, c),
	}
	if context != "embed" {
		v["post"], v["date_gmt"], v["status"], v["meta"] = c.post, c.when.Format(dateLayout), c.status, []any{}
	}
	if context == "edit" {
		v["author_email"], v["author_ip"], v["author_user_agent"] = c.email, c.ip, c.agent
		content["raw"] = c.content
	}
	return v
}

func (s *Server) links(q *request, c *comment) map[string]any {
	at := func(path string, id int) string { return s.rest(q.base, path+strconv.Itoa(id)) }
	comments := s.rest(q.base, "/wp/v2/comments")
	links := map[string]any{
		"self":       []any{map[string]any{"href": at("/wp/v2/comments/", c.id)}},
		"collection": []any{map[string]any{"href": comments}},
		"up":         []any{map[string]any{"embeddable": true, "post_type": "post", "href": at("/wp/v2/posts/", c.post)}},
	}
	if c.user != 0 {
		links["author"] = []any{map[string]any{"embeddable": true, "href": at("/wp/v2/users/", c.user)}}
	}
	if c.parent != 0 {
		links["in-reply-to"] = []any{map[string]any{"embeddable": true, "href": at("/wp/v2/comments/", c.parent)}}
	}
	for _, o := range s.comments {
		if o.parent == c.id && (o.status == approved || o.status == held) {
			href := withQuery(comments, url.Values{"parent": {strconv.Itoa(c.id)}})
			links["children"] = []any{map[string]any{"embeddable": true, "href": href}}
			break
		}
	}
	return links
}

// avatars are addresses of the author's picture, by size.
func avatars(email string) map[string]string {
	urls := map[string]string{}
	for _, size := range []string{"24", "48", "96"} {
		urls[size] = fmt.Sprintf("https://avatar.example/avatar/%x?s=%s&d=mm&r=g", md5.Sum([]byte(strings.ToLower(email))), size)
	}
	return urls
}

// present gives an answer what _embed adds and takes what _fields leaves out.
func (q *request) present(s *Server, answer any) any {
	fields := strings.FieldsFunc(fmt.Sprint(q.params["_fields"]), func(r rune) bool { return r == ',' || r == ' ' })
	if !q.params.has("_fields") {
		fields = nil
	}
	one := func(v map[string]any) any {
		if q.params.has("_embed") && (fields == nil || wants(fields, "_links")) {
			if embedded := s.embed(q, v); len(embedded) > 0 {
				v["_embedded"] = embedded
			}
		}
		if fields == nil {
			return v
		}
		return only(v, fields)
	}
	switch v := answer.(type) {
	case map[string]any:
		return one(v)
	case []any:
		for i, item := range v {
			v[i] = one(item.(map[string]any))
		}
	}
	return answer
}

// wants tells whether a field, or a part of it, is asked for.
func wants(fields []string, name string) bool {
	for _, f := range fields {
		if f == name || strings.HasPrefix(f, name+".") {
			return true
		}
	}
	return false
}

// only keeps the fields asked for; a.b means b of a. In comments core knows parts of _links alone: content.rendered
// leaves the whole content out.
func only(v map[string]any, fields []string) map[string]any {
	kept := map[string]any{}
	for _, field := range fields {
		name, rest, nested := strings.Cut(field, ".")
		value, ok := v[name]
		if !ok {
			continue
		}
		if _, isComment := v["author_name"]; isComment && nested && name != "_links" {
			continue
		}
		inner, isMap := value.(map[string]any)
		if !nested || !isMap {
			kept[name] = value
			continue
		}
		part := only(inner, []string{rest})
		if before, ok := kept[name].(map[string]any); ok {
			for k, x := range before {
				part[k] = x
			}
		}
		kept[name] = part
	}
	return kept
}

// embed answers the embeddable links of a view, all of them or those that _embed names.
func (s *Server) embed(q *request, v map[string]any) map[string]any {
	wanted := strings.FieldsFunc(q.params.text("_embed"), func(r rune) bool { return r == ',' || r == ' ' })
	all := len(wanted) == 0 || wanted[0] == "1" || wanted[0] == "true"
	links, _ := v["_links"].(map[string]any)
	embedded := map[string]any{}
	for rel, list := range links {
		if !all && !wants(wanted, rel) {
			continue
		}
		for _, link := range list.([]any) {
			if link := link.(map[string]any); link["embeddable"] == true {
				embedded[rel] = []any{s.embedded(q, rel, link["href"].(string))}
			}
		}
	}
	return embedded
}

// embedded is the answer to one link of our own making, in the embed context.
func (s *Server) embedded(q *request, rel, href string) any {
	inner := &request{Request: q.Request, base: q.base, account: q.account, embedded: true, params: params{"context": "embed"}}
	inner.id = atoi(href[strings.LastIndexByte(href, '/')+1:])
	var answer any
	var failure *restError
	switch rel {
	case "up":
		answer, failure = s.readPost(inner)
	case "author":
		answer, failure = s.readUser(inner)
	case "in-reply-to":
		answer, failure = s.readComment(inner)
	case "children":
		inner.params["parent"] = href[strings.LastIndexByte(href, '=')+1:]
		answer, failure = s.listComments(inner)
	}
	if failure != nil {
		return failure.body()
	}
	return answer
}
