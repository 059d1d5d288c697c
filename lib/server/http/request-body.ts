import type { z } from 'zod';
import { AppError } from '@/lib/domain/errors';

export interface BodyRules {
  readonly maxBytes: number;
  /** The shape in words, for who sends another. */
  readonly takes: string;
}

/**
 * The JSON body of a request, by its schema. JSON only: a form of another site cannot send that content type without
 * being asked for leave first. Throws `invalid_input`.
 */
export async function parseJsonBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  { maxBytes, takes }: BodyRules,
): Promise<z.output<Schema>> {
  if (!request.headers.get('content-type')?.toLowerCase().startsWith('application/json')) {
    throw badBody('send it as application/json');
  }
  const text = await readBounded(request, maxBytes);
  const parsed = schema.safeParse(parseJson(text));
  if (!parsed.success) throw badBody(`takes ${takes}`);
  return parsed.data;
}

async function readBounded(request: Request, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let sizeBytes = 0;
  for await (const chunk of request.body ?? []) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxBytes) throw badBody('is too long');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function badBody(message: string): AppError {
  return new AppError('invalid_input', 'The body does not parse', { fields: [{ field: 'body', message }] });
}
