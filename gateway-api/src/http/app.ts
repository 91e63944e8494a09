import express, { type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { Authenticator } from '../operators/authenticator.js';
import { authenticate, requireRole, type CurrentOperator } from './authentication.js';
import { correlate } from './correlation.js';
import { CREDENTIAL_STATUS_PATH } from './credential-status-list.js';
import type { EventStreams } from './event-streams.js';
import type { Health } from './health.js';
import { healthz, readyz } from './health.js';
import type { Idempotency } from './idempotency.js';
import { readJsonBody } from './json-body.js';
import type { Metrics } from './metrics.js';
import { methodNotAllowed, routeNotFound } from './not-found.js';
import { answerProblem } from './problem-answer.js';
import { limitUnknownKeys, limitRequests, type RateLimits } from './rate-limits.js';
import { logRequests } from './request-log.js';
import type { Route } from './route.js';
import { runRoute } from './run-route.js';
import { receiveTable } from './upload.js';
import { EDITOR_PATH, openPage, VERIFIER_PATH } from './open-page.js';

/** What the app is made of. */
export interface AppParts {
  readonly mspId: string;
  readonly routes: readonly Route[];
  /** The description of the API: made when it is asked for. */
  readonly openApi: () => object;
  readonly authenticator: Authenticator;
  readonly current: CurrentOperator;
  readonly idempotency: Idempotency;
  readonly streams: EventStreams;
  readonly credentialStatusList: RequestHandler;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly rateLimits: RateLimits;
  /** Folder for what requests upload. */
  readonly directory: string;
}

/** The Express app of one organisation's gateway. */
export function createApp(parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(correlate(), parts.metrics.observeRequests(), logRequests(parts.logger), helmet(), noStore());
  addOpenRoutes(app, parts);
  const { authenticator, current, rateLimits } = parts;
  app.use('/v1', ...authenticate(authenticator, current, limitUnknownKeys(rateLimits)), limitRequests(rateLimits));
  const readTable = receiveTable(parts.directory);
  for (const route of parts.routes) addRoute(app, route, parts, readTable);
  app.get('/v1/events', parts.streams.handler());
  addMethodRefusals(app, parts.routes);
  app.use(routeNotFound());
  app.use(answerProblem(parts.logger));
  return app;
}

/** Answers hold positions of the register: no cache keeps them. */
function noStore(): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  };
}

function addOpenRoutes(app: Express, { health, metrics, openApi, credentialStatusList, rateLimits }: AppParts): void {
  app.get('/healthz', healthz(health));
  app.get('/readyz', readyz(health));
  app.get('/metrics', metrics.handler());
  app.get('/openapi.json', (_request, response) => {
    response.json(openApi());
  });
  app.get(VERIFIER_PATH, openPage(VERIFIER_PATH));
  app.get(EDITOR_PATH, openPage(EDITOR_PATH));
  app.get(CREDENTIAL_STATUS_PATH, limitUnknownKeys(rateLimits), credentialStatusList);
}

const OPEN_PATHS = [
  '/healthz',
  '/readyz',
  '/metrics',
  '/openapi.json',
  VERIFIER_PATH,
  EDITOR_PATH,
  CREDENTIAL_STATUS_PATH,
  '/v1/events',
];

function addRoute(app: Express, route: Route, { mspId, idempotency }: AppParts, readTable: RequestHandler): void {
  const { method, path, roles, takesTable } = route.declaration;
  const run = runRoute(route, mspId, idempotency);
  const readBody = takesTable === true ? [readTable] : readJsonBody();
  if (method === 'post') app.post(toExpressPath(path), requireRole(roles ?? ['maker']), readBody, run);
  else if (roles === undefined) app.get(toExpressPath(path), run);
  else app.get(toExpressPath(path), requireRole(roles), run);
}

function addMethodRefusals(app: Express, routes: readonly Route[]): void {
  const methods = new Map<string, Set<string>>(OPEN_PATHS.map((path) => [path, new Set(['GET', 'HEAD'])]));
  for (const { declaration } of routes) {
    const path = toExpressPath(declaration.path);
    const known = methods.get(path) ?? new Set<string>();
    for (const method of declaration.method === 'get' ? ['GET', 'HEAD'] : ['POST']) known.add(method);
    methods.set(path, known);
  }
  // `app.all` would add a handler for each of the thirty methods that Node knows
  for (const [path, known] of methods) app.route(path).all(methodNotAllowed([...known]));
}

/** `/v1/securities/{isin}` as Express writes it. */
function toExpressPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}
