import { test as base, expect } from '@playwright/test';

export { expect };

/** What a journey may do to the brokers and the traffic under it; undo what you did before the test ends. */
export interface StackLevers {
  /** For Kafka's own tools: `host:port,…`. */
  readonly kafkaBrokers: string;
  /** Resolves when no offset moves any more. */
  pauseTraffic(): Promise<void>;
  resumeTraffic(): Promise<void>;
  killBroker(brokerId: number): Promise<void>;
  startBroker(brokerId: number): Promise<void>;
  pauseBroker(brokerId: number): Promise<void>;
  resumeBroker(brokerId: number): Promise<void>;
}

interface Fixtures {
  readonly stack: StackLevers;
  /** Console errors that a test brings about on purpose: `test.use({ expectedConsoleErrors: [/…/] })`. */
  readonly expectedConsoleErrors: readonly RegExp[];
  readonly strayErrors: undefined;
}

/** Playwright's `test` on the running stack; a stray console error or page error fails the test that caused it. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  baseURL: async ({}, use) => use(readVariable('E2E_BASE_URL')),
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  stack: async ({}, use) => use(createLevers()),
  expectedConsoleErrors: [[], { option: true }],
  strayErrors: [
    async ({ context, expectedConsoleErrors }, use) => {
      const errors: string[] = [];
      context.on('console', (message) => {
        if (message.type() === 'error') errors.push(`console: ${message.text()} (${message.location().url})`);
      });
      context.on('weberror', (error) => errors.push(`page: ${error.error().stack ?? error.error().message}`));
      await use(undefined);
      const stray = errors.filter((text) => !expectedConsoleErrors.some((pattern) => pattern.test(text)));
      expect(stray, 'no stray error on any page of this test').toEqual([]);
    },
    { auto: true },
  ],
});

function readVariable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: this needs the stack that playwright.config.ts starts`);
  return value;
}

function createLevers(): StackLevers {
  const pull = async (lever: string) => {
    const answer = await fetch(`${readVariable('E2E_CONTROL_URL')}/${lever}`, { method: 'POST' });
    if (!answer.ok) throw new Error(await answer.text());
  };
  return {
    get kafkaBrokers() {
      return readVariable('E2E_KAFKA_BROKERS');
    },
    pauseTraffic: () => pull('traffic/pause'),
    resumeTraffic: () => pull('traffic/resume'),
    killBroker: (brokerId) => pull(`broker/kill/${brokerId}`),
    startBroker: (brokerId) => pull(`broker/start/${brokerId}`),
    pauseBroker: (brokerId) => pull(`broker/pause/${brokerId}`),
    resumeBroker: (brokerId) => pull(`broker/resume/${brokerId}`),
  };
}
