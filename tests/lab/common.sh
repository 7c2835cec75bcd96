# What the lab's scripts share; sourced by them.
shopt -s inherit_errexit

# Downloads and what was built from them outlive a lab: here.
lab_cache=${TEXT2LLM_LAB_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/text2llm-lab}

# Installs those of the named Debian packages that are missing; needs root only then.
install_packages() {
  local missing=() package
  for package; do
    dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  mkdir -p "$lab_cache"
  (
    flock 9
    apt-get update -qq
    # A server that a package brings is not to start as one of the machine.
    RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -yqq --no-install-recommends "${missing[@]}"
  ) 9>"$lab_cache/apt.lock" >/dev/null
}

# A port of the loopback interface that nothing listens on, below those that systems give to connections.
free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo $port
}

# Makes the lab's folder, and marks it as one: no other is ever removed. Each start has a mark of its own.
take_folder() {
  if [ ! -e "$folder/.lab" ] && [ -n "$(ls -A "$folder" 2>/dev/null)" ]; then
    echo "$folder is not empty, and not of a lab" >&2
    return 1
  fi
  mkdir -p "$folder"
  cp /proc/sys/kernel/random/uuid "$folder/.lab"
}

remove_folder() { [ ! -e "$folder/.lab" ] || rm -rf --one-file-system "$folder"; }

# The process whose id a file has, if it still is the lab's: a program, by the name of its file, that works in a place. Ids are used again.
process_of() {
  local file=$1 program=$2 place=$3 process
  process=$(head -n 1 "$file" 2>/dev/null) && [[ $process =~ ^[1-9][0-9]*$ ]] || return 1
  [[ "$(readlink "/proc/$process/exe")" == */"$program"* && "$(readlink "/proc/$process/cwd")" == "$place" ]] || return 1
  echo "$process"
}

# When a process began; nothing where there is none.
began() { { sed 's/.*) //' "/proc/$1/stat" | cut -d ' ' -f 20; } 2>/dev/null || true; }

# Ends the lab once a process has ended, however that was; a later lab in the same folder is none of its business.
follow() {
  local owner=$1 mark since
  mark=$(<"$folder/.lab") since=$(began "$owner")
  # A signal to the owner's whole group is not to end what cleans up after it.
  (
    trap '' INT TERM HUP
    while [ "$(cat "$folder/.lab" 2>/dev/null)" = "$mark" ]; do
      if [ -z "$since" ] || [ "$(began "$owner")" != "$since" ]; then
        down
        break
      fi
      sleep 1
    done
  ) >/dev/null 2>&1 </dev/null &
}

# What is begun is ended where it is broken off, for instance by Ctrl-C.
end_on_signal() {
  trap 'trap "" INT TERM; down; exit 130' INT TERM
}

# Runs a command until it succeeds, for so many seconds at most.
await() {
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= until)); then
      echo "gave up waiting for: $*" >&2
      return 1
    fi
    sleep 0.2
  done
}

# Prints the header of the script as its manual.
usage() {
  awk 'NR == 1 { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$0" >&2
  exit 2
}
