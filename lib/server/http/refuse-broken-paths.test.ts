import { createServer, get, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPathDecodable, refuseBrokenPaths } from './refuse-broken-paths';

test.each([
  ['/', true],
  ['/a%20b', true],
  ['/%E6%94%AF?x=1', true],
  ['/a?search=%', true],
  ['/%', false],
  ['http://evil.example/api', false],
  ['*', false],
  ['/%E0%A4%A', false],
  ['/%FF%FE', false],
  ['/ok/%zz/ok', false],
])('%s decodes: %s', (target, expected) => {
  expect(isPathDecodable(target)).toBe(expected);
});

describe('a server of the process', () => {
  const { emit } = Server.prototype;
  const server = createServer((_, response) => response.end('served'));
  beforeAll(async () => {
    refuseBrokenPaths();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    Server.prototype.emit = emit;
    await new Promise((resolve) => server.close(resolve));
  });

  const ask = (path: string) =>
    new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      get({ port, host: '127.0.0.1', path, agent: false }, (response) => {
        response.resume();
        resolve([response.statusCode, response.headers['content-type']]);
      }).on('error', reject);
    });

  test('answers a problem to a broken path and serves the others', async () => {
    expect(await ask('/a/%E0%A4%A')).toEqual([400, 'application/problem+json']);
    expect(await ask('/a/%E6%94%AF')).toEqual([200, undefined]);
  });
});
