import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePorts } from './free-ports';

const demoDir = dirname(fileURLToPath(import.meta.url));
const agentsDir = join(demoDir, 'target', 'agents');
const EXPORTER_RULES = join(demoDir, 'jmx-exporter.yml');

/** Java agents that tell the metrics of each node over HTTP, on loopback. */
export interface BrokerAgents {
  readonly jvmFlags: (nodeId: number) => readonly string[];
  /** The address of a node's agent. */
  readonly url: (nodeId: number) => string;
  /** `1=http://…,2=http://…` */
  readonly urls: string;
}

/** Prometheus JMX exporters on free ports, one for each node from 1 up. */
export async function planExporters(nodeCount: number): Promise<BrokerAgents> {
  const jar = join(agentsDir, 'jmx_prometheus_javaagent.jar');
  return planAgents(nodeCount, '/metrics', (port) => `-javaagent:${jar}=127.0.0.1:${port}:${EXPORTER_RULES}`);
}

/** Jolokia agents likewise. */
export async function planJolokia(nodeCount: number, options = ''): Promise<BrokerAgents> {
  const jar = join(agentsDir, 'jolokia-agent-jvm-javaagent.jar');
  return planAgents(nodeCount, '/jolokia/', (port) => `-javaagent:${jar}=host=127.0.0.1,port=${port}${options}`);
}

async function planAgents(nodeCount: number, path: string, flag: (port: number) => string): Promise<BrokerAgents> {
  const ports = await findFreePorts(Array.from({ length: nodeCount }, () => undefined));
  const url = (nodeId: number) => `http://127.0.0.1:${ports[nodeId - 1]}${path}`;
  return {
    jvmFlags: (nodeId) => [flag(ports[nodeId - 1] ?? 0)],
    url,
    urls: ports.map((_, index) => `${index + 1}=${url(index + 1)}`).join(','),
  };
}
