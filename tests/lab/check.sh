#!/usr/bin/env bash
# Checks the lab's Kubernetes itself: pods run confined, find services by name, and are held to network policies; and that nothing is left.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/common.sh"
unset KUBECONFIG
install_packages iproute2 procps
work=$(mktemp -d)
lab=$work/lab
trap '"$here/kube.sh" down "$lab"; rm -rf "$work"' EXIT

fail() { echo "lab: $*" >&2; exit 1; }
in_pod() { kubectl --namespace "$1" exec client -- bash -c "$2"; }
kernel() { sysctl vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops kernel.keys; }
refused() { ! in_pod "$1" "$2" >/dev/null 2>&1; }

# A client in namespace $1, confined as a worker is.
client() {
  cat <<YAML
---
apiVersion: v1
kind: Namespace
metadata: {name: $1, labels: {name: $1}}
---
apiVersion: v1
kind: Pod
metadata: {name: client, namespace: $1, labels: {app: client}}
spec:
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 0
  securityContext: {runAsNonRoot: true, runAsUser: 1654, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: client
      image: localhost/shell:lab
      command: [sleep, "3600"]
      securityContext: {readOnlyRootFilesystem: true, allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
      volumeMounts: [{name: token, mountPath: /token}]
  volumes: [{name: token, projected: {sources: [{serviceAccountToken: {audience: lab, expirationSeconds: 600, path: token}}]}}]
YAML
}

server() {
  cat <<YAML
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: one, labels: {app: web}}
spec:
  terminationGracePeriodSeconds: 0
  containers:
    - name: web
      image: localhost/shell:lab
      command: [bash, -c, "echo hello >/tmp/index.html; exec httpd -f -p 8080 -h /tmp"]
      ports: [{name: http, containerPort: 8080}]
      readinessProbe: {httpGet: {path: /index.html, port: http}, periodSeconds: 1}
---
apiVersion: v1
kind: Service
metadata: {name: web, namespace: one}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: http}]}
YAML
}

policies() {
  cat <<YAML
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web, namespace: one}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress]
  ingress: [{from: [{namespaceSelector: {matchLabels: {name: one}}}], ports: [{port: http}]}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: client, namespace: one}
spec:
  podSelector: {matchExpressions: [{key: app, operator: In, values: [client]}]}
  policyTypes: [Egress]
  egress:
    - to: [{namespaceSelector: {}, podSelector: {matchLabels: {k8s-app: kube-dns}}}]
      ports: [{port: 53, protocol: UDP}]
    - {to: [{podSelector: {matchLabels: {app: web}}}], ports: [{port: 8080}]}
YAML
}

"$here/shell.sh" "$work/shell.tar"
interfaces=$(ip -brief link | cut -d' ' -f1) mounts=$(cat /proc/mounts) settings=$(kernel)
export "$("$here/kube.sh" up "$lab")"
"$here/kube.sh" load "$work/shell.tar" "$lab"
{ client one; client two; server; } | kubectl apply -f - >/dev/null
kubectl --namespace one wait --for=condition=Ready --timeout=60s pod --all >/dev/null
kubectl --namespace two wait --for=condition=Ready --timeout=60s pod --all >/dev/null

fetch='exec 3<>/dev/tcp/web.one.svc.cluster.local/80; echo -e "GET /index.html HTTP/1.0\r\n\r" >&3; [[ $(cat <&3) = *hello* ]]'
call_api="exec 3<>/dev/tcp/10.$(<"$lab/number").255.2/6443"
await 20 in_pod one "$fetch" || fail "a pod must reach a service by its name"
await 20 in_pod two "$fetch" || fail "a pod of another namespace must reach a service by its name"
in_pod one "$call_api" || fail "without a policy a pod must reach the API server"
refused one "touch /file" || fail "a root file system must be read-only"
[ "$(in_pod one 'cat /proc/self/status' | awk '$1 == "Seccomp:" { print $2 }')" = 2 ] || fail "a pod must run with seccomp"
[ -n "$(in_pod one 'cat /token/token')" ] || fail "a pod must have its projected token"

policies | kubectl apply -f - >/dev/null
await 20 refused two "$fetch" || fail "a policy for ingress must hold"
await 20 refused one "$call_api" || fail "a policy for egress must hold"
in_pod one "$fetch" >/dev/null || fail "what the policies allow must pass"

"$here/kube.sh" signal apiserver KILL "$lab"
await 60 kubectl get --raw /readyz || fail "a killed API server must come back"

"$here/kube.sh" down "$lab"
[ ! -e "$lab" ] || fail "its folder is left"
[ "$interfaces" = "$(ip -brief link | cut -d' ' -f1)" ] || fail "network interfaces are left"
[ "$mounts" = "$(cat /proc/mounts)" ] || fail "mounts are left"
[ "$settings" = "$(kernel)" ] || fail "the kernel's settings are left"
