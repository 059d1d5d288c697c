import type { z } from 'zod';
import type { View } from '@/lib/views/view';
import { parseParams, readRequestParams } from './request-params';
import { jsonResponse, type RouteHandlers, routeHandlers } from './respond';
import { webRuntime } from './web-runtime';

/** Root of the paths of views. */
const API_ROOT = '/api/v1';

/** The route of a view: authorised, parsed, read, answered as JSON. */
export function serveView<Params extends z.ZodType, Response extends z.ZodType>(
  view: View<Params, Response>,
): RouteHandlers {
  const route = `${API_ROOT}${view.path}`;
  return routeHandlers({
    route,
    methods: {
      GET: {
        permission: view.permission,
        answer: async (request, requestId) => {
          const params = parseParams(view.params, readRequestParams(request, route));
          const runtime = webRuntime();
          const body = await view.read(runtime.source, params);
          if (runtime.checksAnswers) view.response.parse(body);
          return jsonResponse(body, requestId);
        },
      },
    },
  });
}
