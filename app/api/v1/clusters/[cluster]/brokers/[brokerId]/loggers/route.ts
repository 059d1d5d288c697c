import { serveView } from '@/lib/server/http/serve-view';
import { brokerLoggersView } from '@/lib/views/broker-parts';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(brokerLoggersView);
