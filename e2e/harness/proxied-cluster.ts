import { findFreePorts } from '@/demo/free-ports';
import type { KafkaCluster } from '@/demo/kafka-cluster';
import { startDisposableCluster } from './disposable-cluster';
import { clearWeather, type Weather } from './network-weather';
import { startTcpProxy, type TcpProxy } from './tcp-proxy';

/** A cluster with a second way in, which leads through a proxy before each broker; `bootstrapServers` is the direct one. */
export interface ProxiedCluster {
  readonly cluster: KafkaCluster;
  readonly proxiedServers: string;
  /** Of all brokers. */
  readonly weather: Weather;
  /** By place: that of broker 1 first. */
  readonly proxies: readonly TcpProxy[];
  discard(): Promise<void>;
}

/** Who comes in by the proxied listener is told the proxied addresses of all brokers. */
export async function startProxiedCluster(brokerCount = 3): Promise<ProxiedCluster> {
  const weather = clearWeather();
  const ports = await findFreePorts(new Array(brokerCount).fill(undefined));
  const proxies = await Promise.all(ports.map((port) => startTcpProxy(port, weather)));
  const cluster = await startDisposableCluster({
    brokerCount,
    extraProperties: (nodeId, base) => ({
      listeners: `${base.listeners},PROXIED://127.0.0.1:${ports[nodeId - 1]}`,
      'advertised.listeners': `${base['advertised.listeners']},PROXIED://127.0.0.1:${proxies[nodeId - 1]?.port}`,
      'listener.security.protocol.map': `${base['listener.security.protocol.map']},PROXIED:PLAINTEXT`,
    }),
  });
  return {
    cluster,
    weather,
    proxies,
    proxiedServers: proxies.map(({ port }) => `127.0.0.1:${port}`).join(','),
    async discard() {
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await cluster.discard();
    },
  };
}
