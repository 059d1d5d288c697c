import { queryOptions } from '@tanstack/react-query';
import { readApi, sendApi } from './api';

/** Who asks, as the server sees it; null before the sign-in. `open`: sign-in is switched off. */
interface SessionAnswer {
  readonly isSignInNeeded: boolean;
  readonly principal: { readonly kind: 'open' | 'token' | 'session'; readonly name: string } | null;
}

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => readApi<SessionAnswer>('/session', {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });

/** Signs in with a token: the browser gets a session cookie. Rejects with `unauthenticated` for a wrong one. */
export async function startSession(token: string): Promise<void> {
  await sendApi('POST', '/session', { token });
}

export async function endSession(): Promise<void> {
  await sendApi('DELETE', '/session');
}
