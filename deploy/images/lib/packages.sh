# Debian's packages as files: loaded once, unpacked without being installed.

# packages SET NAME...: loads them into .ws/images/packages/SET, once; one that is written +NAME with the libraries that it depends on.
packages() {
  local set=$store/packages/$1 asked wanted
  shift
  asked="$* $(key "$here/lib/packages.sh")"
  [ "$(cat "$set/asked" 2>/dev/null)" != "$asked" ] || return 0
  [ -n "$(find /var/lib/apt/lists -name '*_Packages*' -print -quit 2>/dev/null)" ] || update_lists
  say "loading ${*#+} and their libraries by apt-get download (once)"
  rm -rf "$set" && mkdir -p "$set"
  # libelogind0 is another libsystemd0.
  mapfile -t wanted < <({ printf '%s\n' "${@#+}"; printf '%s\n' "$@" | sed -n 's/^+//p' | libraries_of; } | grep -v '^libelogind' | sort -u)
  # Lists that are old name files that are gone.
  download "$set" "${wanted[@]}" || { update_lists && download "$set" "${wanted[@]}"; } ||
    { tail -n 20 "$store/apt.log" >&2; die "apt-get download failed (.ws/images/apt.log)"; }
  (cd "$set" && sha256sum -- *.deb >sums)
  echo "$asked" >"$set/asked"
}

# download FOLDER NAME...
download() { (cd "$1" && shift && apt-get download -qq "$@") >"$store/apt.log" 2>&1; }

update_lists() {
  local as_root=()
  [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null || die "the lists of Debian's packages are missing or old: as root, run: apt-get update"; as_root=(sudo); }
  say "apt-get update, for the lists of Debian's packages"
  ${as_root[@]+"${as_root[@]}"} apt-get update -qq >"$store/apt.log" 2>&1 || { tail -n 20 "$store/apt.log" >&2; die "apt-get update failed (.ws/images/apt.log)"; }
}

# For the packages that standard input names, libraries only: the rest of what they depend on serves their installation.
libraries_of() {
  # shellcheck disable=SC2046 # one argument each
  apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks --no-replaces --no-enhances $(cat) |
    grep -E '^(lib|zlib)[^:]*$' | grep -v -- '-perl$'
}

# unpack SET FOLDER: with /bin, /lib and so on as links to those below /usr, as on an installed system.
unpack() {
  local name deb
  mkdir -p "$2/usr"
  for name in bin sbin lib lib64; do mkdir "$2/usr/$name" && ln -s "usr/$name" "$2/$name"; done
  for deb in "$store/packages/$1"/*.deb; do dpkg-deb --fsys-tarfile "$deb" | tar -x --keep-directory-symlink --no-same-owner -C "$2"; done
}

# unpacked SET: the folder of this run into which SET was unpacked.
unpacked() {
  [ -d "$store/work/$1" ] || unpack "$1" "$store/work/$1"
  echo "$store/work/$1"
}

# list_packages SET FOLDER: says below FOLDER which of SET's packages files of it are from, where scanners of images look for that.
list_packages() {
  local deb path
  mkdir -p "$2/var/lib/dpkg/status.d"
  for deb in "$store/packages/$1"/*.deb; do
    while read -r path; do
      { [ -f "$2/$path" ] || [ -f "$2/usr/$path" ]; } || continue
      dpkg-deb --field "$deb" >"$2/var/lib/dpkg/status.d/$(dpkg-deb --field "$deb" Package)"
      break
    done < <(dpkg-deb --fsys-tarfile "$deb" | tar -t)
  done
  # The one that many certificates became.
  [ "$1" != base ] || dpkg-deb --field "$store/packages/base"/ca-certificates_*.deb >"$2/var/lib/dpkg/status.d/ca-certificates"
}

# take FROM TO PATH...: copies files, links and folders of FROM to the same places below TO.
take() {
  local from=$1 to=$2
  shift 2
  (cd "$from" && cp -a --parents -- "$@" "$to/")
}

# take_libraries FROM TO BASE PROGRAM...: copies what the programs below FROM load, save what the folder BASE has.
take_libraries() {
  local from=$1 to=$2 base=$3 folder loader loaded library
  shift 3
  folder=$(cd "$from" && echo usr/lib/*-linux-gnu)
  loader=$(find "$from/usr/lib64/" "$from/usr/lib/" -name 'ld-linux-*' -print -quit)
  loaded=$(for program in "$@"; do "$loader" --library-path "$from/$folder" --list "$from/$program"; done)
  # What is not there, or was found on this machine instead.
  ! grep -F ' => ' <<<"$loaded" | grep -vF " => $from/" >&2 || die "no package of the image has these libraries"
  while read -r library; do
    [ -e "$base/$folder/$library" ] || take "$from" "$to" "$folder/$library" "$folder/$(basename "$(readlink -f "$from/$folder/$library")")"
  done < <(sed -n "s|.* => $from/$folder/\([^ ]*\) .*|\1|p" <<<"$loaded" | sort -u)
}
