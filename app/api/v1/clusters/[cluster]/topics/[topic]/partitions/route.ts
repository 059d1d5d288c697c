import { serveView } from '@/lib/server/http/serve-view';
import { topicPartitionsView } from '@/lib/views/topic-lists';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(topicPartitionsView);
