package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"
	"unicode"
)

// What a chart is installed as, and into.
type release struct {
	name, namespace, kubeVersion string
	apis                         []string
}

type chart struct {
	metadata  map[string]interface{}
	values    map[string]interface{}
	templates map[string]string
	files     files
	paths     []string // Of the templates, in the order of their names.
}

func load(folder string) (*chart, error) {
	metadata, err := readYaml(filepath.Join(folder, "Chart.yaml"))
	if err != nil {
		return nil, err
	}
	values, err := readYaml(filepath.Join(folder, "values.yaml"))
	if errors.Is(err, fs.ErrNotExist) {
		values, err = map[string]interface{}{}, nil
	}
	if err != nil {
		return nil, err
	}
	c := &chart{metadata: metadata, values: values, templates: map[string]string{}, files: files{}}
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		if name := strings.TrimPrefix(relative, "templates/"); name != relative {
			c.templates[name] = string(text)
			c.paths = append(c.paths, name)
		} else {
			c.files[relative] = text
		}
		return nil
	})
	sort.Strings(c.paths)
	return c, err
}

func (c *chart) render(release release, values map[string]interface{}) (map[string]string, error) {
	all := template.New("chart").Option("missingkey=zero")
	all.Funcs(functions(all))
	for _, path := range c.paths {
		if _, err := all.New(path).Parse(c.templates[path]); err != nil {
			return nil, err
		}
	}
	rendered := map[string]string{}
	for _, path := range c.paths {
		if filepath.Base(path)[0] == '_' {
			continue
		}
		var out bytes.Buffer
		if err := all.ExecuteTemplate(&out, path, c.context(release, values, path)); err != nil {
			return nil, err
		}
		// A missing value is nothing, as in Helm, where text/template says so instead.
		rendered[path] = strings.ReplaceAll(out.String(), "<no value>", "")
	}
	return rendered, nil
}

func (c *chart) context(release release, values map[string]interface{}, path string) map[string]interface{} {
	// Templates know the metadata by the names of its Go fields, but for what a chart says of itself.
	metadata := map[string]interface{}{"IsRoot": true}
	for key, value := range c.metadata {
		runes := []rune(key)
		runes[0] = unicode.ToUpper(runes[0])
		metadata[string(runes)] = value
	}
	name := fmt.Sprint(c.metadata["name"])
	return map[string]interface{}{
		"Values": values,
		"Chart":  metadata,
		"Files":  c.files,
		"Release": map[string]interface{}{
			"Name": release.name, "Namespace": release.namespace, "Service": "Helm", "Revision": 1, "IsInstall": true, "IsUpgrade": false,
		},
		"Capabilities": newCapabilities(release),
		"Template":     map[string]interface{}{"Name": name + "/templates/" + path, "BasePath": name + "/templates"},
	}
}
