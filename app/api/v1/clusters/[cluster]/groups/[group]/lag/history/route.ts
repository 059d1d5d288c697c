import { serveView } from '@/lib/server/http/serve-view';
import { groupLagHistoryView } from '@/lib/views/group-lag-history';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(groupLagHistoryView);
