# Shared by check, release and test: finds buf, and lays out what it reads. Source it from bash.

proto_tools=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repo_root=$(cd "$proto_tools/../.." && pwd)
released="$repo_root/Protos/released.txtpb"
export BUF_CACHE_DIR="$repo_root/artifacts/buf-cache"

# Installs the pinned buf once; after that nothing is asked of the network.
ensure_buf() {
  local wanted found
  wanted=$(sed -n 's/.*"@bufbuild\/buf": "\(.*\)".*/\1/p' "$proto_tools/package.json")
  buf="$proto_tools/node_modules/.bin/buf"
  found=$("$buf" --version 2>/dev/null || true)
  if [[ "$found" != "$wanted" ]]; then
    command -v npm >/dev/null || { echo "eng/proto: buf $wanted comes from npm, and there is no npm here: install Node.js 18 or newer" >&2; return 2; }
    npm ci --prefix "$proto_tools" --ignore-scripts --no-audit --no-fund --silent
  fi
}

# The folder of a restored NuGet package in the version that Directory.Packages.props names.
package_folder() {
  local id=$1 version folder
  version=$(sed -n "s/.*PackageVersion Include=\"$id\" Version=\"\([0-9.]*\)\".*/\1/p" "$repo_root/Directory.Packages.props")
  folder="${NUGET_PACKAGES:-$HOME/.nuget/packages}/$(tr '[:upper:]' '[:lower:]' <<<"$id")/$version"
  [[ -d "$folder" ]] || dotnet restore "$repo_root/Protos" --nologo -v q >&2
  echo "$folder"
}

# stage FROM TO: copies the contracts of FROM to TO/Protos, and what they import of google/ beside them.
stage() {
  local from=$1 to=$2
  rm -rf "$to"
  mkdir -p "$to/Protos/google/rpc"
  (cd "$from" && find . -name '*.proto' | tar -cf - -T -) | tar -xf - -C "$to/Protos"
  cp "$repo_root/Protos/buf.yaml" "$to/Protos/"
  cp -R "$(package_folder Microsoft.AspNetCore.Grpc.JsonTranscoding)/content/protos/google/api" "$to/Protos/google/"
  cp "$(package_folder Google.Api.CommonProtos)/content/protos/google/rpc/status.proto" "$to/Protos/google/rpc/"
}

# image FOLDER: what is on the wire, as text: our files without comments and without what they import.
image() {
  (cd "$1" && "$buf" build Protos --exclude-path Protos/google --exclude-source-info --exclude-imports -o -#format=txtpb)
}

# complete FOLDER: reads an image from stdin and adds the files that it imports. (Text messages concatenate.)
complete() {
  local folder=$1 text
  text=$(cat)
  mkdir -p "$folder/imports"
  cp -R "$folder/Protos/google" "$folder/imports/"
  {
    echo 'syntax = "proto3"; package imports;'
    grep -oh 'dependency: "google/[^"]*"' <<<"$text" | sort -u | sed 's/dependency: \(.*\)/import \1;/'
  } >"$folder/imports/imports.proto"
  echo "$text"
  (cd "$folder" && "$buf" build imports --exclude-source-info -o -#format=txtpb)
}
