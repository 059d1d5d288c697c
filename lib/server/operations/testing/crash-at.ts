import type { KafkaGateway } from '@/lib/server/kafka/gateway';
import type { Database, Queryable } from '@/lib/server/store/database';
import type { ClusterAccess } from '../operation-context';

/** A crash of this process at its n-th call to Postgres or Kafka, just before or just after it. */
export interface Crash {
  /** Calls are counted from here on. */
  arm(): void;
  calls(): number;
  /** The same access, whose calls are counted. */
  wrap(access: ClusterAccess): ClusterAccess;
}

export function crashAt(callNumber: number, side: 'before' | 'after'): Crash {
  let calls = 0;
  let isArmed = false;

  async function counted<T>(call: () => Promise<T>): Promise<T> {
    calls += 1;
    const isHere = isArmed && calls === callNumber;
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

  return {
    arm: () => {
      calls = 0;
      isArmed = true;
    },
    calls: () => calls,
    wrap: ({ clusterId, gateway, database }) => ({
      clusterId,
      gateway: countGateway(gateway),
      database: countDatabase(database),
    }),
  };
}
