#!/bin/sh
# What a careful clerk would run by hand on one package: unpack both ZIPs, check the signature with the registered
# certificate, take the fingerprint, validate by the official schema. $1 package, $2 certificate, $3 schema, $4 a folder
# to make. Prints the fingerprint and the package; any failure ends it.
set -eu
mkdir "$4"
unzip -qq "$1" -d "$4"
unzip -qq "$4"/Telling_*.zip -d "$4/in"
eml=$(echo "$4"/in/*.eml.xml)
openssl cms -verify -binary -inform DER -in "$eml.signature" -content "$eml" \
  -nointern -certfile "$2" -noverify -out /dev/null 2>"$4/openssl.txt"
fingerprint=$(sha256sum "$eml" | cut -c1-64)
xmllint --stream --noout --schema "$3" "$eml" 2>"$4/xmllint.txt"
echo "$fingerprint $1"
