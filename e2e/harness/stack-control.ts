import { createServer } from 'node:http';
import type { KafkaCluster } from '@/demo/kafka-cluster';
import type { Traffic } from '@/demo/traffic';

/** The stack lives in Playwright's main process and tests run in others: they pull these levers over loopback HTTP. */
export async function serveStackControl(
  cluster: KafkaCluster,
  traffic: Traffic,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    pullLever(request.url ?? '', cluster, traffic).then(
      () => response.writeHead(204).end(),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A listening server has a port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function pullLever(path: string, cluster: KafkaCluster, traffic: Traffic): Promise<void> {
  const [noun, verb, id] = path.slice(1).split('/');
  if (noun === 'traffic' && verb === 'pause') return traffic.pause();
  if (noun === 'traffic' && verb === 'resume') return traffic.resume();
  const node = cluster.nodes.find(({ nodeId }) => nodeId === Number(id));
  if (noun !== 'broker' || !node) throw new Error(`No lever at ${path}`);
  if (verb === 'kill') return node.kill();
  if (verb === 'start') return node.start();
  if (verb === 'pause') return node.pause();
  if (verb === 'resume') return node.resume();
  throw new Error(`No lever at ${path}`);
}
