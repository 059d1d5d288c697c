import { AppError } from '@/lib/domain/errors';

/** What a broker answers; null when the request to it failed. */
export async function unlessUnanswered<Answer>(read: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
