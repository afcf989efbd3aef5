#!/bin/sh
# Run once, by PostgreSQL's image, on an empty data folder: the two roles and the database (docs/operations.md).
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --set owner="$OWNER_PASSWORD" --set app="$APP_PASSWORD" <<'SQL'
CREATE ROLE overdracht_owner LOGIN PASSWORD :'owner';
CREATE ROLE overdracht_app LOGIN PASSWORD :'app';
CREATE DATABASE overdracht OWNER overdracht_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C';
SQL
