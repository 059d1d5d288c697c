import { serveBurrow } from '@/lib/server/http/serve-burrow';

export const dynamic = 'force-dynamic';
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = serveBurrow();
