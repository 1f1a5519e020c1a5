package console

import "time"

// clock is an exact time as one reads it now, in the zone of the screen.
func (m *model) clock(t time.Time) string {
	if t.IsZero() {
		return m.lang.Clock(t, m.now)
	}
	return m.lang.Clock(t.In(m.zone()), m.now.In(m.zone()))
}

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
