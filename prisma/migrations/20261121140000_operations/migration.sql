-- What a person was shown before a change. Executing uses it up, once.
CREATE TABLE "operation_preview" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cluster_id" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "principal" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "operation_preview_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "operation_preview_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "operation_preview_fingerprint_idx" ON "operation_preview"("fingerprint");

CREATE TABLE "operation_run" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cluster_id" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "risk" TEXT NOT NULL,
    "principal" TEXT NOT NULL,
    "idempotency_key" TEXT,
    "request_hash" TEXT NOT NULL,
    "state" TEXT NOT NULL CHECK ("state" IN ('executing', 'verifying', 'running', 'done', 'partly', 'failed', 'unknown', 'cancelled')),
    "target_kind" TEXT NOT NULL,
    "target_names" TEXT[] NOT NULL,
    "reason" TEXT,
    "fingerprint" TEXT NOT NULL,
    "input" JSONB NOT NULL,
    "plan" JSONB NOT NULL,
    "description" JSONB NOT NULL,
    "inverse" JSONB,
    "outcomes" JSONB,
    "verification" JSONB,
    "control" JSONB NOT NULL DEFAULT '{}',
    "memo" JSONB,
    "progress" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    CONSTRAINT "operation_run_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "operation_run_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "operation_run_principal_idempotency_key_key" ON "operation_run"("principal", "idempotency_key");
CREATE INDEX "operation_run_cluster_id_created_at_idx" ON "operation_run"("cluster_id", "created_at" DESC);
CREATE INDEX "operation_run_state_idx" ON "operation_run"("state");

-- One change of a thing at a time. A row belongs to a run that has not ended.
CREATE TABLE "operation_lock" (
    "cluster_id" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "run_id" UUID NOT NULL,
    "acquired_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "operation_lock_pkey" PRIMARY KEY ("cluster_id", "resource"),
    CONSTRAINT "operation_lock_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "operation_run"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "operation_lock_run_id_idx" ON "operation_lock"("run_id");

-- The audit: each row carries the hash of the row before, and none is ever changed.
CREATE TABLE "audit_event" (
    "seq" BIGINT NOT NULL,
    "at_ms" BIGINT NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('intent', 'outcome', 'refused')),
    "run_id" UUID,
    "cluster_id" TEXT NOT NULL,
    "principal" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "target_kind" TEXT NOT NULL,
    "target_names" TEXT[] NOT NULL,
    "result" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    CONSTRAINT "audit_event_pkey" PRIMARY KEY ("seq")
);
CREATE INDEX "audit_event_cluster_id_seq_idx" ON "audit_event"("cluster_id", "seq" DESC);
CREATE INDEX "audit_event_run_id_idx" ON "audit_event"("run_id");

-- The newest row's place in the chain; its lock puts writers in line.
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL,
    "seq" BIGINT NOT NULL,
    "hash" TEXT NOT NULL,
    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);
INSERT INTO "audit_head" ("id", "seq", "hash") VALUES (1, 0, '');

CREATE FUNCTION "refuse_audit_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit rows are never changed or removed';
END $$;
CREATE TRIGGER "audit_event_is_append_only" BEFORE UPDATE OR DELETE ON "audit_event"
    FOR EACH ROW EXECUTE FUNCTION "refuse_audit_change"();
CREATE TRIGGER "audit_event_is_not_truncated" BEFORE TRUNCATE ON "audit_event"
    FOR EACH STATEMENT EXECUTE FUNCTION "refuse_audit_change"();
