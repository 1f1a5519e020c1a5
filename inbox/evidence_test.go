package inbox

import "testing"

func TestALineOfTheLogAboutEvidenceIsSaidAsItStands(t *testing.T) {
	kept := EvidenceFile{What: "item", Type: "application/json"}.Keep([]byte("{}"))
	for _, f := range []EvidenceFile{
		kept,
		EvidenceFile{What: "image", URL: CleanLine("https://acme.example/1.png"), Type: "image/png"}.Keep([]byte("x")),
		{What: "page", URL: CleanLine("https://acme.example/1"), Why: CleanLine("acme.example answered 404: it isn't there")},
	} {
		s, ok := EvidenceSaying(f.Line())
		said := s.String()
		switch f.What { // these two have words of their own
		case "item", "page":
			said = f.What + said[len(evidenceWord(f.What)):]
		}
		if !ok || said != f.Line() {
			t.Errorf("%q is said %q", f.Line(), said)
		}
	}
	if _, ok := EvidenceSaying("a line of somebody else's"); ok {
		t.Error("any line is one of evidence")
	}
}
