import { serveOperations } from '@/lib/server/http/openapi';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveOperations();
