#!/bin/sh
# Haalt op wat uw orgaan ontving sinds de vorige keer, kijkt elk bestand na en bevestigt de ontvangst. Nodig: curl en openssl.
# Breekt het af, start het dan opnieuw: er gaat niets verloren, en wat er al is, komt hoogstens nog eens.
#
#   SITE=https://overdracht.example TOKEN=/etc/overdracht/kop MAP=/var/lib/ontvangen sh ophalen.sh
#
# TOKEN is een bestand met één regel, `Authorization: Bearer` en uw token: zo ziet niemand het in de lijst van processen.
# Dit zegt dat de bytes heel zijn aangekomen. Of het de goede telling is, zegt het papieren proces-verbaal.
# Hoe vaak u mag vragen staat in elk antwoord (RateLimit). Mag het even niet (429), dan wacht curl zo lang als Retry-After zegt.
set -eu

vraag() {
  curl --silent --show-error --fail --retry 5 --header "@$TOKEN" "$@"
}

mkdir -p "$MAP"
na=$(cat "$MAP/stand" 2>/dev/null || echo 0)
meer=true
while [ "$meer" = true ]; do
  nieuw=$(vraag "$SITE/v1/ontvangen/nieuw?na=$na")
  for zelf in $(printf '%s' "$nieuw" | grep -o '"zelf":"[^"]*"' | cut -d '"' -f 4); do
    bestand="$MAP/${zelf##*/}"
    vraag --dump-header "$bestand.kop" --output "$bestand.deel" "$SITE$zelf/bestand"
    hoort=$(grep -i '^repr-digest:' "$bestand.kop" | sed 's/.*sha-256=:\([^:]*\):.*/\1/')
    is=$(openssl dgst -sha256 -binary "$bestand.deel" | openssl base64)
    if [ "$is" != "$hoort" ]; then
      echo "$zelf kwam beschadigd aan. Start opnieuw." >&2
      exit 1
    fi
    mv "$bestand.deel" "$bestand"
    rm "$bestand.kop"
    vraag --request POST "$SITE$zelf/bevestigen" >/dev/null
    echo "$bestand"
  done
  na=$(printf '%s' "$nieuw" | grep -o '"volgende":[0-9]*' | cut -d : -f 2)
  meer=$(printf '%s' "$nieuw" | grep -o '"meer":[a-z]*' | cut -d : -f 2)
  echo "$na" >"$MAP/stand.nieuw"
  mv "$MAP/stand.nieuw" "$MAP/stand"
done
