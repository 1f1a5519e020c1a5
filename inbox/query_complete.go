package inbox

// Vocabulary are the names that a search can be completed with.
type Vocabulary struct {
	Brands, Channels, Tags, People, Departments []string
}
