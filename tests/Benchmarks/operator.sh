#!/usr/bin/env bash
# Measures the operator on a real API server without a node: how fast many DatasetJobs that come at once get their first Kubernetes Job, beside
# how fast the API server makes Jobs at all; and the operator's memory with many idle (suspended) DatasetJobs.
#
#   tests/Benchmarks/operator.sh [AT-ONCE [IDLE…]]     by default 1000 at once, 1000 and 10000 idle
#
# Needs Debian, root and the .NET SDK; what else is missing it installs. Leave the machine alone meanwhile.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
unset KUBECONFIG
at_once=${1:-1000}
[ $# -gt 1 ] && idle=("${@:2}") || idle=(1000 10000)
work=$(mktemp -d)
lab=$work/lab
operator=
trap '[ -z "$operator" ] || kill -KILL "$operator" 2>/dev/null; tests/lab/kube.sh down "$lab"; rm -rf "$work"' EXIT

dotnet build operator/Operator --configuration Release --verbosity quiet >&2
export "$(tests/lab/kube.sh control "$lab")"
kubectl apply --filename charts/text2llm/files/crds >/dev/null
kubectl wait --for=condition=Established crd --all >/dev/null
kubectl create namespace text2llm >/dev/null
now() { date +%s%N; }
since() { echo $((($(now) - $1) / 1000000)); }
resident() { awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$operator/status"; }

# A namespace of its own for each measurement: to delete thousands of jobs takes longer than to measure them. jobs NAMESPACE COUNT SUSPEND
jobs() {
  kubectl create namespace "$1" >/dev/null
  for ((n = 0; n < $2; n++)); do
    echo "{\"apiVersion\":\"text2llm.io/v1alpha1\",\"kind\":\"DatasetJob\",\"metadata\":{\"name\":\"job-$n\",\"namespace\":\"$1\"},\"spec\":{\"suspend\":$3,\"source\":{\"uri\":\"s3://in/$n.jsonl\"},\"output\":{\"uri\":\"s3://out/$n/\",\"format\":\"parquet\"}}}"
  done
}

# What it makes of objects on its input, by several connections at once: POST PATH
create() {
  local path=$1 server ca cert key
  server=$(kubectl config view --raw --output jsonpath='{.clusters[0].cluster.server}')
  kubectl config view --raw --output jsonpath='{.clusters[0].cluster.certificate-authority-data}' | base64 -d >"$work/ca"
  kubectl config view --raw --output jsonpath='{.users[0].user.client-certificate-data}' | base64 -d >"$work/cert"
  kubectl config view --raw --output jsonpath='{.users[0].user.client-key-data}' | base64 -d >"$work/key"
  split --number=r/8 --additional-suffix=.part - "$work/part-"
  for part in "$work"/part-*.part; do
    # Each request is a section of its own, which inherits nothing; a section that follows none is refused.
    local next=
    while read -r object; do
      printf '%surl = "%s/%s"\ncacert = "%s"\ncert = "%s"\nkey = "%s"\nheader = "Content-Type: application/json"\ndata-raw = "%s"\noutput = /dev/null\nsilent\nshow-error\nfail\n' \
        "$next" "$server" "$path" "$work/ca" "$work/cert" "$work/key" "${object//\"/\\\"}"
      next=$'next\n'
    done <"$part" >"$part.curl"
    curl --config "$part.curl" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid"; done
  pids=()
  rm -f "$work"/part-*
}
pids=()

# start NAMESPACE
start() {
  # As the chart sets it.
  DOTNET_GCgen0size=0x400000 dotnet operator/Operator/bin/Release/net10.0/Text2Llm.Operator.dll --Listen:InternalPort 0 --Listen:MetricsPort 0 --Jobs:Namespace "$1" \
    --Jobs:Image localhost/worker --Logging:LogLevel:Default Warning >"$work/operator.log" 2>&1 &
  operator=$!
}
stop() { kill -KILL "$operator"; wait "$operator" 2>/dev/null || true; operator=; }

echo "== $at_once Jobs made by nobody's operator"
for ((n = 0; n < at_once; n++)); do
  echo "{\"apiVersion\":\"batch/v1\",\"kind\":\"Job\",\"metadata\":{\"name\":\"bare-$n\"},\"spec\":{\"template\":{\"spec\":{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"worker\",\"image\":\"none\"}]}}}}"
done >"$work/bare"
began=$(now)
create apis/batch/v1/namespaces/default/jobs <"$work/bare"
took=$(since "$began")
echo "$at_once in $took ms: $((at_once * 1000 / took)) a second"
kubectl delete jobs --all --wait=false >/dev/null

echo "== $at_once DatasetJobs at once"
jobs burst "$at_once" false >"$work/burst"
start burst
until kubectl --namespace text2llm get lease --output name | grep -q .; do sleep 0.2; done
began=$(now)
create apis/text2llm.io/v1alpha1/namespaces/burst/datasetjobs <"$work/burst"
echo "made in $(since "$began") ms"
until [ "$(kubectl get --raw '/apis/batch/v1/namespaces/burst/jobs?limit=1' | jq '.metadata.remainingItemCount + (.items | length)')" -ge "$at_once" ]; do sleep 0.2; done
took=$(since "$began")
echo "all have their first Job after $took ms: $((at_once * 1000 / took)) a second; operator $(resident) MB"
stop

for count in "${idle[@]}"; do
  echo "== $count idle DatasetJobs"
  jobs "idle-$count" "$count" true >"$work/idle"
  create "apis/text2llm.io/v1alpha1/namespaces/idle-$count/datasetjobs" <"$work/idle"
  start "idle-$count"
  until [ "$(kubectl --namespace "idle-$count" get datasetjobs "job-$((count - 1))" --output jsonpath='{.status.conditions[?(@.type=="Suspended")].status}')" = True ]; do sleep 1; done
  sleep 30
  echo "operator $(resident) MB"
  stop
done
