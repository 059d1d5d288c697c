import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { gunzip, gzip } from 'node:zlib';
import type { JudgedRound } from '@/lib/domain/evaluation';

/** Grows when the layout of a stored round changes; a reader passes over numbers it does not know. */
const ROUND_FORMAT = 4;

/** A round on its way from a collector to a web process: what to compare is outside, the rest is packed. */
export interface EncodedRound {
  readonly clusterId: string;
  readonly epoch: number;
  readonly roundNumber: number;
  readonly capturedAtMs: number;
  readonly format: number;
  readonly body: Uint8Array;
}

/** Packs a round; typed arrays, NaN and maps come back as they were. */
export async function encodeRound(round: JudgedRound): Promise<EncodedRound> {
  const { clusterId, capturedAtMs, collector } = round.snapshot;
  const body = await promisify(gzip)(serialize(round), { level: 1 });
  return {
    clusterId,
    capturedAtMs,
    epoch: collector.leaseEpoch,
    roundNumber: collector.roundNumber,
    format: ROUND_FORMAT,
    body,
  };
}

/** Null for a round of a format that this version does not know. */
export async function decodeRound(encoded: EncodedRound): Promise<JudgedRound | null> {
  if (encoded.format !== ROUND_FORMAT) return null;
  return deserialize(await promisify(gunzip)(encoded.body)) as JudgedRound;
}

/** Whether `candidate` replaces `current`: a newer lease, or a later round under the same one. */
export function isNewerRound(
  candidate: Pick<EncodedRound, 'epoch' | 'roundNumber'>,
  current: Pick<EncodedRound, 'epoch' | 'roundNumber'> | null,
): boolean {
  if (current === null) return true;
  return (
    candidate.epoch > current.epoch ||
    (candidate.epoch === current.epoch && candidate.roundNumber > current.roundNumber)
  );
}

/** What a collector sends to its parent, and the parent to the web: a round over the IPC channel. */
export interface RoundMessage {
  readonly kind: 'highwater-round';
  readonly round: EncodedRound;
}

/** Null for messages of another kind. */
export function parseRoundMessage(message: unknown): EncodedRound | null {
  const candidate = message as Partial<RoundMessage> | null;
  if (typeof candidate !== 'object' || candidate?.kind !== 'highwater-round') return null;
  return candidate.round ?? null;
}
