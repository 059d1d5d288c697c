import { serveView } from '@/lib/server/http/serve-view';
import { electionPolicyView } from '@/lib/views/election-policy';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(electionPolicyView);
