import type { ColumnReader } from '../protocol/column-reader';
import type { ClusterTopology, TopicMetadata } from './cluster-metadata';

/**
 * Finds the topic that an answer names from the bytes of its name: big answers name the same topics again and again, and
 * a string for each costs more than all the rest of them. Names that are not plain ASCII are not found here.
 */
class TopicFinder {
  private readonly mask: number;
  /** Index in `topics` and one more, at the hash of the name or right after it; 0 where nothing is. */
  private readonly places: Int32Array;

  constructor(private readonly topics: readonly TopicMetadata[]) {
    const size = 2 ** Math.ceil(Math.log2(2 * topics.length + 2));
    this.mask = size - 1;
    this.places = new Int32Array(size);
    topics.forEach(({ name }, index) => {
      let place = hashName(name) & this.mask;
      while (this.places[place] !== 0) place = (place + 1) & this.mask;
      this.places[place] = index + 1;
    });
  }

  /** The topic whose name comes next, passing over the name; null, and nothing passed over, when it is not known. */
  find(reader: ColumnReader): TopicMetadata | null {
    const { buffer, offset } = reader;
    const length = reader.stringLength();
    const start = reader.offset;
    let hash = SEED;
    for (let at = start; at < start + length; at++) hash = mix(hash, buffer[at] as number);
    for (let place = hash & this.mask; ; place = (place + 1) & this.mask) {
      const topic = this.topics[(this.places[place] as number) - 1];
      if (topic === undefined) break;
      if (topic.name.length !== length || !isAt(topic.name, buffer, start)) continue;
      reader.offset = start + length;
      return topic;
    }
    reader.offset = offset;
    return null;
  }
}

const SEED = 0x811c9dc5 | 0;

/** One step of FNV-1a. */
function mix(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, 0x01000193);
}

function hashName(name: string): number {
  let hash = SEED;
  for (let at = 0; at < name.length; at++) hash = mix(hash, name.charCodeAt(at));
  return hash;
}

function isAt(name: string, buffer: Buffer, start: number): boolean {
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    if (code !== buffer[start + at] || code > 127) return false;
  }
  return true;
}

const finders = new WeakMap<ClusterTopology, TopicFinder>();

function finderOf(topology: ClusterTopology): TopicFinder {
  const known = finders.get(topology);
  if (known) return known;
  const made = new TopicFinder(topology.topics);
  finders.set(topology, made);
  return made;
}

/** Reads the name of a topic as one of the topology, or as a string when it is not there. */
export function readTopicOf(topology: ClusterTopology, reader: ColumnReader): TopicMetadata | string {
  const found = finderOf(topology).find(reader);
  if (found) return found;
  const name = reader.string();
  return topology.topicByName.get(name) ?? name;
}
