package main

import (
	"strings"

	"github.com/Masterminds/semver"
)

type kubeVersion struct{ Version, Major, Minor, GitVersion string }

func (v kubeVersion) String() string { return v.Version }

type apiVersions []string

// Has says whether the server has GROUP/VERSION or GROUP/VERSION/KIND.
func (v apiVersions) Has(api string) bool {
	for _, known := range v {
		if known == api || strings.HasPrefix(known, api+"/") {
			return true
		}
	}
	return false
}

type capabilities struct {
	KubeVersion kubeVersion
	APIVersions apiVersions
	HelmVersion struct{ Version string }
}

// The API versions on which charts decide, and the server's version from which they are served.
var since = map[string]string{
	"v1": "1.0", "apps/v1": "1.9", "batch/v1": "1.2", "rbac.authorization.k8s.io/v1": "1.8", "networking.k8s.io/v1": "1.7",
	"networking.k8s.io/v1/NetworkPolicy": "1.7", "networking.k8s.io/v1/Ingress": "1.19", "apiextensions.k8s.io/v1": "1.16",
	"autoscaling/v1": "1.2", "autoscaling/v2": "1.23", "autoscaling/v2/HorizontalPodAutoscaler": "1.23",
	"policy/v1": "1.21", "policy/v1/PodDisruptionBudget": "1.21", "coordination.k8s.io/v1": "1.14", "scheduling.k8s.io/v1": "1.14",
	"discovery.k8s.io/v1": "1.21", "admissionregistration.k8s.io/v1": "1.16", "node.k8s.io/v1": "1.20", "events.k8s.io/v1": "1.19",
	"storage.k8s.io/v1": "1.6", "authentication.k8s.io/v1": "1.6", "authorization.k8s.io/v1": "1.6",
}

// And those that are served before a version only.
var before = map[string][2]string{
	"policy/v1beta1": {"1.5", "1.25"}, "policy/v1beta1/PodDisruptionBudget": {"1.5", "1.25"},
	"autoscaling/v2beta2": {"1.12", "1.26"}, "autoscaling/v2beta2/HorizontalPodAutoscaler": {"1.12", "1.26"},
	"batch/v1beta1": {"1.8", "1.25"},
}

func newCapabilities(release release) capabilities {
	version := semver.MustParse(strings.TrimPrefix(release.kubeVersion, "v"))
	parts := strings.SplitN(version.String(), ".", 3)
	text := "v" + version.String()
	result := capabilities{KubeVersion: kubeVersion{text, parts[0], parts[1], text}, APIVersions: release.apis}
	result.HelmVersion.Version = "v3.14.0"
	for api, first := range since {
		if !version.LessThan(semver.MustParse(first)) {
			result.APIVersions = append(result.APIVersions, api)
		}
	}
	for api, range_ := range before {
		if !version.LessThan(semver.MustParse(range_[0])) && version.LessThan(semver.MustParse(range_[1])) {
			result.APIVersions = append(result.APIVersions, api)
		}
	}
	return result
}
