-- What schema.prisma and the database said differently.
-- Routing and upload each name their own tables alone; the service may delete from neither.
ALTER TABLE "delivery" DROP CONSTRAINT "delivery_submission_id_fkey";
-- As the index of audit_event: of what has an address.
DROP INDEX "audit_personal_ip_idx";
CREATE INDEX "audit_personal_ip_idx" ON "audit_personal"("ip" text_pattern_ops) WHERE "ip" IS NOT NULL;
