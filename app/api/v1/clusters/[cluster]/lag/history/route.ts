import { serveView } from '@/lib/server/http/serve-view';
import { clusterLagHistoryView } from '@/lib/views/cluster-lag-history';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(clusterLagHistoryView);
