import { serveView } from '@/lib/server/http/serve-view';
import { alertRulesView } from '@/lib/views/alerts';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(alertRulesView);
