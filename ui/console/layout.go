package console

import "image"

// mode is how many panes stand beside each other.
type mode uint8

const (
	tiny   mode = iota // no room for anything but one line that says so
	narrow             // one pane at a time
	medium             // the list with the reader below, views folded into the header
	wide               // views, list and reader side by side
)

// The least sizes, in cells.
const (
	wideFrom   = 120
	mediumFrom = 80
	stackFrom  = 16 // the least height in which list and reader fit above each other
	leastWide  = 40
	leastHigh  = 10
	viewsWide  = 17
	listLeast  = 44
	listMost   = 76
)

// panes are the places of the screen. A rectangle that is empty isn't shown. The cells between two panes belong to the rules.
type panes struct {
	mode                        mode
	header, views, list, reader image.Rectangle
	composer                    image.Rectangle // under the reader while a text is written
	top, middle, bottom         image.Rectangle // horizontal rules; the bottom one carries the status
	footer                      image.Rectangle
	afterViews, afterList       int // columns of the vertical rules; -1 = none
}

// layout shares a screen of w by h cells between the panes. In a narrow screen the focused pane gets it all; in a medium one
// the list does while there is nothing to read.
func layout(w, h int, focus pane, empty bool) panes {
	p := panes{afterViews: -1, afterList: -1}
	if w < leastWide || h < leastHigh {
		p.header = image.Rect(0, 0, max(w, 0), min(max(h, 0), 1))
		return p
	}
	p.header = image.Rect(0, 0, w, 1)
	p.top = image.Rect(0, 1, w, 2)
	p.bottom = image.Rect(0, h-2, w, h-1)
	p.footer = image.Rect(0, h-1, w, h)
	body := image.Rect(0, 2, w, h-2)
	switch {
	case w >= wideFrom:
		p.mode = wide
		p.beside(body)
	case w >= mediumFrom && h >= stackFrom:
		p.mode = medium
		p.list = body
		if !empty {
			p.stacked(body)
		}
	default:
		p.mode = narrow
		p.alone(body, focus)
	}
	return p
}

func (p *panes) beside(body image.Rectangle) {
	list := min(max((body.Dx()-viewsWide-2)*46/100, listLeast), listMost)
	p.afterViews = viewsWide
	p.afterList = viewsWide + 1 + list
	p.views, p.list, p.reader = body, body, body
	p.views.Max.X = p.afterViews
	p.list.Min.X, p.list.Max.X = p.afterViews+1, p.afterList
	p.reader.Min.X = p.afterList + 1
}

func (p *panes) stacked(body image.Rectangle) {
	split := body.Min.Y + body.Dy()*45/100
	p.list, p.reader, p.middle = body, body, body
	p.list.Max.Y = split
	p.middle.Min.Y, p.middle.Max.Y = split, split+1
	p.reader.Min.Y = split + 1
}

func (p *panes) alone(body image.Rectangle, focus pane) {
	switch focus {
	case onReader:
		p.reader = body
	case onViews:
		p.views = body
	default:
		p.list = body
	}
}
