// Renders a Helm chart where there is no helm: what "helm template" prints, by Go's templates and the function library that Helm uses too.
//
//	render [--name NAME] [--namespace NAMESPACE] [--kube-version VERSION] [--api-versions GROUP/VERSION[/KIND],…]
//	       [--values FILE]… [--set PATH=VALUE]… [--notes] CHART
//
// It knows what charts of one level use: no subcharts, no library charts, and no values.schema.json, which tests check by themselves.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// A flag that may be given several times.
type list []string

func (l *list) String() string         { return strings.Join(*l, ",") }
func (l *list) Set(value string) error { *l = append(*l, value); return nil }

func main() {
	var files, settings list
	name := flag.String("name", "text2llm", "the release's name")
	namespace := flag.String("namespace", "default", "the namespace to install into")
	version := flag.String("kube-version", "1.31.0", "the server's version")
	apis := flag.String("api-versions", "", "API versions that the server has beside the usual ones")
	notes := flag.Bool("notes", false, "print NOTES.txt rather than the manifests")
	flag.Var(&files, "values", "a file of values")
	flag.Var(&settings, "set", "a value by its path")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}

	out, err := run(flag.Arg(0), release{*name, *namespace, *version, split(*apis)}, files, settings, *notes)
	if err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
	fmt.Print(out)
}

func run(folder string, release release, files, settings []string, notes bool) (string, error) {
	chart, err := load(folder)
	if err != nil {
		return "", err
	}
	values := chart.values
	for _, file := range files {
		given, err := readYaml(file)
		if err != nil {
			return "", err
		}
		merge(values, given)
	}
	for _, setting := range settings {
		if err := set(values, setting); err != nil {
			return "", err
		}
	}
	rendered, err := chart.render(release, values)
	if err != nil {
		return "", err
	}
	if notes {
		return rendered["NOTES.txt"], nil
	}
	var out strings.Builder
	for _, one := range inOrder(chart.paths, rendered) {
		fmt.Fprintf(&out, "---\n# Source: %s/templates/%s\n%s\n", chart.metadata["name"], one.source, one.text)
	}
	return out.String(), nil
}

// Partial templates and notes are no manifests.
func isManifest(path string) bool {
	name := filepath.Base(path)
	return !strings.HasPrefix(name, "_") && (strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml"))
}

func split(value string) []string {
	if value == "" {
		return nil
	}
	return strings.Split(value, ",")
}
