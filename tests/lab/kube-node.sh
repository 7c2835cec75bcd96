#!/usr/bin/env bash
# The first process in a lab's namespaces, started by kube.sh: starts the parts of Kubernetes and starts again what ends.
#
#   kube-node.sh node|control FOLDER NUMBER BIN
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/common.sh"

kind=$1 folder=$2 number=$3 bin=$4
node=10.$number.255.2 host=10.$number.255.1 pods=10.$number.0.0/18 services=10.$number.64.0/18 dns=10.$number.64.10
export KUBECONFIG=$folder/node.conf

# Keeps a part running; its process id and its log are in files of its name.
run() {
  local name=$1
  shift
  (
    while :; do
      "$@" >>"$folder/log/$name.log" 2>&1 &
      echo $! >"$folder/pid/$name"
      wait $! || true
      sleep 0.2
    done
  ) &
}

# Programs leave files in fixed places: these are the lab's own.
own_places() {
  local place
  cd "$folder"
  for place in /run /var/lib /var/log; do
    mount -t tmpfs "${place##*/}" "$place"
  done
  mkdir -p "$folder"
  mount --bind /proc/self/cwd "$folder"
  cd /
}

network() {
  ip link set lo up
  await 10 ip link show "lab-$number-node"
  ip link set "lab-$number-node" name uplink
  ip address add "$node/30" dev uplink
  ip link set uplink up
  ip route add default via "$host"
}

control_plane() {
  # What a lab holds need not outlive it.
  run etcd etcd --data-dir "$folder/etcd" --unsafe-no-fsync --quota-backend-bytes=$((8 << 30)) \
    --listen-client-urls http://127.0.0.1:2379 --advertise-client-urls http://127.0.0.1:2379 --listen-peer-urls http://127.0.0.1:2380
  run apiserver "$bin/kube-apiserver" --etcd-servers=http://127.0.0.1:2379 --advertise-address="$node" --secure-port=6443 \
    --tls-cert-file="$folder/pki/apiserver.crt" --tls-private-key-file="$folder/pki/apiserver.key" --client-ca-file="$folder/pki/ca.crt" \
    --service-account-issuer=https://kubernetes.default.svc.cluster.local \
    --service-account-key-file="$folder/pki/tokens.pub" --service-account-signing-key-file="$folder/pki/tokens.key" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --anonymous-auth=false --allow-privileged=false \
    --kubelet-client-certificate="$folder/pki/admin.crt" --kubelet-client-key="$folder/pki/admin.key" \
    --kubelet-certificate-authority="$folder/pki/ca.crt" --kubelet-preferred-address-types=InternalIP \
    --service-cluster-ip-range="$services" --feature-gates=TTLAfterFinished=true
  # A cluster's usual limits of calls to the API are for machines that many share.
  run controllers "$bin/kube-controller-manager" --kubeconfig="$folder/kubeconfig" --leader-elect=false --kube-api-qps=200 --kube-api-burst=400 \
    --service-account-private-key-file="$folder/pki/tokens.key" --root-ca-file="$folder/pki/ca.crt" --use-service-account-credentials \
    --allocate-node-cidrs --cluster-cidr="$pods" --service-cluster-ip-range="$services" --feature-gates=TTLAfterFinished=true
  run scheduler "$bin/kube-scheduler" --kubeconfig="$folder/kubeconfig" --leader-elect=false --kube-api-qps=200 --kube-api-burst=400
}

own_places
network
control_plane
if [ "$kind" = node ]; then
  source "$here/kube-pods.sh"
fi
wait
