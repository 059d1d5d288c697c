-- How fresh groups with an objective were, minute by minute; one row a group, limit and day (UTC). Another limit is judged
-- beside the former one, from the history that is left.
CREATE TABLE "history"."freshness_day" (
    "cluster_id" TEXT NOT NULL,
    "group_id" TEXT NOT NULL,
    "limit_seconds" INTEGER NOT NULL,
    "day_ms" BIGINT NOT NULL,
    -- Minutes before this are judged.
    "judged_until_ms" BIGINT NOT NULL,
    "good" INTEGER NOT NULL,
    "bad" INTEGER NOT NULL,
    -- A byte for each of the 1,440 minutes: 0 unknown or not judged yet, 1 good, 2 bad.
    "minutes" BYTEA NOT NULL
);
-- Group ids may be longer than an index entry: hence the hash.
CREATE UNIQUE INDEX "freshness_day_key" ON "history"."freshness_day" ("cluster_id", md5("group_id"), "limit_seconds", "day_ms");
CREATE INDEX "freshness_day_day_ms_idx" ON "history"."freshness_day" ("day_ms");
