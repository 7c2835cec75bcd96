# The half of the lab that runs pods, sourced by kube-node.sh: containerd, kubelet, kube-proxy, and the names and policies of the network.

# The image of the process that holds each pod's namespaces.
pause_image() {
  local work
  work=$(mktemp -d)
  cat >"$work/pause.c" <<'C'
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
static void end(int signal) { _exit(0); }
static void reap(int signal) { while (waitpid(-1, 0, WNOHANG) > 0); }
int main(void) { signal(SIGTERM, end); signal(SIGINT, end); signal(SIGCHLD, reap); for (;;) pause(); }
C
  gcc -static -O2 -o "$work/pause" "$work/pause.c"
  tar -C "$work" -cf "$work/layer.tar" pause
  echo '{"architecture": "amd64", "os": "linux", "config": {"Entrypoint": ["/pause"]}, "rootfs": {"type": "layers", "diff_ids": ["sha256:'"$(
    sha256sum "$work/layer.tar" | cut -d' ' -f1)"'"]}}' >"$work/config.json"
  echo '[{"Config": "config.json", "RepoTags": ["localhost/pause:lab"], "Layers": ["layer.tar"]}]' >"$work/manifest.json"
  tar -C "$work" -cf "$work/pause.tar" manifest.json config.json layer.tar
  ctr --address "$folder/containerd.sock" --namespace k8s.io images import "$work/pause.tar"
  rm -rf "$work"
}

containers() {
  mkdir -p "$folder/cni"
  # Each pod has a link of its own to the node, so that whatever it sends passes the node's rules.
  cat >"$folder/cni/lab.conflist" <<JSON
{"cniVersion": "0.4.0", "name": "lab", "plugins": [{"type": "ptp", "ipam": {
  "type": "host-local", "dataDir": "/run/addresses", "subnet": "10.$number.0.0/24", "routes": [{"dst": "0.0.0.0/0"}]}}]}
JSON
  # A sandbox's root may not lower a process's score for the killer of processes.
  cat >"$folder/containerd.toml" <<TOML
version = 2
root = "$folder/containerd"
state = "/run/containerd"
[grpc]
  address = "$folder/containerd.sock"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "localhost/pause:lab"
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$folder/cni"
TOML
  run containerd containerd --config "$folder/containerd.toml"
  await 30 ctr --address "$folder/containerd.sock" version
  pause_image
}

kubelet() {
  local group
  for group in /sys/fs/cgroup /sys/fs/cgroup/*; do
    [ ! -e "$group/cgroup.procs" ] || mkdir -p "$group/lab-$number"
  done
  cat >"$folder/kubelet.yaml" <<YAML
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $folder/pki/ca.crt}}
authorization: {mode: Webhook}
tlsCertFile: $folder/pki/node.crt
tlsPrivateKeyFile: $folder/pki/node.key
cgroupDriver: cgroupfs
cgroupRoot: /lab-$number
enforceNodeAllocatable: []
failSwapOn: false
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%}
imageGCHighThresholdPercent: 100
clusterDNS: [$dns]
clusterDomain: cluster.local
syncFrequency: 5s
YAML
  run kubelet "$bin/kubelet" --config="$folder/kubelet.yaml" --kubeconfig="$folder/node.conf" --hostname-override=lab --node-ip="$node" \
    --root-dir="$folder/kubelet" --volume-plugin-dir="$folder/plugins" --cert-dir="$folder/pki" \
    --container-runtime=remote --container-runtime-endpoint="unix://$folder/containerd.sock"
}

# The cluster's DNS as policies know it: a service kube-dns in kube-system. What answers is no pod.
names() {
  touch "$folder/hosts"
  run dns dnsmasq --keep-in-foreground --user=root --pid-file --conf-file=/dev/null --listen-address="$node" --bind-interfaces \
    --no-resolv --no-hosts --addn-hosts="$folder/hosts" --no-negcache --address=/#/
  kubectl --kubeconfig "$folder/kubeconfig" apply -f - <<YAML
apiVersion: v1
kind: Service
metadata: {name: kube-dns, namespace: kube-system, labels: {k8s-app: kube-dns}}
spec:
  clusterIP: $dns
  ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}]
---
apiVersion: v1
kind: Endpoints
metadata: {name: kube-dns, namespace: kube-system}
subsets: [{addresses: [{ip: $node}], ports: [{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}]}]
YAML
}

sysctl --quiet --write net.ipv4.ip_forward=1
containers
kubelet
run proxy "$bin/kube-proxy" --kubeconfig="$folder/kubeconfig" --hostname-override=lab --cluster-cidr="$pods" --conntrack-max-per-core=0 \
  --conntrack-tcp-timeout-established=0 --conntrack-tcp-timeout-close-wait=0
await 120 kubectl --kubeconfig "$folder/kubeconfig" get namespace kube-system
names
run network "$here/kube-network.sh" "$folder" "$number"
