import { serveView } from '@/lib/server/http/serve-view';
import { topicHistoryView } from '@/lib/views/log-histories';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(topicHistoryView);
