import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { operatorOf } from './authentication.js';
import { Problem } from './problem.js';

/** How often clients may come. */
export interface RateLimits {
  /** Requests of one operator in ten seconds. */
  readonly requestsMax: number;
  /** Requests of one address with a key that was not seen before, in a minute. */
  readonly unknownKeysMax: number;
}

/** Far above what one gateway can do on a small machine, far below what would hurt it. */
export const DEFAULT_RATE_LIMITS: RateLimits = { requestsMax: 20_000, unknownKeysMax: 60 };

const refuse: RequestHandler = (_request, response) => {
  const retryAfter = response.getHeader('Retry-After');
  throw Problem.of('RATE_LIMITED', { headers: { 'Retry-After': typeof retryAfter === 'string' ? retryAfter : '10' } });
};

const common = { standardHeaders: 'draft-7', legacyHeaders: false, handler: refuse } as const;

/** Limits requests per operator; must follow authentication. */
export function limitRequests({ requestsMax }: RateLimits): RequestHandler {
  return rateLimit({
    ...common,
    windowMs: 10_000,
    limit: requestsMax,
    keyGenerator: (_request, response) => operatorOf(response).id,
  });
}

/** Limits the verification of keys per address. */
export function limitUnknownKeys({ unknownKeysMax }: RateLimits): RequestHandler {
  return rateLimit({
    ...common,
    windowMs: 60_000,
    limit: unknownKeysMax,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
  });
}
