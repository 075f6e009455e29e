# What ./run and ./test share. Sourced, with $root set to the repository.

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
# Milliseconds since 1970; whole seconds before bash 5.
now_ms() { local t=${EPOCHREALTIME:-$(date +%s).000000}; t=${t/[.,]/}; echo $((t / 1000)); }

# Debian's client packages say 'docker' without a daemon: it counts when it answers.
has_container_runtime() {
  local program
  for program in docker podman; do
    if command -v "$program" >/dev/null && timeout 5 "$program" ps --quiet >/dev/null 2>&1; then return 0; fi
  done
  return 1
}

# MariaDB's data folder is made by a script of the server's package that needs a program of the client's.
has_mysql_server() {
  local PATH="$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
  if command -v mariadbd >/dev/null; then command -v my_print_defaults >/dev/null; else command -v mysqld >/dev/null; fi
}

# apt_install WHY PACKAGE...
apt_install() {
  local why=$1 as_root=()
  shift
  command -v apt-get >/dev/null || die "$why: install $* (this machine has no apt-get; macOS: brew install mariadb node)."
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null || die "$why: as root, run: apt-get install $*"; as_root=(sudo); }
  say "installing $* by apt-get ($why)"
  mkdir -p "$root/.ws"
  { DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "$@"; } >"$root/.ws/apt.log" 2>&1 ||
    { tail -n 20 "$root/.ws/apt.log" >&2; die "apt-get could not install $* (.ws/apt.log)"; }
}

# own_tmp FOLDER: what programs leave in their temporary folder (the SDK does) stays inside the repository.
# A socket's path may be 107 characters long, and .NET puts one there: a long path keeps the machine's folder.
own_tmp() {
  rm -rf "$1" && mkdir -p "$1"
  if [ ${#1} -lt 60 ]; then export TMPDIR=$1; fi
}

need_dotnet() {
  command -v dotnet >/dev/null || die "the .NET SDK 10 is not on PATH: https://dotnet.microsoft.com/download"
  (cd "$root" && dotnet --version >/dev/null 2>&1) || die "the .NET SDK 10 is needed (global.json); there is: $(dotnet --list-sdks | tr '\n' ' ')"
  export DOTNET_ROOT=${DOTNET_ROOT:-$(dirname "$(readlink -f "$(command -v dotnet)")")}
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
}

# one_compiler COMMAND...: runs a build with one compiler process for all its projects, half the time of one for each. It ends with the build, or with this shell, however that ends.
one_compiler() {
  local id=ws-$$-$RANDOM keeper status=0
  [ -e /proc/self/cmdline ] && command -v setsid >/dev/null || { "$@"; return; }
  setsid bash -c 'while [ -e "/proc/$1" ]; do sleep 1; done; . "$2/eng/common.sh"; end_compiler "$3"' keeper $$ "$root" "$id" >/dev/null 2>&1 &
  keeper=$!
  UseSharedCompilation=true SharedCompilationId=$id "$@" || status=$?
  end_compiler "$id"
  kill "$keeper" 2>/dev/null || true
  return "$status"
}

# end_compiler ID: by its command line, which nobody else's has.
end_compiler() {
  local process
  for process in /proc/[0-9]*; do
    if tr '\0' ' ' <"$process/cmdline" 2>/dev/null | grep -q "VBCSCompiler.* -pipename:$1 "; then kill "${process#/proc/}" 2>/dev/null || true; fi
  done
  # Its socket, which it leaves there whatever TMPDIR says.
  rm -f "/tmp/$1"
}

need_mysql_server() {
  has_mysql_server || apt_install "no container runtime answers, so MySQL runs as a local process" mariadb-server-core mariadb-client-core
}

# A browser for the test of gRPC-Web: 100 MB to load, 300 MB on disk, once. Without one that test is skipped, and says so.
want_browser() {
  local program
  for program in chromium chromium-headless-shell google-chrome chromium-browser; do
    if command -v "$program" >/dev/null; then return 0; fi
  done
  (apt_install "a browser that calls by gRPC-Web, 300 MB" chromium-headless-shell) || say "no browser: the test that needs one is skipped"
}

# Whether Aspire's packages or the stand-ins are built with; found out once, then read (docs/decisions/0002).
choose_packages() {
  if [ -n "${UseStandIns:-}" ]; then
    say "Aspire: $([ "$UseStandIns" = true ] && echo 'stand-ins (standins/)' || echo packages), as UseStandIns=$UseStandIns says"
    return
  fi
  local answer=$root/.ws/use-stand-ins
  [ -e "$answer" ] || bash "$root/eng/probe-packages"
  UseStandIns=$(cat "$answer")
  export UseStandIns
  say "Aspire: $([ "$UseStandIns" = true ] && echo 'stand-ins (standins/), its packages could not be restored' || echo packages) (to try again: rm .ws/use-stand-ins)"
}

# Path and time of every file that the build reads: when it is as it was, the build is left out.
sources_state() {
  local format=(-c '%n %Y %s')
  [ "$(uname)" = Darwin ] && format=(-f '%N %m %z')
  { echo "$UseStandIns"
    find "$root" \( -name artifacts -o -name .git -o -name .ws -o -name node_modules -o -name docs -o -name logs -o -name tests \) -prune \
      -o -type f -exec stat "${format[@]}" {} + | sort; } | { sha256sum 2>/dev/null || shasum -a 256; }
}
