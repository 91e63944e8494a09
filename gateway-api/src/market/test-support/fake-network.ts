import { createHash } from 'node:crypto';
import { ProblemError } from '../../client/problem-error.js';
import type { Approval, HolderRegister, NewIssuance, NewTransfer, Operation } from '../../client/types.js';
import type { MarketClient } from '../operator-gateway.js';

const DATE = '2026-11-23';
const DIGEST = '0'.repeat(64);
const ISSUE = {
  channel: 'securities',
  function: 'register:issue',
  summary: '',
  body: null,
  bodyHash: DIGEST,
  maker: 'desk-1',
  proposedOn: DATE,
  expiresOn: DATE,
};

/** Does a command of a gateway once. */
type Once = <T>(key: string | undefined, body: object, work: (id: string) => T) => Promise<T>;

interface Committed {
  readonly transactionId: string;
  readonly block: number;
}

function refuse(status: number, code: string): never {
  const common = { type: 'about:blank', title: code, hint: '', retrySafe: false };
  throw new ProblemError(status, { ...common, status, code, detail: code });
}

/**
 * Stands for the gateways of a network that keeps its register in memory: holdings only, no lots, no signatures. It
 * answers with the fields and codes that the real gateways have.
 */
export class FakeNetwork {
  /** `isin holderId` -> units. */
  readonly holdings = new Map<string, bigint>();
  readonly #securities = new Set<string>();
  readonly #custodians = new Map<string, string>();
  readonly #replies = new Map<string, { readonly content: string; readonly reply: () => unknown }>();
  readonly #proposed = new Map<string, () => unknown>();
  readonly #adopted = new Set<string>();
  /** ISINs by the names of definitions. */
  readonly #isins = new Map<string, string>();
  readonly #trusted = new Set<string>();
  /** What waits for the consent of its receiver. */
  readonly #offered = new Map<string, () => void>();
  /** `isin role` of standing votes. */
  readonly #voters = new Set<string>();
  readonly #operations = new Map<string, Operation>();
  /** Commands that were not repetitions. */
  commands = 0;
  /** When set, what every accepted transfer ends with. */
  everyTransferEnds: 'settled' | 'failed' | undefined;

  /** Somebody else has registered a security. */
  holdsAlready(isin: string): void {
    this.#securities.add(isin);
  }

  gateway(mspId: string): MarketClient {
    const once: Once = (key, body, work) =>
      new Promise((resolve) => resolve(this.#once(`${mspId} ${key ?? ''}`, body, work)));
    const committed = (): Committed => ({ transactionId: '', block: this.commands });
    return {
      registerSecurity: (body, options) =>
        once(options?.idempotencyKey, body, () => {
          const isin = this.#isins.get(body.definition) ?? '';
          if (!this.#adopted.has(body.definition)) refuse(409, 'DEFINITION_NOT_ADOPTED');
          this.#securities.add(isin);
          return { isin, channel: 'securities', ...committed() };
        }),
      definitions: this.#definitionsAt(once, committed),
      claims: {
        make: (body, options) =>
          once(options?.idempotencyKey, body, (id) => {
            if (!this.#trusted.has(body.type)) refuse(422, 'CLAIM_ISSUER_UNTRUSTED');
            return { claimId: id, ...committed() };
          }),
        adoptTrust: (body, options) =>
          once(options?.idempotencyKey, body, (id) =>
            this.#propose(id, 'trust:adopt', () => this.#trusted.add(body.type)),
          ),
      },
      title: this.#titleAt(once, committed),
      registerParty: (body, options) =>
        once(options?.idempotencyKey, body, (id) => {
          const partyId = `P${id
            .toUpperCase()
            .replace(/[0189]/g, 'A')
            .slice(0, 32)}`;
          this.#custodians.set(partyId, mspId);
          return { partyId, channel: 'securities', custodian: mspId, ...committed() };
        }),
      issue: (isin, body, options) =>
        once(options?.idempotencyKey, body, (id) => this.#propose(id, 'register:issue', () => this.#issue(isin, body))),
      approve: ({ id }, options) =>
        once(options?.idempotencyKey, { id }, () => {
          this.#proposed.get(id)?.();
          return { ...ISSUE, id, status: 'approved', ...committed() };
        }),
      transfer: (body, options) => once(options?.idempotencyKey, body, (id) => this.#transfer(mspId, id, body)),
      operation: (id) => Promise.resolve(this.#operations.get(id) ?? refuse(404, 'OPERATION_NOT_FOUND')),
      securities: () => Promise.resolve({ asOf: this.#asOf(), items: this.#list() }),
      register: (isin) => Promise.resolve(this.#register(isin)),
    };
  }

  #definitionsAt(once: Once, committed: () => Committed): MarketClient['definitions'] {
    return {
      draft: (body, options) =>
        once(options?.idempotencyKey, body, () => {
          const { text = '' } = body;
          const name = /^[a-z]+ (\S+@\d+) /m.exec(text)?.[1] ?? '';
          const isin = /^ {2}isin (\S+)$/m.exec(text)?.[1];
          if (isin !== undefined) this.#isins.set(name, isin);
          return { name, hash: DIGEST, status: 'draft' as const, ...committed() };
        }),
      propose: (name, { hash }, options) =>
        once(options?.idempotencyKey, { name }, () => ({
          ...{ name, hash, status: 'proposed' as const },
          ...committed(),
        })),
      adopt: (name, body, options) =>
        once(options?.idempotencyKey, { name, ...body }, (id) =>
          this.#propose(id, 'definition:adopt', () => this.#adopted.add(name)),
        ),
    };
  }

  #titleAt(once: Once, committed: () => Committed): MarketClient['title'] {
    return {
      accept: (id, _body, options) =>
        once(options?.idempotencyKey, { id }, () => {
          this.#offered.get(id)?.();
          return { instructionId: id, terms: DIGEST, ...committed() };
        }),
      giveStandingVote: (isin, { role }, options) =>
        once(options?.idempotencyKey, { isin, role }, (id) =>
          this.#propose(id, 'ownership:giveStandingVote', () => this.#voters.add(`${isin} ${role}`)),
        ),
    };
  }

  /** What waits for its checker. */
  #propose(id: string, name: string, act: () => unknown): Approval {
    this.#proposed.set(id, act);
    return { ...ISSUE, function: name, id, status: 'proposed', transactionId: '', block: this.commands };
  }

  #asOf(): HolderRegister['asOf'] {
    return { channel: 'securities', block: this.commands, businessDate: DATE };
  }

  /** Only the number of items matters to those who ask. */
  #list(): never[] {
    return [...this.#securities] as never[];
  }

  #once<T>(name: string, body: object, work: (id: string) => T): T {
    const content = JSON.stringify(body);
    const known = this.#replies.get(name);
    if (known !== undefined) {
      return known.content === content ? (known.reply() as T) : refuse(422, 'IDEMPOTENCY_KEY_REUSED');
    }
    this.commands += 1;
    const keep = (reply: () => T): T => {
      this.#replies.set(name, { content, reply });
      return reply();
    };
    try {
      const result = work(createHash('sha256').update(name).digest('hex').slice(0, 40));
      return keep(() => result);
    } catch (error) {
      return keep(() => {
        throw error;
      });
    }
  }

  #issue(isin: string, { allocations }: NewIssuance): void {
    for (const { holderId, units } of allocations) this.#add(isin, holderId, BigInt(units));
  }

  #transfer(mspId: string, id: string, body: NewTransfer): Operation {
    const { isin, fromHolderId, toHolderId } = body;
    if (fromHolderId === toHolderId) refuse(422, 'SAME_HOLDER');
    const isVotedOn = [...this.#voters].some((voter) => voter.startsWith(isin));
    if (isVotedOn && body.deed === undefined) refuse(422, 'DEED_MISSING');
    if (!this.#custodians.has(toHolderId)) refuse(404, 'PARTY_UNKNOWN');
    if (this.#custodians.get(fromHolderId) !== mspId) refuse(403, 'AUTHORITY_DENIED');
    if (isVotedOn && body.acceptance === undefined) {
      const pending = this.#operationOf(id, body, 'pending');
      this.#offered.set(id, () => this.#end(id, body));
      return pending;
    }
    return this.#end(id, body);
  }

  /** Settles or refuses what everybody has agreed to. */
  #end(id: string, body: NewTransfer): Operation {
    const { isin, fromHolderId, toHolderId, units } = body;
    const isCovered = (this.holdings.get(`${isin} ${fromHolderId}`) ?? 0n) >= BigInt(units);
    const status: Operation['status'] = this.everyTransferEnds ?? (isCovered ? 'settled' : 'refused');
    if (status === 'settled') {
      this.#add(isin, fromHolderId, -BigInt(units));
      this.#add(isin, toHolderId, BigInt(units));
    }
    return this.#operationOf(id, body, status);
  }

  #operationOf(id: string, body: NewTransfer, status: Operation['status']): Operation {
    const { isin, fromHolderId, toHolderId, units } = body;
    const transfer = { isin, fromHolderId, toHolderId, units };
    const dates = { tradeDate: DATE, settlementDate: DATE };
    const common = {
      id,
      channel: 'securities',
      status,
      instructionId: id,
      ...transfer,
      ...dates,
      block: this.commands,
    };
    const problem = { type: '', title: '', status: 422, detail: '', code: 'UNITS_INSUFFICIENT', hint: '' };
    const operation = { ...common, ...(status === 'refused' ? { problem: { ...problem, retrySafe: false } } : {}) };
    this.#operations.set(id, operation);
    return operation;
  }

  #register(isin: string): HolderRegister {
    const items = [...this.holdings].flatMap(([holding, units]) => {
      const [ofIsin, holderId = ''] = holding.split(' ');
      const custodian = this.#custodians.get(holderId) ?? '';
      return ofIsin === isin && units > 0n ? [{ holderId, custodian, units: units.toString(), lots: 1 }] : [];
    });
    return { asOf: this.#asOf(), isin, issuedUnits: '0', holders: items.length, items };
  }

  #add(isin: string, holderId: string, units: bigint): void {
    const holding = `${isin} ${holderId}`;
    this.holdings.set(holding, (this.holdings.get(holding) ?? 0n) + units);
  }
}
