package inbox

import (
	"slices"
	"time"
)

// Role is what a person may do; each role may all that the ones before it may, but for DepartmentRole, which stands apart.
type Role uint8

// The roles, from the least.
const (
	Viewer Role = iota
	DepartmentRole
	Trainee
	Moderator
	Lead
	Owner
)

var roleNames = [...]string{"viewer", "department", "trainee", "moderator", "lead", "owner"}

func (r Role) String() string { return nameOf(roleNames[:], int(r)) }

// ParseRole reads what String prints.
func ParseRole(name string) (Role, error) {
	i, err := indexOf("role", roleNames[:], name)
	return Role(i), err
}

// Team is who works here, for which brands, on which channels: what the team file says.
type Team struct {
	Brands      []Brand
	Channels    []Channel
	Departments []Department
	People      []Person
	Replies     []Canned
	Rules       []Rule
	Tags        Tags
	Urgent      Thresholds
	Views       []View
	Keys        map[string][]string // of the console's commands, by their names, where they aren't those of the table (ui/keys); none turn one off
	Pipes       []Pipe
	Holds       []Hold
	UndoWindow  time.Duration // how long an outward action waits before it leaves
	Listen      string        // where it is served over SSH; "" = nobody said
	ListenLine  int           // of the team file, where that is said
}

// DefaultUndoWindow is how long an outward action waits, unless told.
const DefaultUndoWindow = 8 * time.Second

// Brand is one client or label.
type Brand struct {
	Name  string
	Title string
	Color string        // "#rrggbb"; "" chooses one
	Keep  time.Duration // how long what is done is kept; 0 = for ever

	Manner Manner // how it writes

	RulesMayHide bool // rules may hide its items at their platform
	HidePerHour  int  // how many of them; 0 = DefaultHidePerHour
}

// DefaultHidePerHour is how many items of a brand rules may hide within an hour, unless told.
const DefaultHidePerHour = 10

// Channel is one configured account or source on a platform.
type Channel struct {
	Name     string
	Kind     string // the connector's
	Brand    string
	Since    time.Time         // what is older arrives done and seen; zero is 7 days before the channel's first poll
	Settings map[string]string // the kind's own keys, secrets as references (env:NAME, file:PATH, keyring:NAME)
	Lists    map[string][]string
	Line     int // where the team file says it
}

// Department is whom an item is escalated to.
type Department struct {
	Name         string
	Title        string
	Key          string        // the letter that picks it
	AnswerWithin time.Duration // its service level, in its hours; 0 = none
	Hours        Hours
	Evidence     bool // evidence is kept before it is given an item, and before one is hidden or deleted
}

// Due is when the department's answer to what it is given at a time is due; zero without a service level.
func (d Department) Due(from time.Time) time.Time {
	if d.AnswerWithin <= 0 {
		return time.Time{}
	}
	return d.Hours.Due(from, d.AnswerWithin)
}

// Person is one of the team.
type Person struct {
	Name       string
	Role       Role
	Brands     []string // those they may see; empty = all
	Channels   []string // those of them that they may see; empty = all
	Department string   // of a person with DepartmentRole
	Keys       []string // public keys, as in authorized_keys
	Language   string   // of the interface: en, fr; "" is the locale's
	Screen     Screen
}

// May says why a person may not do something to an item, or nil where they may. Roles are checked by this one function, on
// every way in.
func (p Person) May(a Action, it Item) error {
	switch {
	case !p.Sees(it.Brand):
		return Errorf("%s has no access to the brand %s", p.Name, it.Brand)
	case !p.SeesChannel(it.Channel):
		return Errorf("%s has no access to the channel %s", p.Name, it.Channel)
	case !p.SeesItem(it):
		return Errorf("item %d is not with %s's department", it.Number, p.Name)
	case p.Role < a.Role:
		return Errorf("%s is a %s; %s takes a %s", p.Name, p.Role, a.Verb, a.Role)
	}
	return nil
}

// Sees reports whether the person may see a brand.
func (p Person) Sees(brand string) bool {
	return len(p.Brands) == 0 || slices.Contains(p.Brands, brand)
}

// SeesChannel reports whether the person may see a channel of a brand that they see.
func (p Person) SeesChannel(channel string) bool {
	return len(p.Channels) == 0 || slices.Contains(p.Channels, channel)
}

// SeesItem reports whether the person may see an item: one of a department, what was escalated to it.
func (p Person) SeesItem(it Item) bool {
	theirs := p.Role != DepartmentRole || p.Department != "" && it.Department == p.Department
	return theirs && p.Sees(it.Brand) && p.SeesChannel(it.Channel)
}

// Brand finds a brand by name.
func (t Team) Brand(name string) (Brand, bool) {
	return found(t.Brands, func(b Brand) bool { return b.Name == name })
}

// Person finds one of the team by name.
func (t Team) Person(name string) (Person, bool) {
	return found(t.People, func(p Person) bool { return p.Name == name })
}

// Rule finds a rule by name.
func (t Team) Rule(name string) (Rule, bool) {
	return found(t.Rules, func(r Rule) bool { return r.Name == name })
}

// Department finds a department by name or by its key.
func (t Team) Department(name string) (Department, bool) {
	d, ok := found(t.Departments, func(d Department) bool { return d.Name == name })
	if !ok && name != "" {
		return found(t.Departments, func(d Department) bool { return d.Key == name })
	}
	return d, ok
}

// Channel finds a channel by name.
func (t Team) Channel(name string) (Channel, bool) {
	return found(t.Channels, func(c Channel) bool { return c.Name == name })
}

// Leads are who may release a reply of a brand, by name.
func (t Team) Leads(brand string) (names []string) {
	for _, p := range t.People {
		if p.Role >= Lead && p.Sees(brand) {
			names = append(names, p.Name)
		}
	}
	return names
}

// found is the first of a list that fits.
func found[T any](list []T, fits func(T) bool) (one T, ok bool) {
	if i := slices.IndexFunc(list, fits); i >= 0 {
		return list[i], true
	}
	return one, false
}
