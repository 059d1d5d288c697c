import { serveCmakLiveness } from '@/lib/server/http/health-routes';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveCmakLiveness();
