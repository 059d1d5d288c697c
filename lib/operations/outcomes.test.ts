import { describe, expect, test } from 'vitest';
import { AppError, ERROR_CODES } from '@/lib/domain/errors';
import english from '@/lib/i18n/en/operations.json';
import { attempt, describeFailure, outcomeOf } from './outcomes';

const kafka = {
  errorOf: (errorNumber: number) =>
    errorNumber === 0
      ? null
      : ({ name: 'TOPIC_AUTHORIZATION_FAILED', number: errorNumber, retryable: false, message: '' } as never),
};

describe('what became of an item', () => {
  test('1. done has nothing to say', () => {
    expect(outcomeOf(kafka, 'a', 0)).toEqual({ subject: 'a', state: 'done', told: null, errorName: null });
  });

  test('2. Kafka’s own sentence is told as its own, its number by name where it has none', () => {
    expect(outcomeOf(kafka, 'a', 29, 'Not you.').told).toEqual({
      key: 'outcomeKafkaSays',
      values: { message: 'Not you.' },
    });
    expect(outcomeOf(kafka, 'a', 29, '').told).toEqual({
      key: 'outcomeKafkaAnswered',
      values: { error: 'TOPIC_AUTHORIZATION_FAILED' },
    });
  });

  test('3. a failure of any code has a sentence, with what is known as its value', () => {
    for (const code of ERROR_CODES) {
      const { told } = describeFailure('a', new AppError(code, 'what is known'));
      expect(english.message).toHaveProperty(told?.key ?? '');
      expect(told?.values).toEqual({ detail: 'what is known' });
    }
  });

  test('4. what may have reached a broker is unknown, what never left is failed', async () => {
    const failWith = (error: Error) => attempt(['a', 'b'], () => Promise.reject(error));
    const stateOf = async (error: Error) => (await failWith(error)).map(({ state }) => state);
    expect(await stateOf(new AppError('timed_out', 'x', { retryable: false }))).toEqual(['unknown', 'unknown']);
    expect(await stateOf(new AppError('cluster_unreachable', 'x', { retryable: true }))).toEqual(['failed', 'failed']);
    expect(await stateOf(new TypeError('a bug'))).toEqual(['unknown', 'unknown']);
  });
});
