import { serveView } from '@/lib/server/http/serve-view';
import { operationRunView } from '@/lib/views/operation-runs';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(operationRunView);
