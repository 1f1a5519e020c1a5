package demo

import (
	"fmt"
	"time"

	"vigie/inbox"
)

// departments are whom items go to. After-sales and communication are there day and night; the others keep hours.
func departments() ([]inbox.Department, error) {
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		return nil, fmt.Errorf("the demo's departments: %w", err)
	}
	var all []inbox.Department
	for _, d := range []struct {
		name, title, key string
		within           time.Duration
		hours            []string
	}{
		{"sav", "Service après-vente", "s", 4 * time.Hour, nil},
		{"rd", "R&D", "r", 16 * time.Hour, []string{"mon-fri 08:30-12:30 13:30-17:30"}},
		{"production", "Production", "p", 24 * time.Hour, []string{"mon-sat 06:00-22:00"}},
		{"communication", "Communication", "c", 2 * time.Hour, nil},
		{"marketing", "Marketing", "m", 24 * time.Hour, []string{"mon-fri 09:00-12:30 14:00-18:00"}},
		{"legal", "Juridique", "l", 8 * time.Hour, []string{"mon-fri 09:00-18:00"}},
	} {
		dept := inbox.Department{Name: d.name, Title: d.title, Key: d.key, AnswerWithin: d.within}
		if d.hours != nil {
			week, err := inbox.ParseWeek(d.hours)
			if err != nil {
				return nil, fmt.Errorf("the demo's department %s: %w", d.name, err)
			}
			dept.Hours = inbox.Hours{Week: week, Zone: paris}
		}
		all = append(all, dept)
	}
	return all, nil
}

func people() []inbox.Person {
	return []inbox.Person{
		{Name: You, Role: inbox.Owner},
		{Name: "camille", Role: inbox.Lead},
		{Name: "nadia", Role: inbox.Moderator},
		{Name: "yusuf", Role: inbox.Moderator, Brands: []string{velo}},
		{Name: "iris", Role: inbox.Moderator, Brands: []string{tea}},
		{Name: "tom", Role: inbox.Trainee},
		{Name: "marc", Role: inbox.DepartmentRole, Department: "sav"},
		{Name: "fatou", Role: inbox.DepartmentRole, Department: "production"},
		{Name: "leonie", Role: inbox.DepartmentRole, Department: "rd"},
		{Name: "hugo", Role: inbox.DepartmentRole, Department: "marketing"},
		{Name: "salome", Role: inbox.DepartmentRole, Department: "communication"},
		{Name: "maitre-petit", Role: inbox.DepartmentRole, Department: "legal"},
	}
}

func replies() []inbox.Canned {
	return []inbox.Canned{
		{Name: "merci", Text: "Merci {author}, votre message fait la journée de toute l'équipe {brand} !"},
		{Name: "thanks", Text: "Thank you {author}, you made everybody's day at {brand}!"},
		{Name: "excuses", Text: "Bonjour {author}, nous sommes désolés. Pouvez-vous nous donner votre numéro de commande en privé ? Nous regardons tout de suite."},
		{Name: "sorry", Text: "Hello {author}, we are sorry. Could you send us your order number in private? We are looking into it right now."},
		{Name: "transmis", Text: "Bonjour {author}, nous transmettons à l'atelier et revenons vers vous aujourd'hui."},
		{Name: "éclipse", Brand: velo, Text: "Bonjour {author}, la mise à jour 2.4 fait sonner certaines Éclipse : coupez le Bluetooth, elle se calme. La 2.4.1 arrive ce soir, et nos excuses avec."},
		{Name: "eclipse", Brand: velo, Text: "Hello {author}, update 2.4 makes some Éclipse ring: switch Bluetooth off and it calms down. 2.4.1 comes tonight, with our apologies."},
		{Name: "infusion", Brand: tea, Text: "Bonjour {author} : 85 °C, quatre minutes, et on regarde par la fenêtre. Belle tasse !"},
		{Name: "allergie", Brand: tea, Text: "Bonjour {author}, merci de ne plus en boire et de nous écrire le numéro de lot en privé. Notre responsable qualité vous appelle aujourd'hui."},
	}
}

func rules() ([]inbox.Rule, error) {
	list := []struct {
		when string
		inbox.Rule
	}{
		{`livraison or livreur or livré or colis or parcel or shipping or order or commande`, inbox.Rule{Name: "delivery", Tag: []string{"livraison"}}},
		{`remboursement or remboursé or refund or résilié`, inbox.Rule{Name: "refund", Tag: []string{"remboursement"}, Priority: inbox.High}},
		{`brand:lune (éclipse or eclipsegate or sonne or sonnent or klaxonner or ringing or "2.4" or bluetooth)`,
			inbox.Rule{Name: "eclipse", Tag: []string{"éclipse"}, Priority: inbox.High}},
		{`allergie or allergique or mould or rappel or danger or safe`, inbox.Rule{Name: "safety", Tag: []string{"sécurité"}, Priority: inbox.Urgent}},
		{`merci or bravo or adore or génial or love or thanks`, inbox.Rule{Name: "happy", Tag: []string{"mood/happy"}}},
		{`honte or scandale or furieux or furieuse or inadmissible or marre or worst or furious`, inbox.Rule{Name: "angry", Tag: []string{"mood/angry"}}},
		{`is:bot or lunacoin or casino or roulette or backlinks or "bank detail"`, inbox.Rule{Name: "junk", Tag: []string{"spam"}, Priority: inbox.Low}},
	}
	var all []inbox.Rule
	for _, r := range list {
		q, err := inbox.ParseQuery(r.when)
		if err != nil {
			return nil, fmt.Errorf("the demo's rule %s: %w", r.Name, err)
		}
		r.When = q
		all = append(all, r.Rule)
	}
	return all, nil
}

// tags are how the team labels: of the moods an item has one.
func tags() inbox.Tags {
	return inbox.Tags{Exclusive: []string{"mood"}, Known: []inbox.Tag{
		{Name: "mood/happy", Color: "#41853a"}, {Name: "mood/worried", Color: "#b07d12"}, {Name: "mood/angry", Color: "#c0392b"},
		{Name: "livraison", Color: "#3b70e2"}, {Name: "remboursement", Color: "#8e44ad"}, {Name: "éclipse", Color: "#d35400"},
		{Name: "sécurité", Color: "#c0392b"}, {Name: "spam"},
	}}
}

func views() ([]inbox.View, error) {
	list := []struct{ name, query string }{
		{"Éclipse", "tag:éclipse -is:done"},
		{"Held", "is:held -is:done"},
		{"Influent", "is:open followers:>5000"},
	}
	var all []inbox.View
	for _, v := range list {
		q, err := inbox.ParseQuery(v.query)
		if err != nil {
			return nil, fmt.Errorf("the demo's view %s: %w", v.name, err)
		}
		all = append(all, inbox.View{Name: v.name, Query: q})
	}
	return all, nil
}
