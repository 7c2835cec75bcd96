#!/usr/bin/env bash
# Builds everything and runs every check and test. The last line is "N passed, N failed, N skipped".
# Needs Debian, root and the .NET SDK; what else is missing it installs from the package registries.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# A build for others is the one that is tested, wherever that is.
export CI=true
# Hundreds of hosts come and go in the tests; each would watch its settings, and a user may watch 128 places at once.
export DOTNET_hostBuilder__reloadConfigOnChange=false
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

configuration=Release
results=artifacts/tests
passed=0 failed=0 skipped=0

finish() {
  echo "$passed passed, $failed failed, $skipped skipped"
  exit $((failed > 0))
}

# A step that everything after it needs.
need() {
  local name=$1
  shift
  echo "== $name"
  "$@" && return
  echo "FAILED: $name" >&2
  failed=$((failed + 1))
  finish
}

# A check that counts as one test.
check() {
  local name=$1
  shift
  echo "== $name"
  if "$@"; then
    passed=$((passed + 1))
  else
    echo "FAILED: $name" >&2
    failed=$((failed + 1))
  fi
}

# Real text for the datasets, a real browser for the client, Redis for the quota, and npm for the check of the contracts.
install_packages() {
  local missing=()
  [ -x /usr/bin/chromium ] || missing+=(chromium)
  [ -d /usr/share/doc/linux-doc-6.1 ] || missing+=(linux-doc-6.1)
  command -v redis-server >/dev/null || missing+=(redis-server)
  command -v npm >/dev/null || missing+=(npm)
  [ ${#missing[@]} -eq 0 ] && return
  apt-get update -qq &&
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends "${missing[@]}" >/dev/null
}

# Runs tests and adds up what they found: run_tests NAME WHAT…, where WHAT says which to "dotnet test".
run_tests() {
  local summary=$results/$1.txt
  shift
  dotnet test "$@" --configuration $configuration --no-progress --timeout 20m 2>&1 | tee "$summary"
  local status=${PIPESTATUS[0]}

  # The last summary is that of the whole run.
  local counted
  counted=$(awk '/^ *failed: [0-9]+/ { f = $2 } /^ *succeeded: [0-9]+/ { p = $2 } /^ *skipped: [0-9]+/ { s = $2 } END { print p + 0, f + 0, s + 0 }' "$summary")
  local tests_passed tests_failed tests_skipped
  read -r tests_passed tests_failed tests_skipped <<<"$counted"
  # A crash leaves no failed test behind, and a run without tests has shown nothing.
  if { [ "$status" -ne 0 ] && [ "$tests_failed" -eq 0 ]; } || [ "$tests_passed" -eq 0 ]; then
    tests_failed=$((tests_failed + 1))
  fi
  passed=$((passed + tests_passed)) failed=$((failed + tests_failed)) skipped=$((skipped + tests_skipped))
}

need "Install what is missing" install_packages
need "Install the S3 server" tests/lab/s3.sh install
need "Install Kubernetes" tests/lab/kube.sh install
need "Install the renderer of charts" tests/lab/render.sh install
need "Build" dotnet build Text2Llm.sln --configuration $configuration
check "Format" dotnet format Text2Llm.sln --verify-no-changes --no-restore
check "Lab" tests/lab/check.sh
check "Folders of the lab" tests/lab/check-folders.sh
check "Contracts" bash -c 'cd protos && npm install --silent --no-package-lock && npm run --silent lint'
rm -rf "$results"
mkdir -p "$results"
run_tests summary --solution Text2Llm.sln --no-build
run_tests cluster --project tests/Cluster/Text2Llm.Cluster.Tests.csproj
finish
