import { serveView } from '@/lib/server/http/serve-view';
import { groupMembersView } from '@/lib/views/group-lists';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(groupMembersView);
