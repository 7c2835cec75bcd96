#!/usr/bin/env bash
# Builds the services' images from the Dockerfile, without a container engine and without a registry.
#
#   images.sh install                   installs what is missing (as root)
#   images.sh build FOLDER [NAME...]    publishes the services with the SDK at hand and writes FOLDER/NAME.tar, an archive of the image
#                                       localhost/text2llm-NAME:lab, for each (all of them, unless named); prints the archives
#   images.sh names                     prints the names
#   images.sh down FOLDER               removes FOLDER
#
# The image that they run on is put together from Debian's packages and the SDK's own shared runtime, and has neither a shell nor a
# package manager.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
source "$here/common.sh"

# Every image, and the folder of services/ or operator/ that it is of.
declare -A projects=([datasets]=Datasets [operator]=Operator [proxy]=Proxy [quota]=Quota [worker]=Worker)

runtime_packages=(base-files ca-certificates libc6 libgcc-s1 libicu72 libssl3 libstdc++6 netbase tzdata zlib1g)

storage() { buildah --root "$folder/storage" --runroot "$folder/run" --storage-driver vfs "$@"; }

# The root of the image that services run on.
runtime_root() {
  local base=$1 package dotnet
  mkdir -p "$base"/{usr/lib,usr/lib64,usr/bin,usr/sbin,etc,tmp,app,usr/share/dotnet} "$folder/packages"
  ln -s usr/lib usr/lib64 usr/bin usr/sbin "$base/"
  apt-get update -qq
  (cd "$folder/packages" && apt-get download -qq -o APT::Sandbox::User=root "${runtime_packages[@]}")
  for package in "$folder"/packages/*.deb; do
    dpkg-deb --fsys-tarfile "$package" | tar -x -C "$base" --keep-directory-symlink
  done
  rm -rf "$base"/usr/share/{doc,man,locale,lintian}
  mkdir -p "$base/etc/ssl/certs"
  cat "$base"/usr/share/ca-certificates/mozilla/*.crt >"$base/etc/ssl/certs/ca-certificates.crt"
  echo "app:x:1654:1654::/tmp:/nologin" >"$base/etc/passwd"
  echo "app:x:1654:" >"$base/etc/group"
  echo "hosts: files dns" >"$base/etc/nsswitch.conf"
  chmod 1777 "$base/tmp"
  dotnet=$(dirname "$(realpath "$(command -v dotnet)")")
  cp -r "$dotnet"/{dotnet,host,shared} "$base/usr/share/dotnet/"
  ln -s ../share/dotnet/dotnet "$base/usr/bin/dotnet"
  ldconfig -r "$base"
}

runtime_image() {
  local container
  ! storage inspect localhost/text2llm-runtime:lab >/dev/null 2>&1 || return 0
  runtime_root "$folder/base"
  container=$(storage from scratch)
  storage copy --quiet "$container" "$folder/base" /
  storage config --env DOTNET_ROOT=/usr/share/dotnet --env PATH=/usr/bin "$container"
  storage commit --quiet --rm "$container" localhost/text2llm-runtime:lab
  rm -rf "$folder/base" "$folder/packages"
}

build() {
  local name project
  mkdir -p "$folder"
  runtime_image >&2
  for name; do
    project=${projects[$name]:?is no image: see images.sh names}
    "$root/tools/publish.sh" "$project" "$root/artifacts/publish/$project" >&2
    storage bud --quiet --isolation chroot --format docker --target published --tag "localhost/text2llm-$name:lab" \
      --build-arg PROJECT="$project" --build-arg RUNTIME_IMAGE=localhost/text2llm-runtime:lab \
      --build-arg REVISION="$(git -C "$root" rev-parse HEAD 2>/dev/null || echo unknown)" "$root" >&2
    rm -f "$folder/$name.tar"
    storage push --quiet "localhost/text2llm-$name:lab" "docker-archive:$folder/$name.tar:localhost/text2llm-$name:lab"
    echo "$folder/$name.tar"
  done
}

case "${1:-} $#" in
  "install 1") install_packages buildah ;;
  "names 1") printf '%s\n' "${!projects[@]}" | sort ;;
  "build "[2-9])
    install_packages buildah
    folder=$(realpath -m "$2")
    shift 2
    [ $# -gt 0 ] || set -- $(printf '%s\n' "${!projects[@]}" | sort)
    build "$@"
    ;;
  "down 2")
    folder=$(realpath -m "$2")
    [ ! -d "$folder/storage" ] || rm -rf --one-file-system "$folder"
    ;;
  *) usage ;;
esac
