import { serveView } from '@/lib/server/http/serve-view';
import { groupRestorePointsView } from '@/lib/views/restore-points';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(groupRestorePointsView);
