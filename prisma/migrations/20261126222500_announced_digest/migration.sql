-- The digest that a sender announced of a file: who goes on with it on another page is known by it, and other bytes are not
-- taken for it. Also asked for: was this very file delivered before?
ALTER TABLE "submission_file" ADD COLUMN "announced_sha256" TEXT
  CHECK ("announced_sha256" ~ '^[0-9a-f]{64}$');
