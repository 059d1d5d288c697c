import { describe, expect, it } from 'vitest';
import { RequestLimiter } from './request-limiter';

describe('RequestLimiter', () => {
  it('never lets more run than its limit, and lets all of them run in the order they came', async () => {
    const limiter = new RequestLimiter(4);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const request = async (index: number) => {
      await limiter.acquire();
      order.push(index);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      limiter.release();
    };
    await Promise.all(Array.from({ length: 25 }, (_, index) => request(index)));
    expect(most).toBe(4);
    expect(order).toEqual(Array.from({ length: 25 }, (_, index) => index));
    expect(limiter.tryAcquire()).toBe(true);
  });

  it('has no place while all are taken', () => {
    const limiter = new RequestLimiter(1);
    expect([limiter.tryAcquire(), limiter.tryAcquire()]).toEqual([true, false]);
    limiter.release();
    expect(limiter.tryAcquire()).toBe(true);
  });
});
