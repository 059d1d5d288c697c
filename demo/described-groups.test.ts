import { describe, expect, test } from 'vitest';
import { parseDescribedGroups } from './described-groups';

const OUTPUT = `
Consumer group 'clickstream-archive' has no active members.

GROUP               TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID     HOST            CLIENT-ID
clickstream-archive clickstream     0          0               941             941             -               -               -
clickstream-archive clickstream     47         -               944             -               -               -               -

GROUP                   TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             CONSUMER-ID                                      HOST            CLIENT-ID
payments/eu "blue" – 支付 payments        4          720             733             13              payments-eu-beba9ea9-92b6-4b58-b78e-b55331efaefc /127.0.0.1      payments-eu
`;

describe('parseDescribedGroups', () => {
  test('1. a group whose name holds blanks, quotes and Chinese is one column', () => {
    expect(parseDescribedGroups(OUTPUT).at(-1)).toEqual({
      group: 'payments/eu "blue" – 支付',
      topic: 'payments',
      partition: 4,
      committedOffset: 720,
      logEndOffset: 733,
      lag: 13,
      memberId: 'payments-eu-beba9ea9-92b6-4b58-b78e-b55331efaefc',
      host: '/127.0.0.1',
      clientId: 'payments-eu',
    });
  });

  test('2. a dash is null, never zero', () => {
    const [owned, uncommitted] = parseDescribedGroups(OUTPUT);
    expect(owned).toMatchObject({ committedOffset: 0, lag: 941, memberId: null, host: null, clientId: null });
    expect(uncommitted).toMatchObject({ committedOffset: null, logEndOffset: 944, lag: null });
  });

  test('3. remarks between the tables are no rows', () => {
    expect(parseDescribedGroups(OUTPUT)).toHaveLength(3);
    expect(parseDescribedGroups('')).toEqual([]);
  });
});
