#!/bin/sh
# Haalt alles van uw verkiezing op als één ZIP en kijkt elk bestand na. Nodig: curl, unzip en sha256sum (of shasum -a 256).
# Met KRING, zoals HSB3, alleen die kieskring.
#
#   SITE=https://overdracht.example TOKEN=/etc/overdracht/kop MAP=/var/lib/alles sh alles.sh
#
# TOKEN is een bestand met één regel, `Authorization: Bearer` en uw token. In manifest.csv staat van elk bestand de afzender, de tijd,
# de vingerafdruk en de sleutel; `laatste` in manifest.json is het getal waarmee ophalen.sh verder kan (MAP/stand).
set -eu

[ ! -e "$MAP" ] || { echo "$MAP is er al." >&2; exit 1; }
rm -rf "$MAP.deel"
mkdir -p "$MAP.deel"
curl --silent --show-error --fail --retry 5 --header "@$TOKEN" --output "$MAP.deel/alles.zip" \
  "$SITE/v1/ontvangen/alles?alles=1${KRING:+&kring=$KRING}"
unzip -q -d "$MAP.deel" "$MAP.deel/alles.zip"
cd "$MAP.deel"
if command -v sha256sum >/dev/null; then sha256sum --quiet -c SHA256SUMS; else shasum -a 256 --quiet -c SHA256SUMS; fi
cd - >/dev/null
mv "$MAP.deel" "$MAP"
echo "$MAP"
