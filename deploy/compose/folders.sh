#!/bin/sh
# Gives the S3 server its folders, and once a certificate that whoever asks it can hold it to.
set -eu
chown 10002:10002 /objects /versions
cd /certificate
[ -e s3.crt ] && exit 0
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -noenc -days 3650 -subj /CN=objects \
  -addext subjectAltName=DNS:objects -addext basicConstraints=critical,CA:FALSE -keyout s3.key -out s3.new
chown 10002:10002 s3.key
chmod 0400 s3.key
chmod 0444 s3.new
mv s3.new s3.crt
