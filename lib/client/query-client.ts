import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api';
import { paths } from './paths';

const TRIES = 2;

function goToSignIn(): void {
  if (window.location.pathname !== paths.signIn()) {
    window.location.assign(paths.signIn(window.location.pathname + window.location.search));
  }
}

/** The one query client of a page: what the stream announces is read again, what failed in passing is tried again, who is not signed in signs in. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiProblem && error.code === 'unauthenticated') {
          goToSignIn();
        }
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        gcTime: 5 * 60_000,
        retry: (failures, error) => failures < TRIES && error instanceof ApiProblem && error.isPassing,
        retryDelay: (attempt) => 500 * 2 ** attempt,
        networkMode: 'always',
      },
    },
  });
}
