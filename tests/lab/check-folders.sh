#!/usr/bin/env bash
# Checks what the lab's scripts leave alone: folders and processes that are not theirs, and a later lab; and that one broken off leaves nothing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/common.sh"
unset KUBECONFIG KUBE_OWNER S3_OWNER
work=$(mktemp -d)
stranger=
trap '[ -z "$stranger" ] || kill "$stranger" 2>/dev/null; "$here/redis.sh" down "$work/redis"; "$here/kube.sh" down "$work/kube"; rm -rf "$work"' EXIT

fail() { echo "lab: $*" >&2; exit 1; }

# A folder of somebody else's, with names that the labs use too, and a process that its files name.
sleep 1000 &
stranger=$!
for script in kube postgres redis s3; do
  other=$work/$script-other
  mkdir -p "$other"/{log,pid,data}
  touch "$other/start.log" "$other/redis.log" "$other/precious"
  for file in mon.a.pid redis.pid data/postmaster.pid pid/lab; do echo $stranger >"$other/$file"; done
  "$here/$script.sh" down "$other"
  [ -e "$other/precious" ] || fail "$script.sh down removes a folder that is not its own"
  kill -0 $stranger || fail "$script.sh down ends a process that is not its own"
done
for script in redis s3; do
  ! "$here/$script.sh" up "$work/$script-other" >/dev/null 2>&1 || fail "$script.sh up takes a folder that is not its own"
done

# Files of a lab that outlived its processes: their ids may be anybody's.
mkdir "$work/s3-late"
touch "$work/s3-late/.lab"
echo $stranger >"$work/s3-late/mon.a.pid"
"$here/s3.sh" down "$work/s3-late"
kill -0 $stranger || fail "s3.sh down ends a process that has the id of one that was its own"
[ ! -e "$work/s3-late" ] || fail "s3.sh down leaves its folder"

# The same for one that is such a program too, of somebody else.
export "$("$here/redis.sh" up "$work/redis")"
mkdir "$work/redis-late"
touch "$work/redis-late/.lab"
cp "$work/redis/redis.pid" "$work/redis-late/"
"$here/redis.sh" down "$work/redis-late"
redis-cli -h "${REDIS%:*}" -p "${REDIS#*:}" ping >/dev/null || fail "redis.sh down ends the server of another folder"
pid=$(<"$work/redis/redis.pid")
"$here/redis.sh" down "$work/redis"
is_gone() { ! kill -0 "$1" 2>/dev/null; }
await 10 is_gone "$pid" || fail "redis.sh down leaves its server"

# Who followed an owner does not end the lab that came after, whose owner lives.
down() { remove_folder; }
folder=$work/followed
take_folder
sleep 1000 &
owner=$!
follow $owner
first=$!
remove_folder
take_folder
kill $owner
wait $first
[ -e "$folder" ] || fail "a lab ends with the owner of the one before"
sleep 1000 &
owner=$!
follow $owner
second=$!
kill $owner
wait $second
[ ! -e "$folder" ] || fail "a lab outlives its owner"

# Broken off while it starts.
setsid "$here/kube.sh" control "$work/kube" >/dev/null 2>&1 &
starting=$!
await 60 test -s "$work/kube/pid/apiserver"
lab=$(<"$work/kube/pid/lab") number=$(<"$work/kube/number")
kill -TERM -- -$starting
wait $starting && fail "kube.sh says that it started though it was broken off"
! grep -qs . "/proc/$lab/cmdline" || fail "a cluster broken off while it starts goes on"
[ ! -e "$work/kube" ] || fail "a cluster broken off while it starts leaves its folder"
! ip link show "lab-$number" >/dev/null 2>&1 || fail "a cluster broken off while it starts leaves its network interface"
