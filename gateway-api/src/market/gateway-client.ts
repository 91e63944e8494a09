import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Organization } from '@scrip/config';
import { z } from 'zod';

/** What a gateway answered. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** The answer of an earlier request with the same Idempotency-Key. */
  readonly replayed: boolean;
}

/** One organisation's gateway, as one of its operators uses it. */
export interface GatewayClient {
  readonly mspId: string;
  get(path: string): Promise<Answer>;
  /** @param waitSeconds how long the gateway may wait for the end of an operation before it answers */
  post(path: string, key: string, body: object, waitSeconds?: number): Promise<Answer>;
}

/** Attempts of one request that the gateway calls safe to repeat. */
const ATTEMPTS_MAX = 8;
const RETRY_PAUSE_MS = 500;
const REQUEST_TIMEOUT_MS = 90_000;

const RetryableProblem = z.object({ retrySafe: z.literal(true) });

/** Key of the operator who makes commands, as the gateway left it at its first start. */
function operatorKey(data: string, { mspId, operators }: Organization): string {
  const operator = operators.find(({ roles }) => roles.includes('maker')) ?? operators[0];
  if (operator === undefined) throw new Error(`${mspId} has no operator`);
  const path = join(data, 'gateway', mspId, `${operator.id}.key`);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Error(`the key of operator ${operator.id} of ${mspId} is not at ${path}; start its gateway first`, {
      cause: error,
    });
  }
}

/** Opens the gateway of an organisation with the key of its first operator who may make commands. */
export function openGatewayClient(data: string, organization: Organization, url: string): GatewayClient {
  const authorization = `Bearer ${operatorKey(data, organization)}`;
  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = { ...(init.headers as Record<string, string> | undefined), Authorization: authorization };
    const signal = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    const response = await fetch(new URL(path, url), { ...init, headers, signal });
    const body: unknown = await response.json();
    return { status: response.status, body, replayed: response.headers.get('Idempotency-Replayed') === 'true' };
  };
  return {
    mspId: organization.mspId,
    get: (path) => repeated(() => send(path, {})),
    post: (path, key, body, waitSeconds) => {
      const prefer: Record<string, string> = waitSeconds === undefined ? {} : { Prefer: `wait=${waitSeconds}` };
      const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...prefer };
      return repeated(() => send(path, { method: 'POST', headers, body: JSON.stringify(body) }));
    },
  };
}

/** Repeats a request while the gateway says that it may be repeated, or the connection breaks. */
async function repeated(request: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const last = attempt === ATTEMPTS_MAX;
    try {
      const answer = await request();
      const retry = answer.status >= 400 && RetryableProblem.safeParse(answer.body).success;
      if (!retry || last) return answer;
    } catch (error) {
      if (last || !(error instanceof TypeError)) throw error;
    }
    await delay(RETRY_PAUSE_MS);
  }
}
