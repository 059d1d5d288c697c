import type { Permission, Principal } from '@/lib/domain/permission';
import { webRuntime } from './web-runtime';

/** In front of every answer of the API: who asks, or an error. Throws `unauthenticated`, `forbidden`, `rate_limited`, `database_unreachable`. */
export function authorize(request: Request, permission: Permission): Promise<Principal> {
  return webRuntime().gate.authorize(request, permission);
}
