#!/bin/sh
# Gives the S3 server its folders and, once each, a certificate that whoever asks it can hold it to and a key to sign with.
set -eu
chown 10002:10002 /objects /versions

# $1 name, $2 whose it is, the rest for openssl; the certificate's name comes last, when all is there
make() {
  name=$1 owner=$2
  shift 2
  [ -e "$name.crt" ] && return
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 3650 "$@" \
    -keyout "$name.key" -out "$name.new"
  chown "$owner" "$name.key"
  chmod 0400 "$name.key"
  chmod 0444 "$name.new"
  mv "$name.new" "$name.crt"
}

cd /certificate
make s3 10002:10002 -subj /CN=objects -addext subjectAltName=DNS:objects -addext basicConstraints=critical,CA:FALSE
cd /signing
make signing 10001:10001 -subj /C=NL/CN=Overdrachtsplatform
