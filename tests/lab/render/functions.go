package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"gopkg.in/yaml.v3"
)

// Templates may include one another so deep; more is a circle.
const deepest = 100

// functions are sprig's, without those that read the machine, and Helm's own.
func functions(all *template.Template) template.FuncMap {
	funcs := sprig.TxtFuncMap()
	delete(funcs, "env")
	delete(funcs, "expandenv")
	funcs["toYaml"] = toYaml
	funcs["fromYaml"] = fromYaml
	funcs["fromYamlArray"] = fromYamlArray
	funcs["toJson"] = func(value interface{}) (string, error) {
		text, err := json.Marshal(value)
		return string(text), err
	}
	funcs["fromJson"] = fromYaml
	funcs["fromJsonArray"] = fromYamlArray
	funcs["required"] = func(message string, value interface{}) (interface{}, error) {
		if value == nil || value == "" {
			return nil, errors.New(message)
		}
		return value, nil
	}
	// There is no server to look at, as with "helm template".
	funcs["lookup"] = func(string, string, string, string) map[string]interface{} { return map[string]interface{}{} }
	depth := 0
	funcs["include"] = func(name string, data interface{}) (string, error) {
		depth++
		defer func() { depth-- }()
		if depth > deepest {
			return "", fmt.Errorf("include %s: templates include one another in a circle", name)
		}
		var out bytes.Buffer
		err := all.ExecuteTemplate(&out, name, data)
		return out.String(), err
	}
	funcs["tpl"] = func(text string, data interface{}) (string, error) {
		clone, err := all.Clone()
		if err != nil {
			return "", err
		}
		parsed, err := clone.New("tpl").Parse(text)
		if err != nil {
			return "", err
		}
		var out bytes.Buffer
		err = parsed.Execute(&out, data)
		return strings.ReplaceAll(out.String(), "<no value>", ""), err
	}
	return funcs
}

func toYaml(value interface{}) (string, error) {
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	err := encoder.Encode(value)
	return strings.TrimSuffix(out.String(), "\n"), err
}

// As in Helm, what cannot be read is a map with the key Error.
func fromYaml(text string) map[string]interface{} {
	values := map[string]interface{}{}
	if err := yaml.Unmarshal([]byte(text), &values); err != nil {
		return map[string]interface{}{"Error": err.Error()}
	}
	return values
}

func fromYamlArray(text string) []interface{} {
	values := []interface{}{}
	if err := yaml.Unmarshal([]byte(text), &values); err != nil {
		return []interface{}{err.Error()}
	}
	return values
}

// The chart's files beside its templates.
type files map[string][]byte

func (f files) Get(path string) string      { return string(f[path]) }
func (f files) GetBytes(path string) []byte { return f[path] }

func (f files) Lines(path string) []string {
	return strings.Split(strings.TrimSuffix(f.Get(path), "\n"), "\n")
}

// Glob is the files whose path matches; "**" at the end takes whole folders.
func (f files) Glob(pattern string) files {
	found := files{}
	for path, text := range f {
		matched, _ := filepath.Match(pattern, path)
		if folder := strings.TrimSuffix(pattern, "**"); matched || (folder != pattern && strings.HasPrefix(path, folder)) {
			found[path] = text
		}
	}
	return found
}

// AsConfig is the files by their names, as a ConfigMap's data.
func (f files) AsConfig() (string, error) {
	if len(f) == 0 {
		return "", nil
	}
	data := map[string]string{}
	for path, text := range f {
		data[filepath.Base(path)] = string(text)
	}
	return toYaml(data)
}

// AsSecrets is the files by their names, as a Secret's data.
func (f files) AsSecrets() (string, error) {
	if len(f) == 0 {
		return "", nil
	}
	data := map[string]string{}
	for path, text := range f {
		data[filepath.Base(path)] = base64.StdEncoding.EncodeToString(text)
	}
	return toYaml(data)
}
