interface SharedRead<Answer> {
  readonly atMs: number;
  readonly answer: Promise<Answer>;
}

/**
 * Reads that all who ask for the same within `ttlMs` share, those who come while it is under way included. One that
 * fails is not kept, and what is older is dropped with the next read.
 */
export function shareReads<Answer>(ttlMs: number, nowMs: () => number) {
  const reads = new Map<string, SharedRead<Answer>>();
  return (key: string, read: () => Promise<Answer>): Promise<Answer> => {
    const atMs = nowMs();
    for (const [other, { atMs: startedAtMs }] of reads) if (atMs - startedAtMs >= ttlMs) reads.delete(other);
    const known = reads.get(key);
    if (known !== undefined) return known.answer;
    const started: SharedRead<Answer> = { atMs, answer: read() };
    reads.set(key, started);
    started.answer.catch(() => {
      if (reads.get(key) === started) reads.delete(key);
    });
    return started.answer;
  };
}
