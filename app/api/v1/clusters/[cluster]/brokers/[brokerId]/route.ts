import { serveView } from '@/lib/server/http/serve-view';
import { brokerView } from '@/lib/views/brokers';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(brokerView);
