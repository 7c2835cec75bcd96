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
  (
    mkdir -p "$lab_cache"
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
