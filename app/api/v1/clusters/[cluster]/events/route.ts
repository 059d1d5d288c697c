import { serveView } from '@/lib/server/http/serve-view';
import { eventsView } from '@/lib/views/events';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(eventsView);
