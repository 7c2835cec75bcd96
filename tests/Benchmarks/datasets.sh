#!/usr/bin/env bash
# Measures the dataset engine on real text, grown with exact and near copies that are known, beside DuckDB, and prints the table.
#
#   tests/Benchmarks/datasets.sh               corpora of 0.25, 1 and 4 GB, about half an hour
#   tests/Benchmarks/datasets.sh --quick       0.25 GB, each once: about three minutes
#   tests/Benchmarks/datasets.sh --sizes 64    another size
#
# Needs Debian, root and the .NET SDK; what else is missing it installs from the package registries. Results are left in
# artifacts/benchmarks, which takes up to 12 GB. Leave the machine alone meanwhile.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

results=artifacts/benchmarks
worker=$results/programs/Worker
texts=(linux-doc-6.1 python3.11-doc postgresql-doc-15 anarchism manpages manpages-dev)

echo "== Install what is missing" >&2
if ! dpkg -s time "${texts[@]}" >/dev/null 2>&1; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends time "${texts[@]}" >/dev/null
fi

echo "== Build" >&2
dotnet publish services/Worker --configuration Release --use-current-runtime --self-contained \
  -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true --output "$worker" --verbosity quiet
dotnet build tests/Benchmarks --configuration Release --verbosity quiet >&2

# Sources rather than the HTML made of them; only PostgreSQL's has no other.
mkdir -p "$results/datasets"
dpkg -L "${texts[@]}" | grep -E '\.(txt|md|gz)$|/postgresql-doc-15/.*\.html$' | while read -r path; do
  if [ -f "$path" ] && [ ! -L "$path" ]; then echo "$path"; fi
done >"$results/datasets/texts"

exec dotnet tests/Benchmarks/bin/Release/net10.0/Text2Llm.Benchmarks.dll datasets \
  --worker "$worker/text2llm" --texts "$results/datasets/texts" --results "$results" "$@"
