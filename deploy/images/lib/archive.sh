# Images: layers and a configuration in one archive, of OCI's layout and with docker's manifest.json.

# list VALUE..., quoted TEXT...: as lists in JSON. Nothing that we write needs escapes.
list() { local IFS=,; echo "[$*]"; }
quoted() { local one texts=(); for one in "$@"; do texts+=("\"$one\""); done; list "${texts[@]}"; }

# image NAME USER WORKDIR PORTS ENTRYPOINT ENV...: writes .ws/images/NAME.tar of the layers in $used; lists are split at blanks.
image() {
  local name=$1 user=$2 folder=$3 ports=$4 entrypoint=$5 config ids=() blobs=() exposed=() one sum key
  shift 5
  for one in $ports; do exposed+=("\"$one/tcp\":{}"); done
  for one in "${used[@]}"; do
    read -r sum id size _ <"$one.about"
    ids+=("sha256:$id")
    blobs+=("{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar+gzip\",\"digest\":\"sha256:$sum\",\"size\":$size}")
  done
  # shellcheck disable=SC2086 # the entrypoint is a list
  config="{\"architecture\":\"$(dpkg --print-architecture)\",\"os\":\"linux\",\"created\":\"1970-01-01T00:00:00Z\",\"config\":{\"User\":\"$user\",\"WorkingDir\":\"$folder\",\"ExposedPorts\":{$(IFS=,; echo "${exposed[*]}")},\"Env\":$(quoted "$@"),\"Entrypoint\":$(quoted $entrypoint)},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":$(quoted "${ids[@]}")}}"
  key=$(hash <<<"$config")
  printf '%s\n' "${used[@]##*/}" >"$store/$name.layers"
  if [ -e "$store/$name.tar" ] && [ "$(cat "$store/$name.key" 2>/dev/null)" = "$key" ]; then
    say "$name: nothing changed"
    return
  fi
  say "writing .ws/images/$name.tar"
  rm -f "$store/$name.key"
  write_archive "$name" "$config" "$(list "${blobs[@]}")"
  echo "$key" >"$store/$name.key"
}

# write_archive NAME CONFIG LAYERS
write_archive() {
  local folder=$store/work/archive-$1 blobs config manifest one sum paths=()
  blobs=$folder/blobs/sha256
  rm -rf "$folder" && mkdir -p "$blobs"
  for one in "${used[@]}"; do
    read -r sum _ <"$one.about"
    ln "$one.tar.gz" "$blobs/$sum"
    paths+=("blobs/sha256/$sum")
  done
  config=$(blob "$2")
  manifest=$(blob "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",\"digest\":\"sha256:$config\",\"size\":${#2}},\"layers\":$3}")
  printf '{"imageLayoutVersion":"1.0.0"}' >"$folder/oci-layout"
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"io.containerd.image.name":"docker.io/library/%s:dev","org.opencontainers.image.ref.name":"dev"}}]}' \
    "$manifest" "$(stat -c %s "$blobs/$manifest")" "$1" >"$folder/index.json"
  printf '[{"Config":"blobs/sha256/%s","RepoTags":["%s:dev"],"Layers":%s}]' "$config" "$1" "$(quoted "${paths[@]}")" >"$folder/manifest.json"
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --format=gnu -C "$folder" -cf "$store/$1.tar.new" blobs index.json manifest.json oci-layout
  mv "$store/$1.tar.new" "$store/$1.tar"
  rm -rf "$folder"
}

# blob TEXT: writes it below $blobs by its digest, and prints that.
blob() {
  local sum
  sum=$(printf %s "$1" | sha256sum | cut -d ' ' -f 1)
  printf %s "$1" >"$blobs/$sum"
  echo "$sum"
}

mib() { awk -v n="$1" 'BEGIN { printf "%.1f", n / 1048576 }'; }

# table NAME...: what each image weighs, as a registry moves it and unpacked, and its layers unpacked.
table() {
  local name one size unpacked all packed layers
  printf '%-18s %12s %12s  %s\n' image 'to move MiB' 'on disk MiB' 'layers (on disk MiB)'
  for name in "$@"; do
    all=0 packed=0 layers=
    while read -r one; do
      read -r _ _ size unpacked <"$store/layers/$one.about"
      packed=$((packed + size)) all=$((all + unpacked))
      layers+="${layers:+, }${one%-*} $(mib "$unpacked")"
    done <"$store/$name.layers"
    printf '%-18s %12s %12s  %s\n' "$name:dev" "$(mib $packed)" "$(mib $all)" "$layers"
  done
}
