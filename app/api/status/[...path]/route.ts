import { serveCmakStatus } from '@/lib/server/http/serve-cmak-status';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveCmakStatus();
