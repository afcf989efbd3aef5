-- What has the bytes of the register, so that damage found by the platform itself says of which document it is.
CREATE OR REPLACE VIEW "register_object" AS
  SELECT "sha256", "election_id", "kind", "number" FROM "register_entry" WHERE "sha256" IS NOT NULL;
