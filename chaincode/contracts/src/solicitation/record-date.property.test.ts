import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RefusedCall, type Channel } from '../test-support/channel.js';
import {
  advanceTo,
  CUSTODIAN,
  FOUNDING_WITHOUT_WEEKENDS,
  instructionOf,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { amendmentTo, askFor, registerShare, shareBy } from '../test-support/solicited.js';

const { isin } = SHARE;
const DOCUMENT = 'd'.repeat(64);
const RECORD_DATE = '2026-11-20';
const VOTING = '2026-11-21';
const RUNS = 25;

/** Accounts between which units move: two holders, and a nominee for nobody and for each of them. */
const ACCOUNTS = ['ada', 'bob', 'pool', 'pool/ada', 'pool/bob'] as const;
type Account = (typeof ACCOUNTS)[number];
type Step = {
  readonly kind: 'issue' | 'transfer' | 'force' | 'redeem' | 'toPaper' | 'fromPaper';
  readonly from: Account;
  readonly to: Account;
  readonly units: number;
};

const account = fc.constantFrom(...ACCOUNTS);
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('issue', 'transfer', 'transfer', 'transfer', 'force', 'redeem', 'toPaper', 'fromPaper'),
  ...{ from: account, to: account, units: fc.integer({ min: 1, max: 30 }) },
});
const steps = fc.array(step, { maxLength: 8 });
const BY_ONE: ReadonlySet<Step['kind']> = new Set(['issue', 'fromPaper']);
/** Units that move in every way: chance alone may never bring any back from paper. */
const EVERY_KIND = (['issue', 'transfer', 'force', 'toPaper', 'fromPaper', 'redeem'] as const).map((kind): Step => ({
  kind,
  from: 'ada',
  to: BY_ONE.has(kind) ? 'ada' : 'bob',
  units: 5,
}));

let channel: Channel;
let restore: () => void;
const ids = new Map<string, string>();
let done = 0;

beforeAll(async () => {
  channel = await openedChannel(FOUNDING_WITHOUT_WEEKENDS);
  await registerShare(channel);
  for (const name of ['ada', 'bob', 'pool']) ids.set(name, await takeOn(channel, CUSTODIAN, name));
  const nominee = { partyId: idOf('pool'), holdsAs: 'nominee', document: DOCUMENT };
  await channel.submit(CUSTODIAN, 'party:declareCapacity', nominee);
  restore = channel.peer.ledger.checkpoint();
});

const idOf = (name: string): string => ids.get(name) ?? '';
const chainOf = (of: Account): readonly string[] => of.split('/').map(idOf);
/** Holder and designation, under the names that a command has for one side. */
function side(of: Account, holder: string, designation: string): object {
  const [first, ...owners] = chainOf(of);
  return { [holder]: first, ...(owners.length === 0 ? {} : { [designation]: owners }) };
}

/** A register kept by plain arithmetic, and what it was at the end of the record date. */
class Reference {
  readonly held = new Map<Account, number>(ACCOUNTS.map((of) => [of, 0]));
  /** Units of each certificate that is out, by its number. */
  readonly paper = new Map<string, number>();

  get total(): number {
    return [...this.held.values(), ...this.paper.values()].reduce((sum, units) => sum + units, 0);
  }

  take({ kind, from, to, units }: Step, number: string): void {
    if (kind !== 'issue' && kind !== 'fromPaper') this.add(from, -units);
    if (kind === 'issue' || kind === 'transfer' || kind === 'force') this.add(to, units);
    if (kind === 'toPaper') this.paper.set(number, units);
    if (kind === 'fromPaper') {
      this.add(to, this.paper.get(number) ?? 0);
      this.paper.delete(number);
    }
  }

  private add(to: Account, units: number): void {
    this.held.set(to, (this.held.get(to) ?? 0) + units);
  }
}

/** Carries a step out. @returns what it was done with, or undefined where it was refused */
async function carryOut(asked: Step, reference: Reference): Promise<string | undefined> {
  done += 1;
  const id = `P-${String(done)}`;
  const { kind, from, to, units } = asked;
  const basis = { basis: kind === 'force' ? 'court-order' : 'terms', document: DOCUMENT, isin };
  const [certificate] = reference.paper;
  try {
    if (kind === 'transfer') return await transfer(asked, id);
    if (kind === 'issue') {
      const allocations = [{ ...side(to, 'holderId', 'designation'), units: String(units) }];
      await channel.submit(ISSUER, 'register:issue', { isin, allocations });
    } else if (kind === 'force') {
      const sides = { ...side(from, 'fromHolderId', 'fromDesignation'), ...side(to, 'toHolderId', 'toDesignation') };
      await channel.submit(REGULATOR, 'register:forceTransfer', { ...basis, ...sides, units: String(units) });
    } else if (kind === 'redeem') {
      const of = side(from, 'holderId', 'designation');
      await channel.submit(ISSUER, 'register:redeem', { ...basis, ...of, units: String(units) });
    } else if (kind === 'toPaper') {
      const act = {
        isin,
        ...side(from, 'holderId', 'designation'),
        certificates: [{ number: id, units: String(units) }],
      };
      await channel.submit(REGULATOR, 'register:rematerialise', { act, basis: 'court-order', document: DOCUMENT });
    } else {
      if (certificate === undefined) return undefined;
      const certificates = [{ number: certificate[0], units: String(certificate[1]) }];
      const of = side(to, 'holderId', 'designation');
      await channel.submit(ISSUER, 'register:dematerialise', { ...basis, ...of, certificates });
      return certificate[0];
    }
    return id;
  } catch (error) {
    if (error instanceof RefusedCall) return undefined;
    throw error;
  }
}

async function transfer({ from, to, units }: Step, id: string): Promise<string | undefined> {
  const today = ((await channel.evaluate(CUSTODIAN, 'calendar:businessDate', ['TARGET'])) as { businessDate: string })
    .businessDate;
  const sides = { ...side(from, 'fromHolderId', 'fromDesignation'), ...side(to, 'toHolderId', 'toDesignation') };
  const instruction = {
    ...instructionOf(id, '', '', String(units)),
    tradeDate: today,
    settlementDate: today,
    ...sides,
  };
  await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions: [instruction] });
  const { result } = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
  const [{ status }] = (result as { readonly instructions: [{ readonly status: string }] }).instructions;
  return status === 'settled' ? id : undefined;
}

const moves = new Map<string, number>();
async function takeAll(all: readonly Step[], reference: Reference): Promise<void> {
  for (const each of all) {
    const number = await carryOut(each, reference);
    if (number === undefined) continue;
    moves.set(each.kind, (moves.get(each.kind) ?? 0) + 1);
    reference.take(each, number);
  }
}

test('what accounts vote with is what they had at the end of the record date, whatever moves before and after it', async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, steps, async (before, onTheDay, after) => {
      restore();
      const reference = new Reference();
      await takeAll([{ kind: 'issue', from: 'ada', to: 'ada', units: 60 }, ...before], reference);
      if (reference.total === 0) return;
      await askFor(
        channel,
        await amendmentTo(channel, shareBy(2, '2'), { recordDate: RECORD_DATE, deadline: '2026-11-30' }),
      );
      await takeAll(onTheDay, reference);
      const [held, total] = [new Map(reference.held), reference.total];
      await advanceTo(channel, VOTING);
      await takeAll(after, reference);
      const units = new Map<Account, number>();
      for (const of of ACCOUNTS) {
        const args = [isin, '1', chainOf(of).join('/')];
        const found = (await channel.evaluate(REGULATOR, 'solicitation:account', args)) as { readonly units: string };
        units.set(of, Number(found.units));
      }
      expect(units).toEqual(held);
      const shown = (await channel.evaluate(REGULATOR, 'solicitation:get', [isin, '1'])) as { readonly total: string };
      expect(Number(shown.total)).toBe(total);
    }),
    { numRuns: RUNS, examples: [[EVERY_KIND, EVERY_KIND, EVERY_KIND]] },
  );
  // a run in which nothing moved would show nothing
  expect([...moves.keys()].sort()).toEqual(['force', 'fromPaper', 'issue', 'redeem', 'toPaper', 'transfer']);
}, 240_000);
