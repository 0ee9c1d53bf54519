#!/bin/sh
# Two databases with an owner each: the store's and Prefect's. Run once by the PostgreSQL image on an empty volume.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 \
  --set pantau_password="$PANTAU_DB_PASSWORD" --set prefect_password="$PREFECT_DB_PASSWORD" <<'SQL'
CREATE ROLE pantau LOGIN PASSWORD :'pantau_password';
CREATE DATABASE pantau OWNER pantau;
CREATE ROLE prefect LOGIN PASSWORD :'prefect_password';
CREATE DATABASE prefect OWNER prefect;
\connect prefect
CREATE EXTENSION IF NOT EXISTS pg_trgm;
SQL
