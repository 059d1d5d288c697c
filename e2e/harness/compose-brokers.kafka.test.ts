import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { ensureKafkaJars } from '@/demo/kafka-jars';
import { describePropertiesFile } from '@/demo/kafka-properties';
import { runCommand } from '@/scripts/run-command';
import { readCompose } from './image';

const folder = mkdtempSync(path.join(tmpdir(), 'compose-brokers-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** As Apache Kafka's image makes its properties: `KAFKA_NODE_ID` becomes `node.id`. */
function describeProperties(environment: Readonly<Record<string, unknown>>, name: string): Record<string, string> {
  const kafka = Object.entries(environment).filter(([key]) => key.startsWith('KAFKA_') && !key.endsWith('_OPTS'));
  const properties = kafka.map(([key, value]) => [key.slice(6).toLowerCase().replaceAll('_', '.'), String(value)]);
  const logDirs = String(environment.KAFKA_LOG_DIRS).replaceAll('/var/lib/kafka', path.join(folder, name));
  return { ...Object.fromEntries(properties), 'log.dirs': logDirs };
}

it('every broker of docker-compose.yml has properties that Kafka takes', async () => {
  const brokers = Object.entries(readCompose().services).filter(([, { image }]) => image?.startsWith('apache/kafka:'));
  expect(brokers).toHaveLength(3);
  const files = brokers.map(([name, { environment = {} }]) => {
    const file = path.join(folder, `${name}.properties`);
    writeFileSync(file, describePropertiesFile(describeProperties(environment, name)));
    return file;
  });
  const { javaPath, classpath } = await ensureKafkaJars();
  const clusterId = String(brokers[0]?.[1].environment?.CLUSTER_ID);
  const args = ['-cp', classpath, 'highwater.demo.FormatStorage', clusterId, ...files];
  const { exitCode, output } = await runCommand(javaPath, args);
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  for (const [index, [name]] of brokers.entries()) {
    for (const logDir of ['logs-a', 'logs-b']) {
      const meta = readFileSync(path.join(folder, name, 'data', logDir, 'meta.properties'), 'utf8');
      expect(meta).toContain(`node.id=${index + 1}\n`);
      expect(meta).toContain(`cluster.id=${clusterId}\n`);
    }
  }
});
