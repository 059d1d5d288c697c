import { z } from 'zod';
import { METRIC_PROFILES } from '@/lib/server/metric-profiles';
import { parseParams, readRequestParams } from './request-params';
import { type RouteHandlers, routeHandlers } from './respond';
import { webRuntime } from './web-runtime';

const params = z.strictObject({
  profile: z.enum(METRIC_PROFILES).optional(),
  cluster: z.string().max(100).optional(),
});

/** `/metrics?profile=&cluster=` for Prometheus. */
export function serveMetrics(): RouteHandlers {
  return routeHandlers({
    route: '/metrics',
    methods: {
      GET: {
        permission: 'metrics:view',
        answer: async (request, requestId) => {
          const { profile, cluster } = parseParams(params, readRequestParams(request, '/metrics'));
          const { metrics, metricProfiles } = webRuntime();
          const profiles = profile === undefined ? metricProfiles : [profile];
          const page = await metrics.formatPage({ profiles, clusterId: cluster ?? null });
          return new Response(page, {
            headers: {
              'content-type': 'text/plain; version=0.0.4; charset=utf-8',
              'cache-control': 'no-store',
              'x-request-id': requestId,
            },
          });
        },
      },
    },
  });
}
