#!/usr/bin/env bash
# A real S3 server for tests: Ceph's object gateway over one monitor and one disk in memory, from Debian's packages, on free ports of the
# loopback interface.
#
#   s3.sh install         installs what is missing (as root)
#   s3.sh up FOLDER       starts a server that keeps everything in FOLDER; prints "ENDPOINT ACCESS-KEY SECRET-KEY"
#   s3.sh down FOLDER     stops it and removes FOLDER
#
# Where S3_ADDRESS is set, its gateway listens on that address of this machine. Where S3_OWNER is set, the server also stops once that process has ended, however that was.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

memory=$((2 << 30)) # What the disk holds.
address=${S3_ADDRESS:-127.0.0.1}
key=lab-access-key secret=lab-secret-key

install() { install_packages ceph-mon ceph-osd radosgw ceph-common curl; }

configure() {
  local port=$1
  cat <<CONF
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon host = [v2:127.0.0.1:$port]
ms bind ipv6 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
keyring = $folder/keyring
log file = $folder/\$name.log
pid file = $folder/\$name.pid
admin socket =
mon data avail warn = 1
mon data avail crit = 0
mon allow pool size one = true
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
osd objectstore = memstore
memstore device bytes = $memory
[mon.a]
mon data = $folder/mon
[osd.0]
osd data = $folder/osd
CONF
}

start() {
  local monitor gateway disk conf=$folder/ceph.conf
  monitor=$(free_port) gateway=$(free_port) disk=$(cat /proc/sys/kernel/random/uuid)
  configure "$monitor" >"$conf"
  ceph-authtool --create-keyring "$folder/keyring" --gen-key -n mon. --cap mon 'allow *'
  ceph-authtool "$folder/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *'
  ceph-authtool "$folder/keyring" --gen-key -n osd.0 --cap mon 'allow profile osd' --cap osd 'allow *'
  monmaptool --create --fsid "$(sed -n 's/^fsid = //p' "$conf")" --addv a "[v2:127.0.0.1:$monitor]" "$folder/monmap"
  ceph-mon -c "$conf" --mkfs -i a --monmap "$folder/monmap" --keyring "$folder/keyring"
  ceph-mon -c "$conf" -i a
  ceph -c "$conf" auth import -i "$folder/keyring"
  ceph -c "$conf" osd new "$disk"
  ceph-osd -c "$conf" -i 0 --mkfs --osd-uuid "$disk"
  ceph-osd -c "$conf" -i 0
  timeout 60 radosgw -c "$conf" -n client.admin --rgw_data="$folder/rgw" --rgw_frontends="beast endpoint=$address:$gateway"
  curl --silent --output /dev/null --retry 120 --retry-delay 1 --retry-connrefused "http://$address:$gateway/"
  timeout 60 radosgw-admin -c "$conf" user create --uid=lab --display-name=lab --access-key=$key --secret-key=$secret
  echo "http://$address:$gateway $key $secret" >"$folder/endpoint"
}

up() {
  if [ ! -e "$folder/endpoint" ]; then
    down
    take_folder
    mkdir -p "$folder"/{mon,osd,rgw}
    end_on_signal
    # Not in a condition, where errors would be passed over.
    set +e
    (set -e; start) >"$folder/start.log" 2>&1 </dev/null
    local status=$?
    set -e
    if [ $status -ne 0 ]; then
      tail -n 20 "$folder/start.log" >&2
      down
      return 1
    fi
    trap - INT TERM
    [ -z "${S3_OWNER:-}" ] || follow "$S3_OWNER"
  fi
  cat "$folder/endpoint"
}

# The lab's processes: those that were started with its configuration. What a file of ids says may be another's by now.
processes() {
  local file process
  for file in "$folder"/*.pid; do
    process=$(cat "$file" 2>/dev/null) || continue
    if [[ $process =~ ^[1-9][0-9]*$ ]] && tr '\0' '\n' <"/proc/$process/cmdline" 2>/dev/null | grep -qxF "$folder/ceph.conf"; then
      echo "$process"
    fi
  done
}

down() {
  local found
  [ -e "$folder/.lab" ] || return 0
  # What is on the disk in memory is not worth an orderly end.
  found=$(processes)
  [ -z "$found" ] || kill -KILL $found 2>/dev/null || true
  remove_folder
}

case "${1:-} ${2:-}" in
  "install ") install ;;
  "up "?*) folder=$(realpath -m "$2") && up ;;
  "down "?*) folder=$(realpath -m "$2") && down ;;
  *)
    sed -n '2,10s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
