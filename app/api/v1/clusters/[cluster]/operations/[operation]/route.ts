import { serveOperation } from '@/lib/server/http/serve-operation';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveOperation();
