import { expect, test } from 'vitest';
import { commandLine, configArgument } from './command-line';

test('1. arguments are quoted where a shell would read more into them', () => {
  expect(commandLine('kafka-topics', '--delete', '--topic', 'orders.v1')).toBe(
    'bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" --delete --topic orders.v1',
  );
  expect(commandLine('kafka-topics', "it's; rm $HOME")).toBe(
    `bin/kafka-topics.sh --bootstrap-server "$BOOTSTRAP_SERVERS" 'it'\\''s; rm $HOME'`,
  );
});

test('2. config values with commas stand in brackets', () => {
  expect(configArgument({ 'cleanup.policy': 'compact,delete', 'retention.ms': '1' })).toBe(
    'cleanup.policy=[compact,delete],retention.ms=1',
  );
});
