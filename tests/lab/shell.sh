#!/usr/bin/env bash
# Writes an archive of an image with a shell, localhost/shell:lab, for pods that try what a service's program never would: bash connects and
# looks names up as services do, which a static program cannot.
#
#   shell.sh ARCHIVE
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/common.sh"
[ $# -eq 1 ] || usage
install_packages busybox-static buildah
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
storage() { buildah --root "$work/storage" --runroot "$work/run" --storage-driver vfs "$@"; }

mkdir -p "$work/root"/{bin,tmp}
cp /bin/busybox /bin/bash "$work/root/bin/"
for name in httpd sleep touch cat ls id; do ln -s busybox "$work/root/bin/$name"; done
ldd /bin/bash | grep -o '/[^ ]*' | xargs -I '{}' cp --parents -L '{}' "$work/root"
cp -L --parents /lib/x86_64-linux-gnu/libresolv.so.2 "$work/root"
container=$(storage from scratch)
storage copy --quiet "$container" "$work/root" / >/dev/null
storage commit --quiet --rm "$container" localhost/shell:lab >/dev/null
rm -f "$1"
storage push --quiet localhost/shell:lab "docker-archive:$1:localhost/shell:lab"
