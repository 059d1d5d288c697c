import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const alias = { '@': root.replace(/\/$/, '') };
const exclude = [...configDefaults.exclude, '.next/**', 'dist/**', '.highwater/**'];

/** Three suites by what they run on; the harness behind the last two starts real parts once for the whole run. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.kafka.test.ts', '**/*.db.test.ts'],
          // Properties over many cases take their time on a machine that does other work.
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'kafka',
          include: ['**/*.kafka.test.ts'],
          exclude,
          globalSetup: ['e2e/harness/kafka-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'db',
          include: ['**/*.db.test.ts'],
          exclude,
          globalSetup: ['e2e/harness/postgres-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
