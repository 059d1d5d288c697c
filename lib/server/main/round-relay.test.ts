import { expect, test } from 'vitest';
import type { RoundMessage } from '@/lib/server/store/round-codec';
import { createRoundRelay } from './round-relay';

function describeMessage(clusterId: string, roundNumber: number): RoundMessage {
  return {
    kind: 'highwater-round',
    round: { clusterId, roundNumber, epoch: 1, capturedAtMs: 0, format: 1, body: new Uint8Array() },
  };
}

/** A web process that takes a message only when told to. */
function createSlowWeb() {
  const taken: string[] = [];
  let finish: (() => void) | null = null;
  let isUp = true;
  const send = ({ round }: RoundMessage, onSent: () => void) => {
    if (!isUp) return false;
    taken.push(`${round.clusterId} ${round.roundNumber}`);
    finish = onSent;
    return true;
  };
  return {
    send,
    taken,
    finish: () => finish?.(),
    setUp: (next: boolean) => {
      isUp = next;
    },
  };
}

test('a slow web gets the newest round of each cluster, not every one', () => {
  const web = createSlowWeb();
  const relay = createRoundRelay(web.send);
  for (const number of [1, 2, 3]) {
    relay.receive(describeMessage('a', number));
    relay.receive(describeMessage('b', number));
  }
  expect(web.taken).toEqual(['a 1']);
  web.finish();
  web.finish();
  web.finish();
  expect(web.taken).toEqual(['a 1', 'b 3', 'a 3']);
});

test('a web that was started again gets the newest of each cluster', () => {
  const web = createSlowWeb();
  const relay = createRoundRelay(web.send);
  web.setUp(false);
  relay.receive(describeMessage('a', 1));
  relay.receive(describeMessage('a', 2));
  relay.receive({ kind: 'something else' });
  web.setUp(true);
  relay.restart();
  web.finish();
  expect(web.taken).toEqual(['a 2']);
});
