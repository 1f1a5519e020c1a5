package feed

import (
	"encoding/json"
	"encoding/xml"
	"html"
	"strings"
	"time"
)

// htmlBody is an item's content as feeds carry it.
func (e entry) htmlBody() string {
	paragraphs := strings.Split(html.EscapeString(e.body()), "\n\n")
	return "<p>" + strings.ReplaceAll(strings.Join(paragraphs, "</p>\n<p>"), "\n", "<br>\n") + "</p>"
}

type rssDocument struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	Thread  string   `xml:"xmlns:thr,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Channel struct {
		Title       string    `xml:"title"`
		Link        string    `xml:"link"`
		Description string    `xml:"description"`
		Self        atomLink  `xml:"atom:link"`
		TTL         int       `xml:"ttl,omitempty"` // minutes
		Items       []rssItem `xml:"item"`
	} `xml:"channel"`
}

type rssItem struct {
	Title       string   `xml:"title,omitempty"`
	Link        string   `xml:"link"`
	GUID        *rssGUID `xml:"guid"`
	PubDate     string   `xml:"pubDate,omitempty"`
	Creator     string   `xml:"dc:creator,omitempty"`
	Description string   `xml:"description"`
	Answers     *thread  `xml:"thr:in-reply-to"`
}

type rssGUID struct {
	IsPermaLink bool   `xml:"isPermaLink,attr"`
	ID          string `xml:",chardata"`
}

// thread is RFC 4685.
type thread struct {
	Ref string `xml:"ref,attr"`
}

func (e entry) answers() *thread {
	if e.parent == "" {
		return nil
	}
	return &thread{e.parent}
}

func (p page) rss() []byte {
	doc := rssDocument{Version: "2.0", DC: "http://purl.org/dc/elements/1.1/", Thread: threadNS, Atom: atomNS}
	doc.Channel.Title, doc.Channel.Link, doc.Channel.Description = p.Title, "https://news.example/", p.Title
	doc.Channel.Self = atomLink{Rel: "self", Href: p.self}
	doc.Channel.TTL = int(p.TTL.Minutes())
	for _, e := range p.items {
		it := rssItem{Title: e.title(), Link: e.link, PubDate: e.posted, Creator: e.name(), Description: e.htmlBody(), Answers: e.answers()}
		if e.shown {
			it.GUID = &rssGUID{ID: e.id}
		}
		doc.Channel.Items = append(doc.Channel.Items, it)
	}
	return document(doc)
}

const (
	atomNS   = "http://www.w3.org/2005/Atom"
	threadNS = "http://purl.org/syndication/thread/1.0"
)

type atomDocument struct {
	XMLName xml.Name    `xml:"feed"`
	NS      string      `xml:"xmlns,attr"`
	Thread  string      `xml:"xmlns:thr,attr"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Self    atomLink    `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	Lang      string     `xml:"xml:lang,attr,omitempty"`
	ID        string     `xml:"id,omitempty"`
	Title     string     `xml:"title"`
	Link      atomLink   `xml:"link"`
	Published string     `xml:"published,omitempty"`
	Updated   string     `xml:"updated,omitempty"`
	Author    *atomName  `xml:"author"`
	Content   atomMarkup `xml:"content"`
	Answers   *thread    `xml:"thr:in-reply-to"`
}

type atomName struct {
	Name string `xml:"name"`
}

type atomMarkup struct {
	Type string `xml:"type,attr"`
	Text string `xml:",chardata"`
}

func (p page) atom() []byte {
	doc := atomDocument{NS: atomNS, Thread: threadNS, Title: p.Title, ID: "tag:news.example,2026:feed",
		Updated: p.at.UTC().Format(time.RFC3339), Self: atomLink{Rel: "self", Href: p.self}}
	for _, e := range p.items {
		it := atomEntry{Lang: e.lang, Title: e.title(), Link: atomLink{Href: e.link}, Published: e.posted, Updated: e.updated,
			Content: atomMarkup{"html", e.htmlBody()}, Answers: e.answers()}
		if e.shown {
			it.ID = e.id
		}
		if name := e.name(); name != "" {
			it.Author = &atomName{name}
		}
		doc.Entries = append(doc.Entries, it)
	}
	return document(doc)
}

// document is XML with its declaration. Only types of this file come here, which all can be encoded.
func document(v any) []byte {
	body, _ := xml.MarshalIndent(v, "", " ")
	return append([]byte(`<?xml version="1.0" encoding="UTF-8"?>`+"\n"), append(body, '\n')...)
}

// jsonDocument is JSON Feed 1.1.
type jsonDocument struct {
	Version string     `json:"version"`
	Title   string     `json:"title"`
	Home    string     `json:"home_page_url"`
	Self    string     `json:"feed_url"`
	Items   []jsonItem `json:"items"`
}

type jsonItem struct {
	ID        string       `json:"id,omitempty"`
	URL       string       `json:"url"`
	Title     string       `json:"title,omitempty"`
	HTML      string       `json:"content_html"`
	Published string       `json:"date_published,omitempty"`
	Modified  string       `json:"date_modified,omitempty"`
	Authors   []jsonAuthor `json:"authors,omitempty"`
	Language  string       `json:"language,omitempty"`
}

type jsonAuthor struct {
	Name string `json:"name"`
}

func (p page) json() []byte {
	doc := jsonDocument{Version: "https://jsonfeed.org/version/1.1", Title: p.Title, Home: "https://news.example/", Self: p.self, Items: []jsonItem{}}
	for _, e := range p.items {
		it := jsonItem{URL: e.link, Title: e.title(), HTML: e.htmlBody(), Published: e.posted, Modified: e.updated, Language: e.lang}
		if e.shown {
			it.ID = e.id
		}
		if name := e.name(); name != "" {
			it.Authors = []jsonAuthor{{name}}
		}
		doc.Items = append(doc.Items, it)
	}
	body, _ := json.Marshal(doc)
	return body
}
