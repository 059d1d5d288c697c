import { serveView } from '@/lib/server/http/serve-view';
import { topicsView } from '@/lib/views/topics';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(topicsView);
