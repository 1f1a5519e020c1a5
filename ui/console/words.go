package console

import "time"

// clock is an exact time as one reads it now, in the zone of the screen.
func (m *model) clock(t time.Time) string {
	if t.IsZero() {
		return m.lang.Clock(t, m.now)
	}
	return m.lang.Clock(t.In(m.zone()), m.now.In(m.zone()))
}

// on is clock as it stands behind a word like since.
func (m *model) on(t time.Time) string {
	return m.lang.On(t.In(m.zone()), m.now.In(m.zone()))
}

// person is a name as it is shown. Where nobody gave the person a name, they are addressed.
func (m *model) person(name string) string {
	if name == nameless && name == m.desk.Person().Name {
		return m.lang.Say("you")
	}
	return name
}

// nameless is what is stored as the name of somebody who has none, as in the demo.
const nameless = "you"

// left is a time to come, rounded where a span would tell four hours as three.
func left(d time.Duration) time.Duration {
	if d > 90*time.Minute {
		return d.Round(time.Hour)
	}
	return d
}

// opening is when somebody opens: the hour alone today, else with its day.
func (m *model) opening(t time.Time) string {
	t, now := t.In(m.zone()), m.now.In(m.zone())
	if t.YearDay() == now.YearDay() && t.Year() == now.Year() {
		return m.lang.Clock(t, now)
	}
	return m.lang.Weekday(t)
}
