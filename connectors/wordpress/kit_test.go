package wordpress_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"vigie/connectors"
	"vigie/connectors/connectortest"
	emulated "vigie/connectors/emulator/wordpress"
	"vigie/connectors/wordpress"
	"vigie/inbox"
)

// site is an emulated WordPress and what it takes to reach it.
type site struct {
	*emulated.Server
	url    string
	client connectors.Options
}

func emulate(t *testing.T, opts emulated.Options) site {
	t.Helper()
	if opts.Zone == nil {
		opts.Zone = time.FixedZone("Asia/Kolkata", 5*3600+1800) // a local time taken for UTC shows at once
	}
	opts.User, opts.Password, opts.Display = "nadia", "abcd EFGH 1234", "Nadia"
	server := emulated.New(opts)
	listener := httptest.NewServer(server)
	network := &http.Transport{}
	t.Cleanup(func() {
		server.Close()
		network.CloseIdleConnections()
		listener.Close()
	})
	return site{server, listener.URL, connectors.Options{Transport: network}}
}

// connect makes a connector of the site, with an account unless user is "".
func (s site) connect(t *testing.T, user, secret string) connectors.Connector {
	t.Helper()
	c, err := wordpress.New(connectors.Config{
		Channel: inbox.Channel{Name: "blog", Kind: "wordpress", Settings: map[string]string{"url": s.url, "user": user}},
		Secrets: map[string]string{"secret": secret},
		Client:  s.client,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.(io.Closer).Close() })
	return c
}

func (s site) editor(t *testing.T) connectors.Connector {
	return s.connect(t, "nadia", "abcd EFGH 1234")
}
func (s site) public(t *testing.T) connectors.Connector { return s.connect(t, "", "") }

func TestTheKit(t *testing.T) {
	for name, opts := range map[string]emulated.Options{
		"pretty permalinks":    {},
		"plain permalinks":     {Plain: true},
		"a site that says 401": {RefuseWrongPassword: true},
	} {
		t.Run(name, func(t *testing.T) {
			connectortest.Run(t, func(t *testing.T) connectortest.Setup {
				s := emulate(t, opts)
				return connectortest.Setup{Platform: s, Connector: s.editor(t), Stranger: s.connect(t, "nadia", "wrong")}
			})
		})
	}
	t.Run("without an account", func(t *testing.T) {
		connectortest.Run(t, func(t *testing.T) connectortest.Setup {
			s := emulate(t, emulated.Options{})
			return connectortest.Setup{Platform: s, Connector: s.public(t)}
		})
	})
}
