import { randomUUID } from 'node:crypto';
import { type IncomingMessage, Server, type ServerResponse } from 'node:http';
import { AppError } from '@/lib/domain/errors';
import { problemResponse } from './problem';

/** Whether a request target is a path (not the absolute form that proxies get) in valid percent-encoding of UTF-8. */
export function isPathDecodable(target: string): boolean {
  const path = target.split('?', 1)[0] ?? '';
  if (!path.startsWith('/')) return false;
  if (!path.includes('%')) return true;
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Answers 400 to paths that do not decode, on every server of this process. The router of Next.js breaks on them before
 * any handler is asked, with a 500, and its standalone server has no hook earlier than the request event.
 */
export function refuseBrokenPaths(): void {
  const emit = Server.prototype.emit;
  Server.prototype.emit = function emitUnlessBroken(this: Server, event: string | symbol, ...details: unknown[]) {
    const [request, response] = details as [IncomingMessage, ServerResponse];
    if (event !== 'request' || isPathDecodable(request.url ?? '')) {
      return emit.apply(this, [event, ...details] as Parameters<typeof emit>);
    }
    void answerBrokenPath(response);
    return true;
  };
}

async function answerBrokenPath(response: ServerResponse): Promise<void> {
  const error = new AppError('invalid_input', 'The path is not valid percent-encoding', {
    fields: [{ field: 'path', message: 'is not valid percent-encoding' }],
  });
  const problem = problemResponse(error, { requestId: randomUUID() });
  response.writeHead(problem.status, Object.fromEntries(problem.headers));
  response.end(await problem.text());
}
