import { parseRoundMessage, type RoundMessage } from '@/lib/server/store/round-codec';

/** Hands rounds from the collector to the web; a slow web gets the newest of each cluster, never a queue of old ones. */
export interface RoundRelay {
  receive(message: unknown): void;
  /** The web was started (again): it gets the newest round of each cluster. */
  restart(): void;
}

export function createRoundRelay(send: (message: RoundMessage, onSent: () => void) => boolean): RoundRelay {
  const newest = new Map<string, RoundMessage>();
  let waiting = new Set<string>();
  let isSending = false;

  function sendNext(): void {
    const [clusterId] = waiting;
    const message = clusterId === undefined ? undefined : newest.get(clusterId);
    if (isSending || clusterId === undefined || message === undefined) return;
    waiting.delete(clusterId);
    isSending = send(message, () => {
      isSending = false;
      sendNext();
    });
  }

  return {
    receive: (message) => {
      const round = parseRoundMessage(message);
      if (round === null) return;
      newest.set(round.clusterId, { kind: 'highwater-round', round });
      waiting.add(round.clusterId);
      sendNext();
    },
    restart: () => {
      isSending = false;
      waiting = new Set(newest.keys());
      sendNext();
    },
  };
}
