import { serveView } from '@/lib/server/http/serve-view';
import { groupsView } from '@/lib/views/groups';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(groupsView);
