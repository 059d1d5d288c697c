import { defineConfig } from 'prisma/config';

// Every Prisma command first downloads a native engine unless this names an executable file. `generate` and `validate`
// never start it; our own runner applies the migrations (lib/server/store/migrations.ts).
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
process.env.CHECKPOINT_DISABLE ??= '1';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost:5432/highwater' },
});
