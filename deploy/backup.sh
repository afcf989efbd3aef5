#!/bin/sh
# backup.sh FOLDER: a copy of the database and its files, looked through when it is made. Asks DATABASE_OWNER_URL, and
# VAR_DIR and MODE where files are not in a bucket (S3_URL). The database first: files never change, so each delivery in
# the copy of the database has its file in the copy of the files.
set -eu
to=${1:?noem de map voor de kopie}
mkdir -p "$to/objects"
# the queue belongs to the service, and what it forgets the platform finds in the database
pg_dump --dbname="$DATABASE_OWNER_URL" --format=custom --exclude-schema=bullmq --file="$to/overdracht.dump.new"
# reads all of it back
pg_restore --file=/dev/null "$to/overdracht.dump.new"
mv "$to/overdracht.dump.new" "$to/overdracht.dump"
if [ -n "${S3_URL:-}" ]; then
  echo "De database staat in $to/overdracht.dump. De bestanden staan in de bucket: kopieer die zelf."
  exit 0
fi
cp -Rpu "${VAR_DIR:-var}/${MODE:-rehearsal}/objects/." "$to/objects/"
# a file's name is its SHA-256
(cd "$to/objects" && find . -type f -name '????????????????????????????????????????????????????????????????' |
  sed 's|.*/\(.*\)|\1  &|' | sha256sum --check --quiet --strict) ||
  { echo "Er is een bestand beschadigd: zie hierboven. Deze kopie is niet goed." >&2; exit 1; }
echo "De kopie in $to is compleet en nagekeken."
