# Layers: a folder becomes a tar whose bytes depend on its files only.

# hash: of standard input, its first 16 digits.
hash() { sha256sum | cut -c 1-16; }

# key FILE...: of what is in them; nothing where one cannot be read.
key() { local sums; sums=$(sha256sum -- "$@") && hash <<<"$sums"; }

# layer NAME KEY FUNCTION ARG...: sets $layer to the path of the layer that FUNCTION FOLDER ARG... fills; made once for a KEY.
layer() {
  local name=$1 key=$2 function=$3 folder
  shift 3
  [ -n "$key" ] || die "layer $name: what it is made of cannot be read"
  layer=$store/layers/$name-$key
  if [ ! -e "$layer.about" ]; then
    say "making layer $name"
    folder=$store/work/layer-$name
    rm -rf "$folder" && mkdir -p "$folder"
    "$function" "$folder" "$@"
    pack "$folder" "$layer"
    rm -rf "$folder"
  fi
  used+=("$layer")
}

# pack FOLDER LAYER: LAYER.tar.gz, and LAYER.about with its digest, that of what is in it, and both sizes in bytes.
pack() {
  chmod -R u=rwX,go=rX "$1"
  [ ! -d "$1/tmp" ] || chmod 1777 "$1/tmp"
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=gnu -C "$1" -cf "$2.tar" .
  gzip -n -c "$2.tar" >"$2.tar.gz"
  echo "$(digest "$2.tar.gz") $(digest "$2.tar") $(stat -c %s "$2.tar.gz") $(stat -c %s "$2.tar")" >"$2.about.new"
  rm "$2.tar"
  mv "$2.about.new" "$2.about"
}

digest() { sha256sum "$1" | cut -d ' ' -f 1; }

# Layers of images that were made again are not needed any more.
remove_unused() {
  local file
  for file in "$store"/layers/*.about; do
    grep -qsF "$(basename "${file%.about}")" "$store"/*.layers || rm -f "${file%.about}".{about,tar.gz}
  done
}
