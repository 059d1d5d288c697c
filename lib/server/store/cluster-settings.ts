import { z } from 'zod';
import type { Database } from './database';
import { readSetting, writeSetting } from './settings';

const settingKey = (clusterId: string, key: string) => `cluster/${clusterId}/${key}`;

/** A stored value of one cluster; null when it was never written. */
export async function readClusterSetting(database: Database, clusterId: string, key: string): Promise<unknown> {
  return readSetting(database, settingKey(clusterId, key), z.unknown());
}

/** Stores a value of one cluster; it must be JSON. */
export async function writeClusterSetting(
  database: Database,
  clusterId: string,
  key: string,
  value: object,
): Promise<void> {
  await writeSetting(database, settingKey(clusterId, key), value);
}
