#!/usr/bin/env bash
# Measures Text2Llm's proxy against nginx, Portkey's gateway and no gateway at all, on this machine, and prints the table.
#
#   tests/Benchmarks/gateway.sh            about twenty minutes
#   tests/Benchmarks/gateway.sh --quick    about six minutes
#   tests/Benchmarks/gateway.sh --only Text2Llm
#
# Needs Debian, root and the .NET SDK; what else is missing it installs from the package registries. Results and logs are left in
# artifacts/benchmarks. Leave the machine alone meanwhile.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

results=artifacts/benchmarks
programs=$results/programs
peers=$results/peers

install_packages() {
  local missing=()
  command -v nginx >/dev/null || missing+=(nginx-light)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v npm >/dev/null || missing+=(nodejs npm)
  [ ${#missing[@]} -eq 0 ] && return
  # Installed, not started: the benchmark starts its own.
  apt-get update -qq
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends "${missing[@]}" >/dev/null
}

install_peers() {
  mkdir -p "$peers"
  cmp -s tests/Benchmarks/Peers/package.json "$peers/package.json" && [ -d "$peers/node_modules" ] && return
  cp tests/Benchmarks/Peers/package.json "$peers/"
  npm install --prefix "$peers" --silent --no-audit --no-fund --no-package-lock
}

echo "== Install what is missing" >&2
install_packages
install_peers

echo "== Build" >&2
dotnet publish services/Proxy --configuration Release --output "$programs/Proxy" --verbosity quiet
dotnet build tests/Benchmarks --configuration Release --verbosity quiet

# 5,000 streams are 10,000 sockets in the gateway.
ulimit -n "$(ulimit -Hn)"

# The load runs its sockets on the thread that polls them, and so takes less from what is measured.
export DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1
exec dotnet tests/Benchmarks/bin/Release/net10.0/Text2Llm.Benchmarks.dll gateway \
  --programs "$programs" --peers "$peers" --results "$results" "$@"
