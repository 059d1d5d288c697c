import { serveView } from '@/lib/server/http/serve-view';
import { freshnessObjectiveView } from '@/lib/views/freshness-objectives';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(freshnessObjectiveView);
