package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

func readYaml(path string) (map[string]interface{}, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	values := map[string]interface{}{}
	if err := yaml.Unmarshal(text, &values); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if values == nil {
		values = map[string]interface{}{}
	}
	return values, nil
}

// Maps are merged key by key; null takes a key away; everything else replaces.
func merge(into, from map[string]interface{}) {
	for key, value := range from {
		inner, isMap := value.(map[string]interface{})
		have, hasMap := into[key].(map[string]interface{})
		switch {
		case value == nil:
			delete(into, key)
		case isMap && hasMap:
			merge(have, inner)
		default:
			into[key] = value
		}
	}
}

// set reads "a.b.c=value"; a dot or an equals sign in a key follows a backslash.
func set(values map[string]interface{}, setting string) error {
	var path []string
	var key strings.Builder
	for i := 0; i < len(setting); i++ {
		switch c := setting[i]; {
		case c == '\\' && i+1 < len(setting):
			i++
			key.WriteByte(setting[i])
		case c == '.':
			path = append(path, key.String())
			key.Reset()
		case c == '=':
			change := map[string]interface{}{key.String(): scalar(setting[i+1:])}
			for j := len(path) - 1; j >= 0; j-- {
				change = map[string]interface{}{path[j]: change}
			}
			merge(values, change)
			return nil
		default:
			key.WriteByte(c)
		}
	}
	return fmt.Errorf("--set %s: must be PATH=VALUE", setting)
}

// A value of a command line: true, false, null and whole numbers are themselves, {a,b} is a list, everything else is text.
func scalar(text string) interface{} {
	switch text {
	case "true", "false":
		return text == "true"
	case "null":
		return nil
	}
	if strings.HasPrefix(text, "{") && strings.HasSuffix(text, "}") {
		items := []interface{}{}
		for _, item := range split(text[1 : len(text)-1]) {
			items = append(items, scalar(item))
		}
		return items
	}
	// What begins with a zero is a name rather than a number.
	if number, err := strconv.ParseInt(text, 10, 64); err == nil && strconv.FormatInt(number, 10) == text {
		return number
	}
	return text
}
