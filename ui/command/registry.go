package command

import (
	"vigie/connectors"
	"vigie/connectors/feed"
	"vigie/connectors/mastodon"
	"vigie/connectors/wordpress"
)

// registry is every kind of channel that there is.
func registry() connectors.Registry {
	return connectors.Registry{feed.Kind(), mastodon.Kind(), wordpress.Kind()}
}
