import { createTopic } from '@/lib/operations/topics/create-topic';
import { createKafkaGateway } from '@/lib/server/kafka/gateway';
import { openDatabase } from '@/lib/server/store/database';
import { executeOperation } from '../execute-operation';
import { stepRuns } from '../step-runs';
import { crashAt } from './crash-at';
import { CLUSTER_ID, confirmedRequest } from './operation-rig';

/** Creates the topic, or without one goes on with the stepwise runs, and crashes at the call it is told. */
const [databaseUrl = '', bootstrapServers = '', topic = '', callNumber = '0', side = 'before'] = process.argv.slice(2);
const crash = crashAt(Number(callNumber), side === 'after' ? 'after' : 'before');
const access = crash.wrap({
  clusterId: CLUSTER_ID,
  gateway: createKafkaGateway({ bootstrapServers: bootstrapServers.split(',') }),
  database: openDatabase(databaseUrl),
});

if (topic === '') {
  crash.arm();
  while ((await stepRuns(access)) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
} else {
  const request = await confirmedRequest(access, createTopic, { topic, partitionCount: 1, replicationFactor: 1 });
  crash.arm();
  await executeOperation(access, createTopic, request);
}
process.stdout.write(`calls ${crash.calls()}\n`);
process.exit(0);
