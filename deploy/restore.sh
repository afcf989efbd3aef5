#!/bin/sh
# restore.sh FOLDER: puts a copy of backup.sh into an empty database of the owner's, and its files beside what is there.
# Asks what backup.sh asks. Nothing may run meanwhile. Afterwards `node dist/main.js migrate` sets the service's rights.
set -eu
from=${1:?noem de map van de kopie}
pg_restore --dbname="$DATABASE_OWNER_URL" --exit-on-error --single-transaction --no-owner --no-privileges "$from/overdracht.dump"
if [ -z "${S3_URL:-}" ]; then
  mkdir -p "${VAR_DIR:-var}/${MODE:-rehearsal}/objects"
  # what is there is newer or the same: above all how far receipts were numbered
  cp -Rpn "$from/objects/." "${VAR_DIR:-var}/${MODE:-rehearsal}/objects/"
fi
echo "Teruggezet. Draai nu: node dist/main.js migrate"
