import { serveView } from '@/lib/server/http/serve-view';
import { topicProducersView } from '@/lib/views/topic-producers';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(topicProducersView);
