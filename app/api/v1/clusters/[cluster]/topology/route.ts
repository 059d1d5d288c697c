import { serveView } from '@/lib/server/http/serve-view';
import { topologyView } from '@/lib/views/topology';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(topologyView);
