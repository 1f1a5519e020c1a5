package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/crypto/ssh"

	"vigie/inbox"
	"vigie/ui/team"
)

func (a *app) person() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "person add|remove|list",
		Short: "Say who works here, and by which keys they sign in.",
	}
	cmd.AddCommand(a.personAdd(), a.personRemove(), a.personList())
	return cmd
}

func (a *app) personAdd() *cobra.Command {
	var role, key, department string
	var brands []string
	cmd := &cobra.Command{
		Use:   "add NAME",
		Short: "Add somebody to the team file.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if _, err := inbox.ParseRole(role); err != nil {
				return misuse("--role: %w", err)
			}
			table := []team.Key{{Name: "name", Value: args[0]}, {Name: "role", Value: role}}
			if len(brands) > 0 {
				table = append(table, team.Key{Name: "brands", Values: brands})
			}
			if department != "" {
				table = append(table, team.Key{Name: "department", Value: department})
			}
			line, err := a.publicKey(key)
			if err != nil {
				return err
			}
			if line != "" {
				table = append(table, team.Key{Name: "keys", Values: []string{line}})
			}
			return a.editTeam(cmd.Context(), func(path string, t inbox.Team) error {
				if err := notTaken(t.People, line); err != nil {
					return err
				}
				_, err := team.Append(path, team.Table("person", table), registry())
				return err
			}, "%s is of the team now, as %s", inbox.CleanLine(args[0]), inbox.CleanLine(role))
		},
	}
	cmd.Flags().StringVar(&role, "role", inbox.Moderator.String(), "viewer, department, trainee, moderator, lead or owner: `ROLE`")
	cmd.Flags().StringVar(&key, "key", "", "the public key, as in a .pub file; - reads it from standard input: `KEY`")
	cmd.Flags().StringSliceVar(&brands, "brand", nil, "a brand that they may see; all unless told: `NAME`")
	cmd.Flags().StringVar(&department, "department", "", "the department that they answer for: `NAME`")
	return cmd
}

// publicKey is a key as the team file has it; "" where none was told.
func (a *app) publicKey(key string) (string, error) {
	if key == "-" {
		b, err := io.ReadAll(io.LimitReader(a.env.Stdin, 64<<10))
		if err != nil {
			return "", fmt.Errorf("the key can't be read: %w", err)
		}
		key = string(b)
	}
	key = strings.TrimSpace(key)
	if key == "" {
		return "", nil
	}
	_, err := team.PublicKey(key)
	return key, err
}

// notTaken refuses a key that somebody has already: it could not tell who is there.
func notTaken(people []inbox.Person, line string) error {
	if line == "" {
		return nil
	}
	key, err := team.PublicKey(line)
	if err != nil {
		return err
	}
	if name, err := holderOf(people, key); err == nil {
		return fmt.Errorf("this key is %s's already: everybody needs their own", name)
	}
	return nil
}

func (a *app) personRemove() *cobra.Command {
	return &cobra.Command{
		Use:   "remove NAME",
		Short: "Take somebody out of the team file; their sessions end, what they did stays.",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.editTeam(cmd.Context(), func(path string, _ inbox.Team) error {
				without, err := team.WithoutPerson(path, args[0], registry())
				if err != nil {
					return err
				}
				return team.Replace(path, without)
			}, "%s is no longer of the team", inbox.CleanLine(args[0]))
		},
	}
}

func (a *app) personList() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "list",
		Short: "List the team, with the fingerprints of their keys.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, t, err := a.teamFile()
			if err != nil {
				return err
			}
			return a.listPeople(t.People, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one object a line")
	return cmd
}

// personJSON is one of the team as they are printed.
type personJSON struct {
	Name       string   `json:"name"`
	Role       string   `json:"role"`
	Brands     []string `json:"brands"`   // empty = all
	Channels   []string `json:"channels"` // likewise
	Department string   `json:"department"`
	Keys       []string `json:"keys"` // fingerprints
}

func (a *app) listPeople(people []inbox.Person, asJSON bool) error {
	out, t := jsonLines(a.env.Stdout), newTable(a.env.Width)
	for _, p := range people {
		prints := []string{}
		for _, line := range p.Keys {
			if k, err := team.PublicKey(line); err == nil {
				prints = append(prints, ssh.FingerprintSHA256(k))
			}
		}
		if asJSON {
			if err := out.Encode(personJSON{p.Name, p.Role.String(), append([]string{}, p.Brands...), append([]string{}, p.Channels...), p.Department, prints}); err != nil {
				return err
			}
			continue
		}
		sees := "all brands"
		if len(p.Brands) > 0 {
			sees = strings.Join(p.Brands, " ")
		}
		if len(p.Channels) > 0 {
			sees += ": " + strings.Join(p.Channels, " ")
		}
		t.row(p.Name, p.Role.String(), sees, p.Department, strings.Join(prints, " "))
	}
	return t.print(a.env.Stdout)
}

// teamFile is the team file that is in use, and what it says; one that isn't there says nothing.
func (a *app) teamFile() (path string, t inbox.Team, err error) {
	if a.house != nil {
		path = a.house.paths.team
	} else {
		p, err := a.paths()
		if err != nil {
			return "", t, err
		}
		path = p.team
	}
	t, err = team.Read(path, registry())
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return path, t, err
}

// editTeam changes the team file, and has whoever holds the store read it again.
func (a *app) editTeam(ctx context.Context, edit func(path string, t inbox.Team) error, told string, args ...any) error {
	path, t, err := a.teamFile()
	if err != nil {
		return err
	}
	if err := edit(path, t); err != nil {
		return err
	}
	a.say(told, args...)
	if a.house != nil {
		return a.reloadTeam(a.house)
	}
	a.reload(ctx)
	return nil
}
