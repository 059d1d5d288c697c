import { join } from 'node:path';

export interface NodePorts {
  readonly nodeId: number;
  readonly port: number;
  readonly internalPort: number;
  readonly controllerPort: number;
}

const RACKS = ['rack-a', 'rack-b', 'rack-c'];

/** Configuration of one combined KRaft node: small, with racks and two log dirs, and quick to notice a lost broker. */
export function describeNodeProperties(
  node: NodePorts,
  all: readonly NodePorts[],
  nodeDir: string,
): Record<string, string> {
  const replicas = String(Math.min(3, all.length));
  const minInSync = all.length >= 3 ? '2' : '1';
  return {
    'process.roles': 'broker,controller',
    'node.id': String(node.nodeId),
    'broker.rack': RACKS[(node.nodeId - 1) % RACKS.length] ?? 'rack-a',
    listeners: `CLIENT://127.0.0.1:${node.port},INTERNAL://127.0.0.1:${node.internalPort},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `CLIENT://127.0.0.1:${node.port},INTERNAL://127.0.0.1:${node.internalPort}`,
    'listener.security.protocol.map': 'CLIENT:PLAINTEXT,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'inter.broker.listener.name': 'INTERNAL',
    'controller.listener.names': 'CONTROLLER',
    'controller.quorum.voters': all.map((peer) => `${peer.nodeId}@127.0.0.1:${peer.controllerPort}`).join(','),
    'log.dirs': ['logs-a', 'logs-b'].map((name) => join(nodeDir, name)).join(','),
    'group.initial.rebalance.delay.ms': '0',
    'offsets.topic.num.partitions': '12',
    'offsets.topic.replication.factor': replicas,
    // Small segments: only closed ones are compacted, and a demo may run for days.
    'offsets.topic.segment.bytes': '8388608',
    'transaction.state.log.segment.bytes': '8388608',
    'share.coordinator.state.topic.segment.bytes': '8388608',
    'transaction.state.log.num.partitions': '6',
    'transaction.state.log.replication.factor': replicas,
    'transaction.state.log.min.isr': minInSync,
    'share.coordinator.state.topic.num.partitions': '6',
    'share.coordinator.state.topic.replication.factor': replicas,
    'share.coordinator.state.topic.min.isr': minInSync,
    'default.replication.factor': replicas,
    'num.partitions': '3',
    'auto.create.topics.enable': 'false',
    'delete.topic.enable': 'true',
    // A broker that is killed must be seen as gone soon: tests and people wait for it.
    'broker.session.timeout.ms': '6000',
    'broker.heartbeat.interval.ms': '1000',
    'log.retention.check.interval.ms': '30000',
    'log.cleaner.dedupe.buffer.size': '16777216',
    'metadata.max.idle.interval.ms': '2000',
    // After a restart the first broker up leads everything; preferred leaders come back within half a minute.
    'leader.imbalance.check.interval.seconds': '30',
    'num.network.threads': '2',
    'num.io.threads': '4',
    'background.threads': '4',
    'num.recovery.threads.per.data.dir': '1',
  };
}

/** Text of a Java properties file; a backslash would escape the character after it. */
export function describePropertiesFile(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value.replaceAll('\\', '\\\\')}\n`)
    .join('');
}
