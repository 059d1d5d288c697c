import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { createGzip, gunzip } from 'node:zlib';
import type { GroupEvaluation, JudgedRound, TopicEvaluation } from '@/lib/domain/evaluation';
import type { GroupFacts, TopicFacts } from '@/lib/domain/snapshot';
import { runInSlices } from '@/lib/server/run-in-slices';

/** Grows when the layout of a stored round changes; a reader passes over numbers it does not know. */
const ROUND_FORMAT = 5;

/** A round on its way from a collector to a web process: what to compare is outside, the rest is packed. */
export interface EncodedRound {
  readonly clusterId: string;
  readonly epoch: number;
  readonly roundNumber: number;
  readonly capturedAtMs: number;
  readonly format: number;
  readonly body: Uint8Array;
}

/** Topics or groups that are packed at once: between two pieces other work has its turn. */
const PIECE = 64;

/** One part of a packed round. `rest` comes first, without what the others bring. */
type Piece =
  | { readonly part: 'rest'; readonly round: JudgedRound }
  | { readonly part: 'topics'; readonly items: readonly TopicFacts[] }
  | { readonly part: 'groups'; readonly items: readonly GroupFacts[] }
  | { readonly part: 'judgedTopics'; readonly items: readonly TopicEvaluation[] }
  | { readonly part: 'judgedGroups'; readonly items: readonly GroupEvaluation[] };

/** Packs a round; typed arrays, NaN and maps come back as they were. Pieces are compressed as they come. */
export async function encodeRound(round: JudgedRound): Promise<EncodedRound> {
  const { clusterId, capturedAtMs, collector } = round.snapshot;
  const gzip = createGzip({ level: 1 });
  const body = buffer(gzip);
  await runInSlices(packRound(round, (bytes) => gzip.write(bytes)));
  gzip.end();
  return {
    clusterId,
    capturedAtMs,
    epoch: collector.leaseEpoch,
    roundNumber: collector.roundNumber,
    format: ROUND_FORMAT,
    body: await body,
  };
}

/** Null for a round of a format that this version does not know. */
export async function decodeRound(encoded: EncodedRound): Promise<JudgedRound | null> {
  if (encoded.format !== ROUND_FORMAT) return null;
  return runInSlices(unpackRound(await promisify(gunzip)(encoded.body)));
}

/** Writes each piece after its length in four bytes. */
function* packRound(round: JudgedRound, write: (bytes: Buffer) => void): Generator<void, void> {
  for (const piece of listPieces(round)) {
    const bytes = serialize(piece);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    write(length);
    write(bytes);
    yield;
  }
}

function* listPieces({ snapshot, evaluation }: JudgedRound): Generator<Piece> {
  const bare = { ...evaluation, topics: new Map(), groups: new Map() };
  yield { part: 'rest', round: { snapshot: { ...snapshot, topics: [], groups: [] }, evaluation: bare } };
  for (const items of chunk(snapshot.topics)) yield { part: 'topics', items };
  for (const items of chunk(snapshot.groups)) yield { part: 'groups', items };
  for (const items of chunk([...evaluation.topics.values()])) yield { part: 'judgedTopics', items };
  for (const items of chunk([...evaluation.groups.values()])) yield { part: 'judgedGroups', items };
}

function* chunk<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += PIECE) yield items.slice(from, from + PIECE);
}

function* unpackRound(packed: Buffer): Generator<void, JudgedRound> {
  const topics: TopicFacts[] = [];
  const groups: GroupFacts[] = [];
  const judgedTopics = new Map<string, TopicEvaluation>();
  const judgedGroups = new Map<string, GroupEvaluation>();
  let rest: JudgedRound | null = null;
  for (let at = 0; at < packed.length; ) {
    const end = at + 4 + packed.readUInt32BE(at);
    const piece = deserialize(packed.subarray(at + 4, end)) as Piece;
    at = end;
    if (piece.part === 'rest') rest = piece.round;
    else if (piece.part === 'topics') topics.push(...piece.items);
    else if (piece.part === 'groups') groups.push(...piece.items);
    else if (piece.part === 'judgedTopics') for (const one of piece.items) judgedTopics.set(one.name, one);
    else for (const one of piece.items) judgedGroups.set(one.groupId, one);
    yield;
  }
  if (rest === null) throw new Error('a packed round has no beginning');
  return {
    snapshot: { ...rest.snapshot, topics, groups },
    evaluation: { ...rest.evaluation, topics: judgedTopics, groups: judgedGroups },
  };
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
