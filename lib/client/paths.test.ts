import { describe, expect, test } from 'vitest';
import { paths } from './paths';

describe('paths', () => {
  test('1. every address', () => {
    expect(
      Object.fromEntries([
        ['home', paths.home()],
        ['signIn', paths.signIn('/clusters/demo?tab=x')],
        ['clusters', paths.clusters()],
        ['cluster', paths.cluster('demo')],
        ['brokers', paths.brokers('demo')],
        ['broker', paths.broker('demo', 0, 'configs')],
        ['topics', paths.topics('demo', { health: 'offline' })],
        ['topic', paths.topic('demo', 'orders', 'groups')],
        ['groups', paths.groups('demo', { status: 'stalled' })],
        ['group', paths.group('demo', 'billing', { topic: 'orders' })],
        ['lag', paths.lag('demo')],
      ]),
    ).toMatchInlineSnapshot(`
      {
        "broker": "/clusters/demo/brokers/0?tab=configs",
        "brokers": "/clusters/demo/brokers",
        "cluster": "/clusters/demo",
        "clusters": "/clusters",
        "group": "/clusters/demo/groups/billing?topic=orders",
        "groups": "/clusters/demo/groups?status=stalled",
        "home": "/",
        "lag": "/clusters/demo/lag",
        "signIn": "/sign-in?next=%2Fclusters%2Fdemo%3Ftab%3Dx",
        "topic": "/clusters/demo/topics/orders?tab=groups",
        "topics": "/clusters/demo/topics?health=offline",
      }
    `);
  });

  test.each(['a/b', '.', '..', '', '100%', '<b>x</b>', '组', '~', 'a?b#c'])(
    '2. the name %j stays one segment',
    (name) => {
      const url = new URL(paths.group('demo', name), 'http://localhost');
      expect(url.pathname.split('/')).toHaveLength(5);
      expect(url.pathname.startsWith('/clusters/demo/groups/')).toBe(true);
      expect(url.search + url.hash).toBe('');
    },
  );
});
