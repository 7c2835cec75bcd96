#!/usr/bin/env bash
# Gives the lab's pods the names of services, and holds them to the NetworkPolicies: twice a second, what the API says becomes the
# file that dnsmasq reads and the node's nftables rules. A pod that the rules do not know yet reaches nothing and is reached by nothing
# but the node. With the API server away, what held goes on holding.
#
#   kube-network.sh FOLDER NUMBER
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$1 number=$2
state=$folder/network
mkdir -p "$state"
cd "$state"

lists=(
  "api/v1/pods?fieldSelector=spec.nodeName=lab,status.phase!=Succeeded,status.phase!=Failed"
  api/v1/namespaces
  apis/networking.k8s.io/v1/networkpolicies
  api/v1/services
  api/v1/endpoints
)

read_lists() {
  local list index=0 requests=()
  for list in "${lists[@]}"; do
    requests+=(--output "$((index++)).json" "https://127.0.0.1:6443/$list")
  done
  curl --silent --fail --fail-early --max-time 10 --globoff \
    --cacert "$folder/pki/ca.crt" --cert "$folder/pki/admin.crt" --key "$folder/pki/admin.key" "${requests[@]}"
}

# Replaces a file by what comes in; succeeds where that is something else.
changed() {
  cat >"$1.new"
  if cmp --silent "$1.new" "$1"; then return 1; fi
  mv "$1.new" "$1"
}

while sleep 0.5; do
  read_lists || continue
  if jq --raw-output --null-input --from-file "$here/kube-names.jq" 3.json 4.json | changed "$folder/hosts"; then
    kill -HUP "$(<"$folder/pid/dns")"
  fi
  if jq --raw-output --null-input --from-file "$here/kube-policies.jq" --arg node "10.$number.255.2" --arg range "10.$number.0.0/24" \
    0.json 1.json 2.json | changed rules; then
    # All at once: no packet meets half of the rules.
    nft --file rules || rm rules
  fi
done
