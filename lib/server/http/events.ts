import { AppError } from '@/lib/domain/errors';
import { log } from '@/lib/server/log';
import { type RouteHandlers, routeHandlers } from './respond';
import { webRuntime } from './web-runtime';

const HEARTBEAT_MS = 15_000;
const MAX_CLIENTS = 1_000;

/** The one event stream: `event: round` with `{clusterId, capturedAtMs}` whenever a cluster has a new round. */
export function serveEvents(): RouteHandlers {
  return routeHandlers({
    route: '/api/v1/events',
    methods: { GET: { permission: 'cluster:view', answer: openStream } },
  });
}

function openStream(request: Request, requestId: string): Response {
  const { board, metrics } = webRuntime();
  if (metrics.streamCount() >= MAX_CLIENTS) {
    throw new AppError('rate_limited', 'Too many event streams are open', { retryable: true });
  }
  const encoder = new TextEncoder();
  let close = () => {};
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const unsubscribe = board.subscribe((notice) => send(`event: round\ndata: ${JSON.stringify(notice)}\n\n`));
      const heartbeat = setInterval(() => void beat(request, send, () => close()), HEARTBEAT_MS);
      let isOpen = true;
      close = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(heartbeat);
        unsubscribe();
        metrics.closeStream();
        try {
          controller.close();
        } catch (error) {
          log.debug({ err: error, requestId }, 'an event stream was closed by the client');
        }
      };
      metrics.openStream();
      request.signal.addEventListener('abort', close, { once: true });
      send('retry: 2000\n: connected\n\n');
    },
    cancel: () => close(),
  });
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
      'x-request-id': requestId,
    },
  });
}

/** Keeps proxies from closing the stream, and ends it for whoever was signed out meanwhile. */
async function beat(request: Request, send: (text: string) => void, close: () => void): Promise<void> {
  const isAllowed = await webRuntime()
    .gate.authorize(request, 'cluster:view')
    .then(
      () => true,
      (error: unknown) => error instanceof AppError && error.code === 'database_unreachable',
    );
  if (isAllowed) send(': heartbeat\n\n');
  else close();
}
