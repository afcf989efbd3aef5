# shellcheck shell=bash
# What CI needs beyond Node and npm, on a machine that may be new. Sourced by `run`. Everything that is built or fetched
# stands outside the repository, in a folder that later runs find again; what a test calls is linked into its bin/.
CI_CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/overdracht-ci"
CI_BIN="$CI_CACHE/bin"
CI_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
mkdir -p "$CI_BIN"
export PATH="$CI_BIN:$PATH"

VERSITYGW=v1.8.0
HELM=v3.22.0
COMPOSE_GO=v2.16.2
VERAPDF=1.28.2
VERAPDF_SHA256=687d4d8bcfec48c9f7e931cf78ed061f1eeccfba55d4cdc000ba9b4d8aa46ce6
MAVEN_COPY=org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy

say() {
  STEP="$*"
  printf '\n== %s (%s s)\n' "$STEP" "$SECONDS"
}

# Debian's packages by the command that each brings. Their services are not started: the tests start their own.
install_debian() {
  local need=() pair
  for pair in chromium:chromium xmllint:libxml2-utils unzip:unzip openssl:openssl curl:curl redis-server:redis-server \
    psql:postgresql-client pg_dump:postgresql-client flock:util-linux ps:procps qpdf:qpdf pdfsig:poppler-utils \
    java:default-jre-headless mvn:maven; do
    command -v "${pair%%:*}" >/dev/null || need+=("${pair##*:}")
  done
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || need+=(postgresql)
  python3 -c 'import venv, ensurepip' 2>/dev/null || need+=(python3-venv)
  [ "${#need[@]}" -gt 0 ] || return 0
  echo "installing: ${need[*]}"
  local policy=/usr/sbin/policy-rc.d ours=
  if [ ! -e "$policy" ]; then
    ours=1
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
  [ -z "$ours" ] || rm -f "$policy"
}

# go_tool COMMAND MODULE VERSION: builds a program once per version, one package at a time beside the tests.
go_tool() {
  local name=$1 module=$2 version=$3
  local kept="$CI_CACHE/go/$name-$version"
  if [ ! -x "$kept" ]; then
    local out
    out="$(mktemp -d "$CI_CACHE/go.XXXXXX")"
    GOBIN="$out" GOFLAGS="${GOFLAGS:-} -p=1" nice -n 10 go install "$module@$version"
    mkdir -p "$CI_CACHE/go"
    mv "$out/"* "$kept"
    rmdir "$out"
  fi
  ln -sfn "$kept" "$CI_BIN/$name"
}

# The S3 server first: the tests wait for it, the others are for the last step.
install_go_tools() {
  go_tool versitygw github.com/versity/versitygw/cmd/versitygw "$VERSITYGW"
  go_tool compose-spec github.com/compose-spec/compose-go/v2/cmd "$COMPOSE_GO"
  go_tool helm helm.sh/helm/v3/cmd/helm "$HELM"
}

# Node 24 and the linters, exactly as CI's own lock says.
install_node_tools() {
  local home sum tool
  sum="$(sha256sum "$CI_DIR/package-lock.json")"
  home="$CI_CACHE/npm-${sum:0:16}"
  if [ ! -e "$home/.complete" ]; then
    rm -rf "$home"
    mkdir -p "$home"
    cp "$CI_DIR/package.json" "$CI_DIR/package-lock.json" "$home/"
    (cd "$home" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
    touch "$home/.complete"
  fi
  for tool in spectral cyclonedx-npm lighthouse; do ln -sfn "$home/node_modules/.bin/$tool" "$CI_BIN/$tool"; done
  ln -sfn "$(compgen -G "$home/node_modules/node-linux-*/bin/node")" "$CI_BIN/node24"
  export CI_NODE_MODULES="$home/node_modules"
}

# Python's tools in a folder of their own, exactly the versions named.
install_python_tools() {
  local home sum tool
  sum="$(sha256sum "$CI_DIR/requirements.txt")"
  home="$CI_CACHE/python-${sum:0:16}"
  if [ ! -e "$home/.complete" ]; then
    rm -rf "$home"
    python3 -m venv "$home"
    "$home/bin/pip" install -q --disable-pip-version-check --no-deps -r "$CI_DIR/requirements.txt"
    touch "$home/.complete"
  fi
  for tool in hadolint kubernetes-validate schemathesis; do ln -sfn "$home/bin/$tool" "$CI_BIN/$tool"; done
  export CI_PYTHON="$home/bin/python"
}

# veraPDF, which judges PDF/A: one jar of Maven Central, held to its checksum.
install_verapdf() {
  local jar="$CI_CACHE/verapdf/greenfield-apps-$VERAPDF.jar" out
  if [ ! -e "$jar" ]; then
    out="$(mktemp -d "$CI_CACHE/verapdf.XXXXXX")"
    mvn -q -B "$MAVEN_COPY" -Dartifact="org.verapdf.apps:greenfield-apps:$VERAPDF" -DoutputDirectory="$out"
    echo "$VERAPDF_SHA256  $out/${jar##*/}" | sha256sum --check --quiet
    mkdir -p "${jar%/*}"
    mv "$out/${jar##*/}" "$jar"
    rmdir "$out"
  fi
  printf '#!/bin/sh\nexec java -XX:TieredStopAtLevel=1 -cp "%s" %s "$@"\n' \
    "$jar" org.verapdf.apps.GreenfieldCliWrapper >"$CI_BIN/verapdf.new"
  chmod +x "$CI_BIN/verapdf.new"
  mv "$CI_BIN/verapdf.new" "$CI_BIN/verapdf"
}
