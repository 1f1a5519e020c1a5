package mastodon

import "strings"

// object is a JSON object whose shape is told once, where it is made.
type object map[string]any

// version is what the server says it runs.
func (s *Server) version() string {
	if s.opts.Flavour == GoToSocial {
		return "0.19.1+git-5a2b3c4"
	}
	return "4.5.2"
}

// streaming is where the client finds streams: here.
func streaming(r *request) string { return "ws" + strings.TrimPrefix(baseURL(r), "http") }

func (s *Server) configuration() object {
	return object{
		"statuses": object{
			"max_characters": s.opts.MaxCharacters, "max_media_attachments": 4, "characters_reserved_per_url": reservedPerURL,
		},
		"media_attachments": object{"description_limit": 1500, "image_size_limit": 16 << 20},
		"timelines_access":  object{"hashtag_feeds": object{"local": "public", "remote": "public"}},
	}
}

func (s *Server) instanceV2(r *request) (any, error) {
	configuration := s.configuration()
	configuration["urls"] = object{"streaming": streaming(r)}
	configuration["limited_federation"] = false
	out := object{
		"domain": s.opts.Domain, "title": s.opts.Domain, "version": s.version(), "description": "",
		"languages": []string{"en"}, "configuration": configuration,
		"rules": []object{{"id": "1", "text": "No harassment", "hint": ""}},
	}
	if s.opts.Flavour == Mastodon {
		out["source_url"] = "https://github.com/mastodon/mastodon"
		out["api_versions"] = object{"mastodon": 7}
	} else {
		out["source_url"] = "https://codeberg.org/superseriousbusiness/gotosocial"
	}
	return out, nil
}

func (s *Server) instanceV1(r *request) (any, error) {
	return object{
		"uri": s.opts.Domain, "title": s.opts.Domain, "version": s.version(), "description": "", "languages": []string{"en"},
		"urls": object{"streaming_api": streaming(r)}, "configuration": s.configuration(),
		"rules": []object{{"id": "1", "text": "No harassment"}},
		"stats": object{"user_count": 1, "status_count": len(s.timeline), "domain_count": 1},
	}, nil
}
