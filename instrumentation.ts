/** Runs once when the web process starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { startWeb } = await import('@/lib/server/http/start-web');
  startWeb({ checksAnswers: process.env.NODE_ENV !== 'production' });
}
