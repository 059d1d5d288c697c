import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

/** Builds what `npm start` runs: the generated database client, the web (Next standalone) and the two server bundles. */
function run(command: string, args: string[]): void {
  const started = Date.now();
  const result = spawnSync(command, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1' },
  });
  if (result.status !== 0) process.exit(result.status ?? 1);
  console.log(`build: ${args.join(' ')} took ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

async function bundleServers(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  await build({
    entryPoints: { highwater: 'lib/server/highwater.ts', collector: 'lib/server/collector/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'linked',
    banner: {
      js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    },
  });
}

/** Next leaves static files out of the standalone folder. */
function completeStandalone(): void {
  cpSync('.next/static', '.next/standalone/.next/static', { recursive: true });
  if (existsSync('public')) cpSync('public', '.next/standalone/public', { recursive: true });
}

run('npx', ['prisma', 'generate']);
await bundleServers();
run('npx', ['next', 'build']);
completeStandalone();
