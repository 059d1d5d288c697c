import { serveView } from '@/lib/server/http/serve-view';
import { auditView } from '@/lib/views/audit';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(auditView);
