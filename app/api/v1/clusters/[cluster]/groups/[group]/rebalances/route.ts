import { serveView } from '@/lib/server/http/serve-view';
import { groupRebalancesView } from '@/lib/views/group-rebalances';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(groupRebalancesView);
