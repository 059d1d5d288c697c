import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findFreePorts } from './free-ports';
import { ensureKafkaJars, type KafkaJars } from './kafka-jars';
import { createKafkaNode, type KafkaNode, type NodeProcess } from './kafka-node';
import { describeNodeProperties, describePropertiesFile, type NodePorts, zooKeeperPort } from './kafka-properties';
import { type KafkaVersion, NEWEST_KAFKA, needsZooKeeper } from './kafka-version';
import { type RecordedProcess, stopStaleProcesses } from './stale-processes';
import { startZooKeeper } from './zookeeper';

const execFileAsync = promisify(execFile);

export type { KafkaNode } from './kafka-node';

export interface KafkaCluster {
  readonly bootstrapServers: string;
  readonly nodes: readonly KafkaNode[];
  /** Stops every node, paused ones included; the data stays. */
  stop(): Promise<void>;
  /** Kills every node and deletes the data directory: the quick end of a cluster that nobody will start again. */
  discard(): Promise<void>;
}

export interface KafkaClusterOptions {
  readonly dataDir: string;
  /** Default the newest; before 3.0 with a ZooKeeper. A data directory belongs to one version. */
  readonly version?: KafkaVersion;
  readonly brokerCount?: number;
  /** Client ports to take when they are free. */
  readonly ports?: readonly number[];
  /** Over those that the node has anyway. */
  readonly extraProperties?: (
    nodeId: number,
    base: Readonly<Record<string, string>>,
  ) => Readonly<Record<string, string>>;
  /** Java agents and other flags of a node's JVM. */
  readonly jvmFlags?: (nodeId: number) => readonly string[];
}

/** What the data directory remembers between two starts. */
interface ClusterState {
  readonly clusterId: string;
  readonly nodes: readonly NodePorts[];
  readonly processes: readonly RecordedProcess[];
}

/**
 * Starts combined KRaft nodes, or a ZooKeeper and brokers, on 127.0.0.1 in one data directory, formatted on the first start and reused, with its
 * cluster id and where possible its ports, on the next. Resolves when every broker sees every other.
 */
export async function startKafkaCluster(options: KafkaClusterOptions): Promise<KafkaCluster> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const statePath = join(dataDir, 'cluster.json');
  const previous = readState(statePath);
  await stopStaleProcesses(previous?.processes ?? []);
  const { version = NEWEST_KAFKA } = options;
  const jars = await ensureKafkaJars(version);
  const ports = await choosePorts(options, previous?.nodes ?? []);
  const clusterId = previous?.clusterId ?? randomClusterId();

  const nodes: NodeProcess[] = [];
  const zooKeeper = needsZooKeeper(version)
    ? startZooKeeper(jars, join(dataDir, 'zookeeper'), zooKeeperPort(ports))
    : null;
  const saveState = () => writeState(statePath, clusterId, ports, [...nodes, ...(zooKeeper ? [zooKeeper] : [])]);
  for (const node of ports) nodes.push(prepareNode(node, ports, dataDir, jars, options, saveState));
  if (!previous && !zooKeeper) await formatStorage(jars, clusterId, nodes);
  saveState();

  const stop = async () => {
    await Promise.all(nodes.map((node) => node.stop()));
    await zooKeeper?.stop();
  };
  try {
    for (const node of nodes) node.spawn();
    await Promise.all(nodes.map((node) => node.waitUntilLive(nodes.length)));
  } catch (error) {
    await stop();
    throw error;
  }
  const discard = async () => {
    await Promise.all(nodes.map((node) => node.kill()));
    await zooKeeper?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { bootstrapServers: nodes.map((node) => `127.0.0.1:${node.port}`).join(','), nodes, stop, discard };
}

function prepareNode(
  node: NodePorts,
  all: readonly NodePorts[],
  dataDir: string,
  jars: KafkaJars,
  options: KafkaClusterOptions,
  onSpawn: () => void,
): NodeProcess {
  const nodeDir = join(dataDir, `node-${node.nodeId}`);
  const configPath = join(nodeDir, 'server.properties');
  const logPath = join(nodeDir, 'server.log');
  mkdirSync(nodeDir, { recursive: true });
  rmSync(logPath, { force: true });
  const base = describeNodeProperties(node, all, nodeDir, options.version);
  const properties = { ...base, ...options.extraProperties?.(node.nodeId, base) };
  writeFileSync(configPath, describePropertiesFile(properties));
  const { jvmFlags } = options;
  return createKafkaNode({
    nodeId: node.nodeId,
    port: node.port,
    configPath,
    logPath,
    jars,
    jvmFlags: jvmFlags?.(node.nodeId),
    onSpawn,
  });
}

async function choosePorts(options: KafkaClusterOptions, previous: readonly NodePorts[]): Promise<NodePorts[]> {
  const count = previous.length || (options.brokerCount ?? 3);
  const wanted = Array.from({ length: count }, (_, index) => {
    const before = previous[index];
    return [before?.port ?? options.ports?.[index], before?.internalPort, before?.controllerPort];
  });
  const found = await findFreePorts(wanted.flat());
  return wanted.map((_, index) => {
    const [port = 0, internalPort = 0, controllerPort = 0] = found.slice(index * 3, index * 3 + 3);
    return { nodeId: index + 1, port, internalPort, controllerPort };
  });
}

async function formatStorage(jars: KafkaJars, clusterId: string, nodes: readonly NodeProcess[]): Promise<void> {
  const flags = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-cp', jars.classpath];
  const configPaths = nodes.map((node) => node.configPath);
  await execFileAsync(jars.javaPath, [...flags, 'highwater.demo.FormatStorage', clusterId, ...configPaths]);
}

/** Kafka's form of a UUID: 22 characters of URL-safe base64; a leading dash would read as an option. */
function randomClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? randomClusterId() : id;
}

function readState(statePath: string): ClusterState | null {
  return existsSync(statePath) ? (JSON.parse(readFileSync(statePath, 'utf8')) as ClusterState) : null;
}

function writeState(
  statePath: string,
  clusterId: string,
  nodes: readonly NodePorts[],
  started: readonly Pick<NodeProcess, 'pid' | 'configPath'>[],
): void {
  const processes = started
    .filter((node) => node.pid > 0)
    .map((node) => ({ pid: node.pid, parentPid: process.pid, marker: node.configPath }));
  writeFileSync(statePath, JSON.stringify({ clusterId, nodes, processes } satisfies ClusterState, null, 2));
}
