import { watchClock } from '@/lib/client/server-clock';

let serverAheadMs = 0;
watchClock((difference) => {
  serverAheadMs = difference;
});

/** Epoch ms by the server's clock: a window that ends "now" must end where the newest points are. */
export function readServerNowMs(): number {
  return Date.now() + serverAheadMs;
}
