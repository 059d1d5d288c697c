-- Rules, channels, silences and maintenance windows of a cluster. What a body holds is the schema of its operation.
CREATE TABLE "alert_setting" (
    "cluster_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('rule', 'channel', 'silence', 'window')),
    "name" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "alert_setting_pkey" PRIMARY KEY ("cluster_id", "kind", "name"),
    CONSTRAINT "alert_setting_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Secrets of channels, encrypted. One is good for the destination that it was given for, and for no other.
CREATE TABLE "alert_secret" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cluster_id" TEXT NOT NULL,
    "destination" TEXT NOT NULL,
    "key_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT "alert_secret_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "alert_secret_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- Where each pending or firing alert stands, so that the next holder of the lease goes on with it.
CREATE TABLE "alert_track" (
    "cluster_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    CONSTRAINT "alert_track_pkey" PRIMARY KEY ("cluster_id", "key"),
    CONSTRAINT "alert_track_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- When the rules of a cluster were last evaluated, and what each of them covered.
CREATE TABLE "alert_evaluation" (
    "cluster_id" TEXT NOT NULL,
    "at_ms" BIGINT NOT NULL,
    "last_read_ms" BIGINT,
    "rules" JSONB NOT NULL,
    CONSTRAINT "alert_evaluation_pkey" PRIMARY KEY ("cluster_id"),
    CONSTRAINT "alert_evaluation_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- One firing of one alert, with the rule as it was then. Of each alert at most one is open.
CREATE TABLE "alert_incident" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cluster_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "subject_kind" TEXT NOT NULL,
    "subject_name" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "definition" JSONB NOT NULL,
    "since_ms" BIGINT NOT NULL,
    "opened_at_ms" BIGINT NOT NULL,
    "closed_at_ms" BIGINT,
    "close_reason" TEXT,
    "open_value" DOUBLE PRECISION,
    "last_value" DOUBLE PRECISION,
    "worst_value" DOUBLE PRECISION,
    "transitions" JSONB NOT NULL,
    CONSTRAINT "alert_incident_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "alert_incident_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "alert_incident_open_key" ON "alert_incident"("cluster_id", "key") WHERE "closed_at_ms" IS NULL;
CREATE INDEX "alert_incident_cluster_id_opened_at_ms_idx" ON "alert_incident"("cluster_id", "opened_at_ms" DESC);

-- What is to be sent, written with the transition it tells of. Messages that travel together share a delivery.
CREATE TABLE "alert_notification" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "cluster_id" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "rule" TEXT NOT NULL,
    "incident_id" UUID,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('open', 'close', 'test')),
    "state" TEXT NOT NULL CHECK ("state" IN ('waiting', 'sent', 'failed')),
    "delivery_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "answer" TEXT,
    "ended_at" TIMESTAMPTZ(3),
    CONSTRAINT "alert_notification_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "alert_notification_cluster_id_fkey" FOREIGN KEY ("cluster_id") REFERENCES "cluster"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "alert_notification_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "alert_incident"("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "alert_notification_incident_id_channel_kind_key" ON "alert_notification"("incident_id", "channel", "kind");
CREATE INDEX "alert_notification_waiting_idx" ON "alert_notification"("cluster_id", "due_at") WHERE "state" = 'waiting';
CREATE INDEX "alert_notification_cluster_id_channel_idx" ON "alert_notification"("cluster_id", "channel", "created_at" DESC);
