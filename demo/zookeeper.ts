import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type StartedProcess, startProcess } from './child-process';
import type { KafkaJars } from './kafka-jars';
import { JVM_FLAGS } from './kafka-node';
import { describePropertiesFile, describeZooKeeperProperties } from './kafka-properties';

/** Starts the ZooKeeper of a Kafka before KRaft; brokers wait for it by themselves. */
export function startZooKeeper(
  { javaPath, classpath }: KafkaJars,
  dir: string,
  port: number,
): StartedProcess & { readonly configPath: string } {
  const configPath = join(dir, 'zookeeper.properties');
  const logPath = join(dir, 'zookeeper.log');
  mkdirSync(dir, { recursive: true });
  rmSync(logPath, { force: true });
  writeFileSync(configPath, describePropertiesFile(describeZooKeeperProperties(port, join(dir, 'data'))));
  const main = ['highwater.demo.ServerNode', 'org.apache.zookeeper.server.ZooKeeperServerMain', configPath];
  return { ...startProcess(javaPath, [...JVM_FLAGS, '-cp', classpath, ...main], { logPath }), configPath };
}
