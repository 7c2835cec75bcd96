package main

import (
	"regexp"
	"sort"
	"strings"
)

// The kinds in the order in which Helm installs them, so that what others need is there first; what is not named comes after.
var installOrder = []string{
	"PriorityClass", "Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange", "PodDisruptionBudget", "ServiceAccount", "Secret", "ConfigMap",
	"StorageClass", "PersistentVolume", "PersistentVolumeClaim", "CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding", "Role",
	"RoleBinding", "Service", "DaemonSet", "Pod", "ReplicaSet", "Deployment", "HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob",
	"IngressClass", "Ingress", "APIService",
}

var (
	separator = regexp.MustCompile(`(?m)^---\s*$`)
	kindLine  = regexp.MustCompile(`(?m)^kind: *(\S+)`)
)

type manifest struct {
	source, text string
	rank         int
}

// split the templates' output into manifests, and bring them into the order of installing.
func inOrder(paths []string, rendered map[string]string) []manifest {
	var all []manifest
	for _, path := range paths {
		if !isManifest(path) {
			continue
		}
		for _, text := range separator.Split(rendered[path], -1) {
			if kind := kindLine.FindStringSubmatch(text); kind != nil {
				all = append(all, manifest{path, strings.TrimSpace(text), rank(kind[1])})
			}
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].rank < all[b].rank })
	return all
}

func rank(kind string) int {
	for index, known := range installOrder {
		if kind == known {
			return index
		}
	}
	return len(installOrder)
}
