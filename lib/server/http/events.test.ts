import { describe, expect, test } from 'vitest';
import { runRounds } from '@/lib/domain/testing/run-rounds';
import { serveEvents } from './events';
import { installTestRuntime, requestTo } from './testing/route-harness';

const rounds = runRounds(3, () => ({}));

async function open(runtime: ReturnType<typeof installTestRuntime>) {
  const abort = new AbortController();
  const response = await serveEvents().GET(requestTo('/api/v1/events', { signal: abort.signal }));
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error('no stream');
  const decoder = new TextDecoder();
  const next = async () => {
    const { value, done } = await reader.read();
    return done ? null : decoder.decode(value);
  };
  expect(await next()).toBe('retry: 2000\n: connected\n\n');
  return { abort, next, response, reader, runtime };
}

describe('the event stream', () => {
  test('1. tells of a new round, once, and not of an older one', async () => {
    const runtime = installTestRuntime('off');
    const stream = await open(runtime);
    expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
    const [first, second] = rounds;
    if (first === undefined || second === undefined) throw new Error('no rounds');
    runtime.board.post({ epoch: 2, roundNumber: 5, round: second });
    runtime.board.post({ epoch: 2, roundNumber: 5, round: second });
    runtime.board.post({ epoch: 2, roundNumber: 4, round: first });
    runtime.board.post({ epoch: 1, roundNumber: 9, round: first });
    runtime.board.post({ epoch: 3, roundNumber: 1, round: first });
    const told = (round: typeof first) =>
      `event: round\ndata: {"clusterId":"test","capturedAtMs":${round.snapshot.capturedAtMs}}\n\n`;
    expect(await stream.next()).toBe(told(second));
    expect(await stream.next()).toBe(told(first));
    stream.abort.abort();
  });

  test('2. a client that goes away leaves nothing behind, whether it aborts or cancels', async () => {
    const runtime = installTestRuntime('off');
    const [aborted, cancelled] = [await open(runtime), await open(runtime)];
    expect(runtime.metrics.streamCount()).toBe(2);
    aborted.abort.abort();
    await cancelled.reader.cancel();
    expect(runtime.metrics.streamCount()).toBe(0);
    expect(await aborted.next()).toBeNull();
    const [round] = rounds;
    if (round === undefined) throw new Error('no round');
    expect(() => runtime.board.post({ epoch: 1, roundNumber: 1, round })).not.toThrow();
  });
});
