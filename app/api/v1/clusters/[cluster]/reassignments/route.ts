import { serveView } from '@/lib/server/http/serve-view';
import { reassignmentsView } from '@/lib/views/reassignments';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(reassignmentsView);
