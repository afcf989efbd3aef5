-- What is not handed in yet, and the key whose signature was found right: what a revocation has an effect on.
CREATE VIEW "waiting_submission" AS
SELECT "id", "election_id", "level", "code", "state", "verdict"->>'keyId' AS "key_id"
FROM "submission" WHERE "state" IN ('open', 'judged');
