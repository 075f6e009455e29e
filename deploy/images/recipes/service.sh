# A service: base, runtime, and what dotnet publish writes, with the settings of Microsoft's images.

# service_image NAME
service_image() {
  local project
  project=$(project_of "$1")
  used=()
  base
  runtime
  choose_once
  layer "$1" "$(hash <<<"$(made_of "$project") $(key "$here"/{recipes/service,lib/layers}.sh) $UseStandIns")" fill_service "$project"
  image "$1" 1654 /app 8080 "dotnet /app/$project.dll" \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin APP_UID=1654 ASPNETCORE_HTTP_PORTS=8080 DOTNET_RUNNING_IN_CONTAINER=true \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true "DOTNET_VERSION=$runtime_version" "ASPNET_VERSION=$runtime_version"
}

# project_of NAME: ws-order is WsOrder.
project_of() { sed -E 's/(^|-)([a-z])/\u\2/g' <<<"$1"; }

# folder_of PROJECT: a program of tests lies with them.
folder_of() { if [ -d "$root/$1" ]; then echo "$1"; else echo "tests/$1"; fi; }

choose_once() { [ -n "${chosen:-}" ] || { chosen=yes; choose_packages; export UseStandIns; }; }

# made_of PROJECT: what decides whether it has to be published anew.
made_of() {
  [ "${built:-}" = yes ] || { sources; return; }
  local folder=$root/artifacts/bin/$1/debug
  [ -d "$folder" ] || die "--built: $1 is not built yet: dotnet build WsAspire.sln"
  (cd "$folder" && find . -type f \( -name '*.dll' -o -name '*.json' \) -print0 | sort -z | xargs -0 sha256sum)
}

# sources: the content of every file that a service may be built from. The commit that a service says is thus the one that changed them last, as seen here.
sources() {
  local skip=(artifacts .git .ws node_modules obj bin logs docs tests deploy benchmarks clients aspirate-output)
  cd "$root" || return
  # shellcheck disable=SC2068 # two arguments each
  find . \( -false ${skip[@]/#/-o -name } \) -prune -o -type f ! -name '*.md' -print0 | sort -z | xargs -0 sha256sum
}

# fill_service FOLDER PROJECT
fill_service() {
  local how=(-c Release -p:ContinuousIntegrationBuild=true)
  [ "${built:-}" != yes ] || how=(-c Debug --no-build)
  say "publishing $2"
  # Neither a compiler server nor nodes of MSBuild: they would live on.
  (own_tmp "$store/work/tmp" && cd "$root" && dotnet publish "$(folder_of "$2")" "${how[@]}" --no-self-contained -p:UseAppHost=false \
    -p:PublishDocumentationFiles=false -p:AllowedReferenceRelatedFileExtensions=.pdb -p:UseSharedCompilation=false -nodeReuse:false \
    -o "$1/app" -nologo -v quiet -clp:NoSummary) >&2 9>&- || die "dotnet publish $2 failed"
  # Packages differ in this from machine to machine.
  find "$1/app" -type f -exec chmod 644 {} +
}
