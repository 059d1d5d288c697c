import { serveEvents } from '@/lib/server/http/events';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveEvents();
