// Package inbox is the domain of Vigie: items, threads, authors, changes, decisions, statuses, the table of actions, the
// team, the search language, and the cleaning of hostile text. It is pure: it imports no other room of the house, does
// no I/O and reads no clock.
package inbox
