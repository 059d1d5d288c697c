import { createRandom } from '@/lib/domain/assignment-plan/testing/random-layout';
import type { GeneratedAssignment, GenerateRequest } from './kafka-generate';

/**
 * CMAK's "Generate": Kafka's placement without racks. Brokers ascending, a random start and a random shift a topic; the first replica
 * goes round the brokers, the others follow at a growing distance, which grows by one more each time all brokers had a turn.
 */
export function generateByCmak({ brokers, partitions, draws }: GenerateRequest, seed: number): GeneratedAssignment[] {
  const random = createRandom(seed);
  const ids = brokers.map(({ brokerId }) => brokerId).sort((left, right) => left - right);
  const below = () => Math.floor(random() * ids.length);
  return Array.from({ length: draws }, () => {
    const starts = new Map<string, { start: number; shift: number }>();
    return new Map(
      partitions.map(({ topic, partition, replicas }) => {
        const { start, shift } = starts.get(topic) ?? { start: below(), shift: below() };
        starts.set(topic, { start, shift });
        const first = (start + partition) % ids.length;
        const grown = shift + Math.floor(partition / ids.length);
        const distances = replicas.map((_, i) => (i === 0 ? 0 : 1 + ((grown + i - 1) % (ids.length - 1))));
        return [`${topic}:${partition}`, distances.map((distance) => ids[(first + distance) % ids.length] as number)];
      }),
    );
  });
}
