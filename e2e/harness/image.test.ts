import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCompose, readImage } from './image';

describe('the image', () => {
  const image = readImage();

  test('runs as a user that is not root, on Node, with one folder to write to', () => {
    expect(image.base).toMatch(/^node:\d+-\w+-slim AS highwater$/);
    expect(image.user).toBe('node');
    expect(image.volumes).toEqual([image.environment.HIGHWATER_DATA_DIR]);
    expect(image.environment).toMatchObject({ NODE_ENV: 'production', HIGHWATER_HOST: '0.0.0.0' });
    for (const label of ['title', 'description', 'licenses', 'version'])
      expect(image.labels).toContain(`org.opencontainers.image.${label}=`);
  });

  test('takes the role as its command, and asks the web whether it is ready', () => {
    expect([...image.entrypoint, ...image.command]).toEqual(['node', 'dist/highwater.mjs', 'all']);
    expect(image.healthCheck.join(' ')).toContain('/readyz');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(readFileSync('Dockerfile', 'utf8')).toContain(`ARG VERSION=${version}\n`);
  });
});

describe('docker-compose.yml', () => {
  const { services, volumes } = readCompose();
  const own = Object.entries(services).filter(([, { image }]) => image === 'highwater');

  test('runs web and collector apart, read-only and without rights, on the same database and secret', () => {
    expect(own.map(([name, { command }]) => [name, command])).toEqual([
      ['web', ['web']],
      ['collector', ['collector']],
    ]);
    for (const [, service] of own) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], depends_on: { postgres: {} } });
      expect(service.environment).toMatchObject({ DATABASE_URL: services.web?.environment?.DATABASE_URL });
      expect(service.environment).toHaveProperty('HIGHWATER_SECRET', null);
    }
    expect(services.collector?.healthcheck).toEqual({ disable: true });
  });

  test('opens ports on this machine alone, and names every volume and service that it uses', () => {
    for (const { ports = [], volumes: mounted = [], depends_on: needed = {} } of Object.values(services)) {
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
      for (const volume of mounted) expect(volumes).toHaveProperty(volume.split(':')[0] ?? '');
      for (const [name, { condition }] of Object.entries(needed)) {
        expect(services).toHaveProperty(name);
        if (condition === 'service_healthy') expect(services[name]?.healthcheck?.test).toBeDefined();
      }
    }
  });
});
