import { join } from 'node:path';
import { type KafkaVersion, NEWEST_KAFKA, needsZooKeeper } from './kafka-version';

export interface NodePorts {
  readonly nodeId: number;
  readonly port: number;
  readonly internalPort: number;
  readonly controllerPort: number;
}

const RACKS = ['rack-a', 'rack-b', 'rack-c'];

/** Configuration of one node, combined on KRaft: small, with racks and two log dirs, and quick to notice a lost broker. */
export function describeNodeProperties(
  node: NodePorts,
  all: readonly NodePorts[],
  nodeDir: string,
  version: KafkaVersion = NEWEST_KAFKA,
): Record<string, string> {
  const client = `CLIENT://127.0.0.1:${node.port}`;
  const internal = `INTERNAL://127.0.0.1:${node.internalPort}`;
  const base = {
    'broker.rack': RACKS[(node.nodeId - 1) % RACKS.length] ?? 'rack-a',
    'advertised.listeners': `${client},${internal}`,
    'inter.broker.listener.name': 'INTERNAL',
    'log.dirs': ['logs-a', 'logs-b'].map((name) => join(nodeDir, name)).join(','),
    ...describeReplication(all.length),
    ...SMALL,
  };
  if (needsZooKeeper(version)) {
    return {
      ...base,
      'broker.id': String(node.nodeId),
      listeners: `${client},${internal}`,
      'listener.security.protocol.map': 'CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT',
      'zookeeper.connect': `127.0.0.1:${zooKeeperPort(all)}`,
      'zookeeper.connection.timeout.ms': '60000',
      // As on KRaft, a broker that is killed must be seen as gone soon.
      'zookeeper.session.timeout.ms': '6000',
    };
  }
  return {
    ...base,
    'process.roles': 'broker,controller',
    'node.id': String(node.nodeId),
    listeners: `${client},${internal},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'listener.security.protocol.map': 'CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': all.map((peer) => `${peer.nodeId}@127.0.0.1:${peer.controllerPort}`).join(','),
    // A broker that is killed must be seen as gone soon: tests and people wait for it.
    'broker.session.timeout.ms': '6000',
    'broker.heartbeat.interval.ms': '1000',
    'metadata.max.idle.interval.ms': '2000',
    ...(version === NEWEST_KAFKA ? describeShareState(all.length) : {}),
  };
}

/** ZooKeeper listens where the first node's controller would. */
export function zooKeeperPort(all: readonly NodePorts[]): number {
  return all[0]?.controllerPort ?? 0;
}

/** Configuration of the one ZooKeeper of a cluster before KRaft. */
export function describeZooKeeperProperties(port: number, dir: string): Record<string, string> {
  return {
    dataDir: dir,
    clientPort: String(port),
    clientPortAddress: '127.0.0.1',
    maxClientCnxns: '0',
    tickTime: '2000',
    'admin.enableServer': 'false',
  };
}

function describeReplication(nodeCount: number): Record<string, string> {
  const replicas = String(Math.min(3, nodeCount));
  return {
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': minInSync(nodeCount),
    'default.replication.factor': replicas,
  };
}

function describeShareState(nodeCount: number): Record<string, string> {
  return {
    'share.coordinator.state.topic.num.partitions': '6',
    'share.coordinator.state.topic.replication.factor': String(Math.min(3, nodeCount)),
    'share.coordinator.state.topic.min.isr': minInSync(nodeCount),
    'share.coordinator.state.topic.segment.bytes': '8388608',
  };
}

function minInSync(nodeCount: number): string {
  return nodeCount >= 3 ? '2' : '1';
}

const SMALL = {
  'group.initial.rebalance.delay.ms': '0',
  'offsets.topic.num.partitions': '12',
  // Small segments: only closed ones are compacted, and a demo may run for days.
  'offsets.topic.segment.bytes': '8388608',
  'transaction.state.log.segment.bytes': '8388608',
  'transaction.state.log.num.partitions': '6',
  'num.partitions': '3',
  'auto.create.topics.enable': 'false',
  'delete.topic.enable': 'true',
  'log.retention.check.interval.ms': '30000',
  'log.cleaner.dedupe.buffer.size': '16777216',
  // After a restart the first broker up leads everything; preferred leaders come back within half a minute.
  'leader.imbalance.check.interval.seconds': '30',
  'num.network.threads': '2',
  'num.io.threads': '4',
  'background.threads': '4',
  'num.recovery.threads.per.data.dir': '1',
};

/** Text of a Java properties file; a backslash would escape the character after it. */
export function describePropertiesFile(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
}
