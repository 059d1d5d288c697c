import { serveView } from '@/lib/server/http/serve-view';
import { alertTrialView } from '@/lib/views/alert-trial';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(alertTrialView);
