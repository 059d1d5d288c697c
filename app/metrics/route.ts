import { serveMetrics } from '@/lib/server/http/metrics-route';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveMetrics();
