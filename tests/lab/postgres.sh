#!/usr/bin/env bash
# A real PostgreSQL for tests, on a free port of the loopback interface.
#
#   postgres.sh install         installs what is missing (as root)
#   postgres.sh up [FOLDER]     starts a server that keeps everything in FOLDER; prints "POSTGRES=Host=…;Port=…;Username=…;Password=…"
#   postgres.sh down [FOLDER]   stops it and removes FOLDER
#
# Where POSTGRES_BIND is an address, such as a lab's 10.N.255.1, it listens there instead.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

address=${POSTGRES_BIND:-127.0.0.1}

# Its packages begin a cluster of the machine's own, unless told not to.
install() {
  if [ -z "$(programs)" ]; then
    install_packages postgresql-common
    mkdir -p /etc/postgresql-common/createcluster.d
    echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.d/text2llm-lab.conf
    install_packages postgresql
    rm /etc/postgresql-common/createcluster.d/text2llm-lab.conf
  fi
  install_packages util-linux
}

# Not on the path: each version has a folder of its own.
programs() { find /usr/lib/postgresql -path '*/bin/initdb' -printf '%h\n' 2>/dev/null | sort -V | tail -n 1; }

# The server refuses to run as root.
as_postgres() { if [ "$(id -u)" -eq 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups "$@"; else "$@"; fi; }

running() { [ -e "$folder/.lab" ] && process_of "$folder/data/postmaster.pid" postgres "$folder/data" >/dev/null; }

start() {
  local bin port password
  bin=$(programs) port=$(free_port) password=$(tr -d - </proc/sys/kernel/random/uuid)
  [ "$(id -u)" -ne 0 ] || chown postgres: "$folder"
  cd "$folder"
  (umask 077 && echo "$password" >password)
  [ "$(id -u)" -ne 0 ] || chown postgres: password
  as_postgres "$bin/initdb" --pgdata data --username lab --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync --pwfile password
  rm password
  # What a test writes need not outlive it.
  as_postgres "$bin/pg_ctl" start --wait --pgdata data --log "$folder/postgres.log" \
    --options "-c listen_addresses=$address -c port=$port -c unix_socket_directories= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  echo "POSTGRES=Host=$address;Port=$port;Username=lab;Password=$password;Database=postgres" >"$folder/endpoint"
}

up() {
  if ! running || [ ! -e "$folder/endpoint" ]; then
    install
    down
    take_folder
    end_on_signal
    # Not in a condition, where errors would be passed over.
    set +e
    (set -e; start) >"$folder/start.log" 2>&1 </dev/null
    local status=$?
    set -e
    if [ $status -ne 0 ]; then
      cat "$folder/start.log" >&2
      down
      return 1
    fi
    trap - INT TERM
  fi
  cat "$folder/endpoint"
}

down() {
  if running; then
    (cd "$folder" && as_postgres "$(programs)/pg_ctl" stop --silent --mode immediate --pgdata data)
  fi
  remove_folder
}

at() { folder=$(realpath -m "${1:-/var/tmp/text2llm-lab/postgres}"); }

case "${1:-} $#" in
  "install 1") install ;;
  "up "[12]) at "${2:-}" && up ;;
  "down "[12]) at "${2:-}" && down ;;
  *) usage ;;
esac
