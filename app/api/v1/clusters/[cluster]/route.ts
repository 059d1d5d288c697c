import { serveView } from '@/lib/server/http/serve-view';
import { clusterView } from '@/lib/views/clusters';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(clusterView);
