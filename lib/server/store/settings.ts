import type { z } from 'zod';
import type { Database } from './database';

/** The stored value of a setting; null when it was never written or no longer fits its schema. */
export async function readSetting<Schema extends z.ZodType>(
  database: Database,
  key: string,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  const row = await database.prisma((client) => client.setting.findUnique({ where: { key } }));
  const parsed = schema.safeParse(row?.value);
  return parsed.success ? parsed.data : null;
}

/** Writes a setting; the value must be JSON. */
export async function writeSetting(
  database: Database,
  key: string,
  value: object | string | number | boolean,
): Promise<void> {
  await database.prisma((client) =>
    client.setting.upsert({ where: { key }, create: { key, value }, update: { value } }),
  );
}
