#!/usr/bin/env bash
# A real one-node Kubernetes 1.20 for tests, on this machine alone.
#
#   kube.sh install                        installs and builds what is missing (as root; 6 minutes the first time)
#   kube.sh up [FOLDER]                    starts a cluster with a node that runs pods; prints "KUBECONFIG=FILE"
#   kube.sh control [FOLDER]               starts the API server and the controllers alone, in a few seconds; no pod runs
#   kube.sh load ARCHIVE [FOLDER]          brings an image (a docker or OCI archive) to the node
#   kube.sh signal PART SIGNAL [FOLDER]    sends a signal to etcd, apiserver, controllers, scheduler, kubelet, containerd, proxy or dns;
#                                          what ends by it is started again at once
#   kube.sh compact [FOLDER]               has etcd forget everything but the present state
#   kube.sh down [FOLDER]                  stops what runs from FOLDER and removes it
#
# Where KUBECONFIG names another cluster, up and control use that one and start nothing; KUBE_LOAD is then the command that brings an
# archive there, such as "kind load image-archive". Where KUBE_OWNER is a process, the cluster stops once that process has ended, however
# that was. Everything runs in namespaces of its own (processes, mounts, network) and ends with the first process in them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/common.sh"

install() {
  install_packages etcd-server openssl curl jq iproute2 procps util-linux
  command -v kubectl >/dev/null || install_packages kubernetes-client
  if [ "${1:-}" = node ]; then
    install_packages containerd runc containernetworking-plugins iptables nftables conntrack dnsmasq-base gcc libc6-dev
  fi
  "$here/kube-build.sh"
}

running() { [ -e "$folder/pid/lab" ] && grep -qsF "$folder" "/proc/$(<"$folder/pid/lab")/cmdline"; }

# The first process in the lab's namespaces.
first_process() {
  local lab
  lab=$(<"$folder/pid/lab")
  echo $(<"/proc/$lab/task/$lab/children")
}

# A number that no other lab on this machine has; its addresses are 10.NUMBER.0.0/16, and lab-NUMBER is its network interface.
take_number() {
  local number
  for number in {180..219}; do
    if ip link add "lab-$number" type veth peer name "lab-$number-node" 2>/dev/null; then
      echo "$number" >"$folder/number"
      return
    fi
  done
  echo "no free number for a lab: see ip link" >&2
  return 1
}

certificate() {
  local name=$1 subject=$2 extensions=$3
  openssl req -newkey rsa:2048 -nodes -keyout "$folder/pki/$name.key" -subj "$subject" -out "$folder/pki/$name.csr"
  openssl x509 -req -in "$folder/pki/$name.csr" -CA "$folder/pki/ca.crt" -CAkey "$folder/pki/ca.key" -CAcreateserial -days 365 \
    -extfile <(echo "$extensions") -out "$folder/pki/$name.crt"
}

kubeconfig() {
  local file=$1 name=$2 server=$3
  cat >"$file" <<YAML
apiVersion: v1
kind: Config
current-context: lab
contexts: [{name: lab, context: {cluster: lab, user: $name}}]
clusters: [{name: lab, cluster: {server: "$server", certificate-authority-data: $(base64 -w0 "$folder/pki/ca.crt")}}]
users:
  - name: $name
    user:
      client-certificate-data: $(base64 -w0 "$folder/pki/$name.crt")
      client-key-data: $(base64 -w0 "$folder/pki/$name.key")
YAML
}

start() {
  local kind=$1 bin=$2 number address
  mkdir -p "$folder"/{pid,log,pki}
  take_number
  number=$(<"$folder/number") address=10.$number.255

  openssl req -x509 -newkey rsa:2048 -nodes -keyout "$folder/pki/ca.key" -subj /CN=lab -days 365 -out "$folder/pki/ca.crt"
  openssl genrsa -out "$folder/pki/tokens.key" 2048
  openssl rsa -in "$folder/pki/tokens.key" -pubout -out "$folder/pki/tokens.pub"
  certificate apiserver /CN=kube-apiserver \
    "subjectAltName=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.$number.64.1,IP:$address.2"
  certificate admin /O=system:masters/CN=admin extendedKeyUsage=clientAuth
  certificate node /O=system:nodes/CN=system:node:lab $'extendedKeyUsage=clientAuth,serverAuth\nsubjectAltName=DNS:lab,IP:'"$address.2"
  kubeconfig "$folder/node.conf" node "https://$address.2:6443"
  kubeconfig "$folder/kubeconfig" admin "https://$address.2:6443"

  # Between its beginning and the note of it nothing is to come: who breaks this off ends what is noted.
  trap : INT TERM
  setsid unshare --mount --net --pid --fork --kill-child --mount-proc "$here/kube-node.sh" "$kind" "$folder" "$number" "$bin" \
    </dev/null >"$folder/log/lab.log" 2>&1 9>&- &
  echo $! >"$folder/pid/lab"
  trap - INT TERM
  await 10 first_process_runs
  ip link set "lab-$number-node" netns "$(first_process)"
  ip address add "$address.1/30" dev "lab-$number"
  ip link set "lab-$number" up
  ip route add "10.$number.0.0/16" via "$address.2"

  await 120 kubectl --kubeconfig "$folder/kubeconfig" get --raw /readyz
  await 60 kubectl --kubeconfig "$folder/kubeconfig" --namespace default get serviceaccount default
  [ "$kind" = control ] || await 120 node_is_ready
}
first_process_runs() { [ -n "$(first_process)" ]; }
node_is_ready() { kubectl --kubeconfig "$folder/kubeconfig" wait --for=condition=Ready --timeout=1s node/lab; }

up() {
  local kind=$1 bin
  if [ -n "${KUBECONFIG:-}" ] && [ "$KUBECONFIG" != "$folder/kubeconfig" ]; then
    kubectl get --raw /readyz >/dev/null
    echo "KUBECONFIG=$KUBECONFIG"
    return
  fi
  if ! running || [ ! -e "$folder/ready" ]; then
    bin=$(install "$kind")
    down
    take_folder
    mkdir -p "$folder/log"
    end_on_signal
    # Not in a condition, where errors would be passed over.
    set +e
    (set -e; start "$kind" "$bin") >"$folder/log/start.log" 2>&1 </dev/null
    local status=$?
    set -e
    if [ $status -ne 0 ]; then
      tail -n 20 "$folder"/log/*.log >&2
      down
      return 1
    fi
    touch "$folder/ready"
    trap - INT TERM
    [ -z "${KUBE_OWNER:-}" ] || follow "$KUBE_OWNER"
  fi
  echo "KUBECONFIG=$folder/kubeconfig"
}

load() {
  local archive=$1
  if running; then
    ctr --address "$folder/containerd.sock" --namespace k8s.io images import "$archive" >/dev/null
  else
    ${KUBE_LOAD:?must be the command that brings an image archive to the cluster} "$archive"
  fi
}

down() {
  local number group
  if running; then
    # Everything in its namespaces dies with it, before it is gone itself.
    kill -KILL "$(<"$folder/pid/lab")"
    await 30 gone
  fi
  if [ -e "$folder/.lab" ] && [ -e "$folder/number" ]; then
    number=$(<"$folder/number")
    ip link delete "lab-$number" 2>/dev/null || true
    for group in /sys/fs/cgroup/lab-"$number" /sys/fs/cgroup/*/lab-"$number"; do
      [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} \;
    done
  fi
  remove_folder
}
gone() { ! running; }

signal() {
  local part=$1 signal=$2
  nsenter --target "$(first_process)" --pid --mount bash -c 'kill -s "$1" "$(<"$2")"' - "$signal" "$folder/pid/$part"
}

compact() {
  local revision
  revision=$(kubectl --kubeconfig "$folder/kubeconfig" get --raw '/api/v1/namespaces?limit=1' | jq -r .metadata.resourceVersion)
  nsenter --target "$(first_process)" --net curl --silent --show-error --fail --output /dev/null \
    --data "{\"revision\": \"$revision\", \"physical\": true}" http://127.0.0.1:2379/v3/kv/compaction
}

# Where the lab is kept, by default one for all.
at() { folder=$(realpath -m "${1:-/var/tmp/text2llm-lab/kube}"); }

case "${1:-} $#" in
  "install 1") install node >/dev/null ;;
  "up "[12]) at "${2:-}" && up node ;;
  "control "[12]) at "${2:-}" && up control ;;
  "load "[23]) at "${3:-}" && load "$2" ;;
  "signal "[34]) at "${4:-}" && signal "$2" "$3" ;;
  "compact "[12]) at "${2:-}" && compact ;;
  "down "[12]) at "${2:-}" && down ;;
  *) usage ;;
esac
