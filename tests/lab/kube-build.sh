#!/usr/bin/env bash
# Builds Kubernetes 1.20.2 from Debian bookworm's source package, once: what is in the cache is used as it is.
#
#   kube-build.sh         prints the folder with the programs
#
# The source package is complete, so nothing but Debian's packages is needed. Takes 6 minutes on 2 cores and 4 GB of disk on the way.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

version=1.20.2
programs=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy)
bin=$lab_cache/kubernetes-$version

# The machine's own package sources, for source packages, apart from the machine's own settings.
download() {
  local apt=$1 file
  mkdir -p "$apt"/{parts,lists/partial}
  for file in /etc/apt/sources.list.d/*.sources; do
    [ -e "$file" ] && sed 's/^Types:.*/Types: deb-src/' "$file" >"$apt/parts/${file##*/}"
  done
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
    [ -e "$file" ] && sed -n 's/^deb\(-src\)\? /deb-src /p' "$file" >"$apt/parts/${file##*/}"
  done
  local options=(-qq -o "Dir::Etc::SourceList=/dev/null" -o "Dir::Etc::SourceParts=$apt/parts" -o "Dir::State::Lists=$apt/lists" -o "APT::Sandbox::User=root")
  apt-get "${options[@]}" update
  apt-get "${options[@]}" source --download-only kubernetes/bookworm
  dpkg-source --no-check --extract kubernetes_*.dsc kubernetes
}

build() {
  local source=$lab_cache/source root version_package
  rm -rf "$source"
  mkdir -p "$source" "$bin"
  cd "$source"
  download "$source/apt"

  # Kubernetes of this age builds by GOPATH.
  export GOPATH=$source/go GOCACHE=$source/cache GO111MODULE=off CGO_ENABLED=0
  root=$GOPATH/src/k8s.io/kubernetes
  mkdir -p "${root%/*}"
  mv kubernetes "$root"
  cd "$root"

  # The one generated file that the package lacks is the description of the API.
  KUBE_GIT_VERSION=v$version KUBE_GIT_COMMIT=debian KUBE_GIT_TREE_STATE=clean KUBE_GIT_MAJOR=1 KUBE_GIT_MINOR=20 make generated_files
  version_package=k8s.io/kubernetes/vendor/k8s.io/component-base/version
  mkdir "$source/bin"
  go build -trimpath -ldflags "-s -w -X $version_package.gitVersion=v$version -X $version_package.gitMajor=1 -X $version_package.gitMinor=20" \
    -o "$source/bin/" "${programs[@]/#/k8s.io/kubernetes/cmd/}"
  mv "$source"/bin/* "$bin/"
  cd /
  rm -rf "$source"
  touch "$bin/complete"
}

case "${1:-}" in
  "")
    if [ ! -e "$bin/complete" ]; then
      mkdir -p "$lab_cache"
      install_packages golang-go make rsync jq dpkg-dev gcc libc6-dev
      # A process of its own, as errors would be passed over in a condition.
      "$0" --build >"$lab_cache/build.log" 2>&1 || {
        tail -n 30 "$lab_cache/build.log" >&2
        exit 1
      }
    fi
    echo "$bin"
    ;;
  --build)
    # Two who need it at once build it once.
    exec 9>"$lab_cache/build.lock"
    flock 9
    [ -e "$bin/complete" ] || build
    ;;
  *) usage ;;
esac
