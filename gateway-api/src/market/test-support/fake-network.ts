import { createHash } from 'node:crypto';
import type { Answer, GatewayClient } from '../gateway-client.js';

type Json = Readonly<Record<string, unknown>>;

const refusal = (status: number, code: string): Answer => ({ status, body: { code, detail: code }, replayed: false });

/**
 * Stands for the gateways of a network that keeps its register in memory: holdings only, no lots, no signatures. It
 * answers with the statuses, codes and fields that the real gateways have.
 */
export class FakeNetwork {
  /** `isin holderId` -> units. */
  readonly holdings = new Map<string, bigint>();
  readonly #securities = new Set<string>();
  readonly #custodians = new Map<string, string>();
  readonly #replies = new Map<string, { readonly content: string; readonly answer: Answer }>();
  readonly #issued = new Map<string, bigint>();
  /** Requests that changed something or were refused; repetitions are not counted. */
  commands = 0;
  /** When set, what every transfer ends with. */
  outcomeOfTransfers: 'settled' | 'failed' | undefined;

  gateway(mspId: string): GatewayClient {
    return {
      mspId,
      get: (path) => Promise.resolve(this.#get(path)),
      post: (path, key, body) => Promise.resolve(this.#post(mspId, path, key, body as Json)),
    };
  }

  #get(path: string): Answer {
    const isin = /^\/v1\/securities\/(\w+)\/register/.exec(path)?.[1];
    if (isin === undefined) {
      const items = [...this.#securities].map((known) => ({ isin: known }));
      return { status: 200, body: { asOf: { block: this.commands }, items }, replayed: false };
    }
    const items = [...this.holdings]
      .filter(([holding, units]) => holding.startsWith(isin) && units > 0n)
      .map(([holding, units]) => ({ holderId: holding.split(' ')[1], units: units.toString() }))
      .sort((a, b) => String(a.holderId).localeCompare(String(b.holderId)));
    return { status: 200, body: { issuedUnits: (this.#issued.get(isin) ?? 0n).toString(), items }, replayed: false };
  }

  #post(mspId: string, path: string, key: string, body: Json): Answer {
    const content = JSON.stringify([path, body]);
    const known = this.#replies.get(`${mspId} ${key}`);
    if (known !== undefined) {
      return known.content === content ? { ...known.answer, replayed: true } : refusal(422, 'IDEMPOTENCY_KEY_REUSED');
    }
    this.commands += 1;
    const answer = this.#carryOut(mspId, path, key, body);
    this.#replies.set(`${mspId} ${key}`, { content, answer });
    return answer;
  }

  #carryOut(mspId: string, path: string, key: string, body: Json): Answer {
    const created = (more: Json): Answer => ({ status: 201, body: { block: this.commands, ...more }, replayed: false });
    if (path === '/v1/securities') {
      this.#securities.add(String(body['isin']));
      return created({});
    }
    if (path === '/v1/holders') {
      const digest = createHash('sha256').update(`${mspId} ${key}`).digest('hex').toUpperCase();
      const holderId = `H${digest.replace(/[0189]/g, 'A').slice(0, 32)}`;
      this.#custodians.set(holderId, mspId);
      return created({ holderId });
    }
    const isin = /^\/v1\/securities\/(\w+)\/issuances/.exec(path)?.[1];
    if (isin === undefined) return this.#transfer(mspId, key, body);
    for (const { holderId, units } of body['allocations'] as readonly { holderId: string; units: string }[]) {
      this.#add(isin, holderId, BigInt(units));
      this.#issued.set(isin, (this.#issued.get(isin) ?? 0n) + BigInt(units));
    }
    return created({});
  }

  #transfer(mspId: string, key: string, body: Json): Answer {
    const text = (field: string): string => String(body[field]);
    const [isin, from, to] = [text('isin'), text('fromHolderId'), text('toHolderId')];
    const units = BigInt(text('units'));
    if (from === to) return refusal(422, 'SAME_HOLDER');
    if (!this.#custodians.has(to)) return refusal(404, 'HOLDER_UNKNOWN');
    if (this.#custodians.get(from) !== mspId) return refusal(403, 'AUTHORITY_DENIED');
    const ended = (status: string, problem?: Json): Answer => ({
      status: 200,
      body: { id: key, status, block: this.commands, ...(problem === undefined ? {} : { problem }) },
      replayed: false,
    });
    if (this.outcomeOfTransfers !== undefined) return ended(this.outcomeOfTransfers);
    if ((this.holdings.get(`${isin} ${from}`) ?? 0n) < units) {
      return ended('refused', { code: 'UNITS_INSUFFICIENT', detail: 'too few' });
    }
    this.#add(isin, from, -units);
    this.#add(isin, to, units);
    return ended('settled');
  }

  #add(isin: string, holderId: string, units: bigint): void {
    const holding = `${isin} ${holderId}`;
    this.holdings.set(holding, (this.holdings.get(holding) ?? 0n) + units);
  }
}
