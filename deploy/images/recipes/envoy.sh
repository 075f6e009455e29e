# Envoy: the program of this machine on the base, with what deploy/envoy/Dockerfile gives it.

# envoy_image: fails where there is no envoy, and says so.
envoy_image() {
  local program=${ENVOY_PATH:-$(command -v envoy || true)}
  [ -n "$program" ] || { say "envoy: left out, there is none on PATH or in ENVOY_PATH (deploy/envoy/Dockerfile makes this image from the official one)"; return 1; }
  [ -x "$program" ] || die "ENVOY_PATH: expected Envoy's program; there is none at '$program'"
  used=()
  base
  packages envoy +bash
  layer envoy "$(key "$program" "$store/packages"/{base,envoy}/sums "$here"/{recipes/envoy,lib/packages,lib/layers}.sh)" fill_envoy "$program"
  layer envoy.bootstrap "$(key "$root/deploy/envoy/bootstrap.yaml" "$here"/{recipes/envoy,lib/layers}.sh)" fill_bootstrap
  image envoy 101:101 / "8080 9100" /usr/local/bin/envoy PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
}

# fill_envoy FOLDER PROGRAM: and a shell, as in the official image: before it ends, it is told to send its callers away (deploy/components/rollout).
fill_envoy() {
  local from
  mkdir -p "$1/usr/local/bin" "$1/usr/bin"
  cp -L "$2" "$1/usr/local/bin/envoy"
  from=$(unpacked envoy)
  if [ -e "$from/usr/bin/bash" ]; then cp "$from/usr/bin/bash" "$1/usr/bin/bash"; else cp "$from/bin/bash" "$1/usr/bin/bash"; fi
  take_libraries "$from" "$1" "$(unpacked base)" usr/bin/bash
  list_packages envoy "$1"
}

# fill_bootstrap FOLDER
fill_bootstrap() { mkdir -p "$1/etc/envoy" && cp "$root/deploy/envoy/bootstrap.yaml" "$1/etc/envoy/bootstrap.yaml"; }
