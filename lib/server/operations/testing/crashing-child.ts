import { createTopic } from '@/lib/operations/topics/create-topic';
import { createKafkaGateway, type KafkaGateway } from '@/lib/server/kafka/gateway';
import { type Database, openDatabase, type Queryable } from '@/lib/server/store/database';
import { executeOperation } from '../execute-operation';
import { CLUSTER_ID, confirmedRequest } from './operation-rig';

/** Creates a topic through the runner, and is killed at the n-th call to Postgres or Kafka, before or after it. */
const [databaseUrl = '', bootstrapServers = '', topic = '', crashAt = '0', side = 'before'] = process.argv.slice(2);
let calls = 0;

async function counted<T>(call: () => Promise<T>): Promise<T> {
  calls += 1;
  const isHere = isArmed && calls === Number(crashAt);
  if (isHere && side === 'before') process.kill(process.pid, 'SIGKILL');
  const result = await call();
  if (isHere) process.kill(process.pid, 'SIGKILL');
  return result;
}

function countDatabase(database: Database): Database {
  const countQueries = (queryable: Queryable): Queryable => ({
    query: (sql, values) => counted(() => queryable.query(sql, values)),
  });
  return {
    ...database,
    ...countQueries(database),
    transaction: (run) => counted(() => database.transaction((tx) => run(countQueries(tx)))),
  };
}

function countGateway(gateway: KafkaGateway): KafkaGateway {
  return new Proxy(gateway, {
    get: (target, name: keyof KafkaGateway) => {
      if (name === 'call') return (...args: Parameters<KafkaGateway['call']>) => counted(() => target.call(...args));
      const member = target[name];
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

let isArmed = false;
const database = countDatabase(openDatabase(databaseUrl));
const gateway = countGateway(createKafkaGateway({ bootstrapServers: bootstrapServers.split(',') }));
const access = { clusterId: CLUSTER_ID, gateway, database };
const request = await confirmedRequest(access, createTopic, { topic, partitionCount: 1, replicationFactor: 1 });
calls = 0;
isArmed = true;
await executeOperation(access, createTopic, request);
process.stdout.write(`calls ${calls}\n`);
process.exit(0);
