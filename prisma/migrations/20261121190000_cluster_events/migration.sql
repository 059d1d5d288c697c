-- What changed in a cluster between two rounds, written with the round under its fencing epoch. The place in the round
-- makes the key: a round that is written again changes nothing.
CREATE TABLE "history"."cluster_event" (
    "at_ms" BIGINT NOT NULL,
    -- It had not happened yet at this time.
    "since_ms" BIGINT NOT NULL,
    "place" INTEGER NOT NULL,
    "broker_id" INTEGER,
    "cluster_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "topic" TEXT,
    "group_id" TEXT,
    "from_value" TEXT,
    "to_value" TEXT,
    "detail" JSONB,
    PRIMARY KEY ("cluster_id", "at_ms", "place")
) PARTITION BY RANGE ("at_ms");
-- Group ids may be longer than an index entry: hence the hash.
CREATE INDEX "cluster_event_group" ON "history"."cluster_event" ("cluster_id", md5("group_id"), "at_ms") WHERE "group_id" IS NOT NULL;
CREATE INDEX "cluster_event_topic" ON "history"."cluster_event" ("cluster_id", "topic", "at_ms") WHERE "topic" IS NOT NULL;

-- Rounds before this table compared nothing: of their spans it says neither what changed nor that nothing did.
ALTER TABLE "history"."coverage" ADD COLUMN "tells_events" BOOLEAN NOT NULL DEFAULT false;
