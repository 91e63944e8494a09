import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';
import { correlationIdOf } from './correlation.js';

/**
 * One line per answered request: route pattern, status, time, operator, correlation id. Neither query nor body nor
 * headers: they may hold personal data and keys.
 */
export function logRequests(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    quietReqLogger: true,
    quietResLogger: true,
    autoLogging: { ignore: (request) => request.url === '/healthz' || request.url === '/readyz' },
    serializers: { req: () => undefined, res: () => undefined },
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'error' : 'info'),
    customProps: describe,
  });
}

function describe(request: Parameters<RequestHandler>[0], response: Parameters<RequestHandler>[1]): object {
  const operator = response.locals['operator'] as { readonly id: string } | undefined;
  return {
    correlationId: correlationIdOf(response),
    method: request.method,
    route: routeOf(request),
    status: response.statusCode,
    ...(operator === undefined ? {} : { operator: operator.id }),
  };
}

/** The pattern of the matched route, never the path itself: a path may hold what a client mistook for one. */
export function routeOf(request: Parameters<RequestHandler>[0]): string {
  const route = request.route as { readonly path?: unknown } | undefined;
  return typeof route?.path === 'string' ? route.path : 'unmatched';
}
