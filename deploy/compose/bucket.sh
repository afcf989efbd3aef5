#!/bin/sh
# Makes the platform's bucket once. The second time the server says that it is there, and the list shows it.
set -eu
for _ in $(seq 60); do
  if versitygw admin create-bucket --owner "$ADMIN_ACCESS_KEY" --bucket overdracht --object-lock-enabled-for-bucket; then exit 0; fi
  if versitygw admin list-buckets | grep -q '^overdracht '; then exit 0; fi
  sleep 1
done
echo "the S3 server did not answer within a minute" >&2
exit 1
