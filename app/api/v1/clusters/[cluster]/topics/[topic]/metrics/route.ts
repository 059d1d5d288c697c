import { serveView } from '@/lib/server/http/serve-view';
import { topicMetricsView } from '@/lib/views/broker-metrics';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(topicMetricsView);
