#!/usr/bin/env bash
# Renders a Helm chart as "helm template" does: by helm where it is on the path, else by the renderer in render/, built once from Debian's
# packages.
#
#   render.sh install                                installs what is missing (as root)
#   render.sh [--name NAME] [--namespace NAMESPACE] [--kube-version VERSION] [--api-versions API,…] [--values FILE]… [--set PATH=VALUE]… CHART
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/common.sh"

# The renderer, built anew when it changes.
renderer() {
  local program
  program=$lab_cache/render-$(cat "$here"/render/*.go | sha256sum | cut -c1-16)
  if [ ! -x "$program" ]; then
    install_packages golang-go golang-github-masterminds-sprig-dev golang-gopkg-yaml.v3-dev
    mkdir -p "$lab_cache"
    (cd "$here/render" && GOPATH=/usr/share/gocode GO111MODULE=off GOCACHE="$lab_cache/go" go build -trimpath -o "$program.$$" . && mv "$program.$$" "$program")
    rm -rf "$lab_cache/go"
  fi
  echo "$program"
}

case "${1:-}" in
  "") usage ;;
  install) command -v helm >/dev/null || renderer >/dev/null ;;
  *)
    if command -v helm >/dev/null; then
      name=text2llm options=()
      while [ $# -gt 1 ]; do
        if [ "$1" = --name ]; then name=$2; else options+=("$1" "$2"); fi
        shift 2
      done
      exec helm template "$name" "$1" "${options[@]}"
    fi
    program=$(renderer)
    exec "$program" "$@"
    ;;
esac
