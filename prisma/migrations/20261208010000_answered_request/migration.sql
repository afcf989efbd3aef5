-- Routing: who asked for a file gets a notice of the answer. A view of its own: the release before reads body_news, and knows no answers.
CREATE VIEW "answered_request" AS
SELECT 'request:' || r."id" || ':answered' AS "cause", r."id", r."election_id", r."from_level" AS "level", r."from_code" AS "code",
  w."at", 'request.answered' AS "kind", r."to_level" AS "other_level", r."to_code" AS "other_code", r."message"
FROM "request_answer" w JOIN "delivery_request" r ON r."id" = w."request_id";
