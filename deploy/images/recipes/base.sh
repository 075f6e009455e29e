# What every image stands on: C and C++ libraries, OpenSSL, certificates, a user. Neither a shell nor a package manager.

# base: adds that layer to $used.
base() {
  packages base ca-certificates +libstdc++6 +openssl
  layer base "$(key "$store/packages/base/sums" /etc/os-release "$here"/{recipes/base,lib/packages,lib/layers}.sh)" fill_base
}

# fill_base FOLDER
fill_base() {
  local from libraries
  from=$(unpacked base)
  libraries=$(cd "$from" && echo usr/lib/*-linux-gnu)
  take "$from" "$1" bin sbin lib lib64 usr/bin usr/lib64 "$libraries"
  mkdir -p "$1/etc/ssl/certs" "$1/usr/lib/ssl" "$1/usr/sbin" "$1/tmp" "$1/app" "$1/home/app"
  cp -L /etc/os-release "$1/etc/os-release"
  # Programs of the packages, and what no program of ours loads: converters of character sets, engines, libraries of debuggers.
  rm -rf "$1"/usr/bin/* "$1/$libraries"/{gconv,engines*,audit,perl*} "$1/$libraries"/lib{c_malloc_debug,thread_db,memusage,pcprofile,nss_hesiod,nss_compat,BrokenLocale}*
  cat "$from"/usr/share/ca-certificates/mozilla/*.crt >"$1/etc/ssl/certs/ca-certificates.crt"
  ln -s /etc/ssl/certs "$1/usr/lib/ssl/certs"
  ln -s /etc/ssl/certs/ca-certificates.crt "$1/usr/lib/ssl/cert.pem"
  printf 'root:x:0:0:root:/root:/sbin/nologin\napp:x:1654:1654::/home/app:/sbin/nologin\n' >"$1/etc/passwd"
  printf 'root:x:0:\napp:x:1654:\n' >"$1/etc/group"
  printf 'hosts: files dns\n' >"$1/etc/nsswitch.conf"
  list_packages base "$1"
}
