import { describe, expect, inject, it } from 'vitest';
import { KAFKA_TOOLS, runKafkaTool } from '@/demo/kafka-tool';

describe('the test cluster', () => {
  it('has three brokers with racks, as Kafka sees it, and one reachable broker per address', async () => {
    const brokers = inject('kafkaBrokers');
    const { stdout, exitCode } = await runKafkaTool(KAFKA_TOOLS.logDirs, ['--bootstrap-server', brokers, '--describe']);
    expect(exitCode).toBe(0);
    const json = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? '{}');
    expect(json.brokers.map((broker: { broker: number }) => broker.broker).sort()).toEqual([1, 2, 3]);
    for (const broker of json.brokers) expect(broker.logDirs).toHaveLength(2);
  });
});
