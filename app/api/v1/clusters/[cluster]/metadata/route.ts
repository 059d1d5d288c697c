import { serveView } from '@/lib/server/http/serve-view';
import { clusterMetadataView } from '@/lib/views/metadata';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveView(clusterMetadataView);
