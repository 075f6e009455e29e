# .NET's shared runtime, that of this machine's SDK, where Microsoft's images have it.

# runtime: adds that layer to $used and sets $runtime_version.
runtime() {
  need_dotnet
  runtime_version=$(dotnet --list-runtimes | sed -n 's/^Microsoft.AspNetCore.App \(10\.0\.[0-9]*\) .*/\1/p' | sort -V | tail -n 1)
  [ -d "$DOTNET_ROOT/shared/Microsoft.NETCore.App/$runtime_version" ] || die "there is no runtime Microsoft.NETCore.App $runtime_version in $DOTNET_ROOT/shared"
  layer runtime "$(key "$DOTNET_ROOT"/shared/{Microsoft.NETCore.App,Microsoft.AspNetCore.App}/"$runtime_version/.version" "$here"/{recipes/runtime,lib/layers}.sh)" fill_runtime
}

# fill_runtime FOLDER
fill_runtime() {
  mkdir -p "$1/usr/share/dotnet" "$1/usr/bin"
  take "$DOTNET_ROOT" "$1/usr/share/dotnet" dotnet LICENSE.txt ThirdPartyNotices.txt "shared/Microsoft.NETCore.App/$runtime_version" "shared/Microsoft.AspNetCore.App/$runtime_version"
  take "$DOTNET_ROOT" "$1/usr/share/dotnet" "host/fxr/$(cd "$DOTNET_ROOT/host/fxr" && printf '%s\n' * | sort -V | tail -n 1)"
  ln -s /usr/share/dotnet/dotnet "$1/usr/bin/dotnet"
}
