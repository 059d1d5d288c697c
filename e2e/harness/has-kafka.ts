import { inject } from 'vitest';

/** Whether the brokers under test are of this release line or a newer one: `it.skipIf(!hasKafka('3.8'))`. */
export function hasKafka(line: string): boolean {
  return inject('kafkaVersion').localeCompare(line, 'en', { numeric: true }) >= 0;
}
