#!/usr/bin/env bash
# A real Redis for tests, on a free port of the loopback interface.
#
#   redis.sh install         installs what is missing (as root)
#   redis.sh up [FOLDER]     starts a server that keeps everything in FOLDER; prints "REDIS=HOST:PORT"
#   redis.sh down [FOLDER]   stops it and removes FOLDER
#
# Where REDIS_BIND is an address, such as a lab's 10.N.255.1, it listens there instead.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

address=${REDIS_BIND:-127.0.0.1}

running() { [ -e "$folder/.lab" ] && process_of "$folder/redis.pid" redis "$folder" >/dev/null; }
stopped() { ! running; }

up() {
  if ! running; then
    install_packages redis-server
    down
    take_folder
    end_on_signal
    local port
    port=$(free_port)
    redis-server --bind "$address" --port "$port" --protected-mode no --dir "$folder" --save "" --appendonly no --daemonize yes \
      --pidfile "$folder/redis.pid" --logfile "$folder/redis.log" >/dev/null
    await 20 redis-cli -h "$address" -p "$port" ping || { tail "$folder/redis.log" >&2; return 1; }
    echo "REDIS=$address:$port" >"$folder/endpoint"
    trap - INT TERM
  fi
  cat "$folder/endpoint"
}

down() {
  if running; then
    kill "$(<"$folder/redis.pid")"
    await 20 stopped
  fi
  remove_folder
}

at() { folder=$(realpath -m "${1:-/var/tmp/text2llm-lab/redis}"); }

case "${1:-} $#" in
  "install 1") install_packages redis-server ;;
  "up "[12]) at "${2:-}" && up ;;
  "down "[12]) at "${2:-}" && down ;;
  *) usage ;;
esac
