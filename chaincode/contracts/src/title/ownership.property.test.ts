import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Vote, VotingRole } from '@scrip/model';
import fc from 'fast-check';
import { RefusedCall, type Channel } from '../test-support/channel.js';
import {
  advanceTo,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { adopt } from '../test-support/definitions.js';
import { BALLOT, castVote, DEED, titleBy } from '../test-support/title.js';
import { register } from '../test-support/securities.js';

const { isin } = SHARE;
const COURT = { basis: 'court-order', document: 'd'.repeat(64) } as const;
/** More for a long run. */
const RUNS = Number(process.env['SCRIP_OWNERSHIP_RUNS'] ?? '60');
const PEOPLE = 3;
const WITHIN_DAYS = 3;
const DAYS = [
  '2026-11-20',
  '2026-11-23',
  '2026-11-24',
  '2026-11-25',
  '2026-11-26',
  '2026-11-27',
  '2026-11-30',
] as const;

/** Who sits where, and who is the notary's deputy; the buyer's custodian is that of whoever buys. */
const SEATS: readonly VotingRole[] = ['registrar', 'notary', 'sellersCustodian', 'buyersCustodian'];
const DEPUTY = CUSTODIAN;
const custodianOf = (person: number): string => (person === 0 ? CUSTODIAN : ISSUER);

type Step =
  | { readonly do: 'instruct'; readonly from: number; readonly to: number; readonly units: number }
  | { readonly do: 'accept' | 'open' | 'settle' | 'withdraw'; readonly which: number }
  | {
      readonly do: 'vote';
      readonly which: number;
      readonly role: VotingRole;
      readonly decision: Vote['decision'];
      readonly asDeputy: boolean;
    }
  | { readonly do: 'force'; readonly from: number; readonly to: number; readonly units: number }
  | { readonly do: 'freeze'; readonly who: number; readonly units: number }
  | { readonly do: 'nextDay' };

const people = fc.integer({ min: 0, max: PEOPLE - 1 });
const which = fc.integer({ min: 0, max: 4 });
const units = fc.integer({ min: 1, max: 60 });
const pair = fc
  .tuple(people, fc.integer({ min: 1, max: PEOPLE - 1 }))
  .map(([from, by]) => ({ from, to: (from + by) % PEOPLE }));
const decisions = fc.oneof(
  { weight: 5, arbitrary: fc.constant('yes' as const) },
  { weight: 1, arbitrary: fc.constantFrom('no' as const, 'withdrawn' as const, 'stepsAside' as const) },
);
const steps = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(pair, units).map(([of, n]): Step => ({ do: 'instruct', ...of, units: n })) },
  { weight: 3, arbitrary: which.map((n): Step => ({ do: 'accept', which: n })) },
  { weight: 4, arbitrary: which.map((n): Step => ({ do: 'open', which: n })) },
  { weight: 5, arbitrary: which.map((n): Step => ({ do: 'settle', which: n })) },
  { weight: 1, arbitrary: which.map((n): Step => ({ do: 'withdraw', which: n })) },
  {
    weight: 10,
    arbitrary: fc
      .tuple(which, fc.constantFrom(...SEATS), decisions, fc.boolean())
      .map(([n, role, decision, asDeputy]): Step => ({ do: 'vote', which: n, role, decision, asDeputy })),
  },
  { weight: 1, arbitrary: fc.tuple(pair, units).map(([of, n]): Step => ({ do: 'force', ...of, units: n })) },
  { weight: 1, arbitrary: fc.tuple(people, units).map(([who, n]): Step => ({ do: 'freeze', who, units: n })) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: 'nextDay' }) },
);

/** A transfer as plain law sees it. */
interface Deal {
  readonly from: number;
  readonly to: number;
  readonly units: number;
  status: 'pending' | 'settled' | 'refused' | 'withdrawn';
  isAccepted: boolean;
  /** Day on which its ballot was opened. */
  openedOn?: number;
  readonly votes: Map<string, Vote['decision']>;
}

/** Who owns what, told plainly: written from the protocol's words, without the code under test. */
class PlainLaw {
  readonly held = [100, 60, 0];
  readonly frozen = [0, 0, 0];
  readonly deals: Deal[] = [];
  day = 0;

  free(who: number, but?: Deal): number {
    const reserved = this.deals
      .filter((deal) => deal !== but && deal.from === who && deal.status === 'pending' && deal.openedOn !== undefined)
      .reduce((sum, deal) => sum + deal.units, 0);
    return (this.held[who] ?? 0) - reserved - (this.frozen[who] ?? 0);
  }

  move(from: number, to: number, moved: number): void {
    this.held[from] = (this.held[from] ?? 0) - moved;
    this.held[to] = (this.held[to] ?? 0) + moved;
  }

  isOpen = (deal: Deal): boolean =>
    deal.status === 'pending' && deal.openedOn !== undefined && this.day <= deal.openedOn + WITHIN_DAYS;

  /** Registrar, and two of the other three; the deputy speaks for a notary that has stepped aside. */
  outcome(deal: Deal): 'passes' | 'fails' | 'waits' {
    const word = (role: VotingRole): Vote['decision'] | undefined => {
      const own = deal.votes.get(`${role} own`);
      return role === 'notary' && own === 'stepsAside' ? deal.votes.get('notary deputy') : own;
    };
    const others = (['notary', 'sellersCustodian', 'buyersCustodian'] as const).map(word);
    const yes = (said: Vote['decision'] | undefined): boolean => said === 'yes';
    if (yes(word('registrar')) && others.filter(yes).length >= 2) return 'passes';
    const no = (said: Vote['decision'] | undefined): boolean => said === 'no';
    if (no(word('registrar')) || others.filter(no).length >= 2) return 'fails';
    return this.isOpen(deal) ? 'waits' : 'fails';
  }

  settle(deal: Deal): void {
    if (deal.status !== 'pending') return;
    // nobody sells what it does not have
    if ((this.held[deal.from] ?? 0) < deal.units) deal.status = 'refused';
    if (deal.status !== 'pending' || !deal.isAccepted || deal.openedOn === undefined) return;
    const outcome = this.outcome(deal);
    if (outcome === 'fails') deal.status = 'refused';
    if (outcome !== 'passes' || this.free(deal.from, deal) < deal.units) return;
    deal.status = 'settled';
    this.move(deal.from, deal.to, deal.units);
  }
}

let channel: Channel;
let ids: readonly string[] = [];
let restore: () => void;

beforeAll(async () => {
  channel = await openedChannel();
  await adopt(channel, BALLOT);
  const title = titleBy('Ballot@1', { deputies: [{ for: 'notary', mspId: DEPUTY }] });
  await register(channel, { ...SHARE, title });
  for (const [index, name] of ['Ada', 'Bob', 'Cleo'].entries()) {
    ids = [...ids, await takeOn(channel, custodianOf(index), name)];
  }
  const [ada = '', bob = ''] = ids;
  for (const [holderId, count] of [
    [ada, '100'],
    [bob, '60'],
  ] as const) {
    await channel.submit(ISSUER, 'register:issue', { isin, allocations: [{ holderId, units: count }] });
  }
  restore = channel.peer.ledger.checkpoint();
}, 60_000);

const nameOf = (index: number): string => `deal-${String(index)}`;
const idOf = (person: number): string => ids[person] ?? '';

async function attempt(act: () => Promise<unknown>): Promise<void> {
  await act().catch((error: unknown) => {
    if (!(error instanceof RefusedCall)) throw error;
  });
}

/** Does a step on the ledger and in plain law: each decides for itself whether it may be done. */
async function take(step: Step, law: PlainLaw): Promise<void> {
  if (step.do === 'instruct') {
    const { from, to, units: count } = step;
    const instruction = instructionOf(nameOf(law.deals.length), idOf(from), idOf(to), String(count));
    await channel.submit(custodianOf(from), 'settlement:instruct', { instructions: [{ ...instruction, deed: DEED }] });
    law.deals.push({ from, to, units: count, status: 'pending', isAccepted: false, votes: new Map() });
    return;
  }
  if (step.do === 'nextDay') {
    if (law.day + 1 >= DAYS.length) return;
    law.day += 1;
    await advanceTo(channel, DAYS[law.day] ?? '');
    return;
  }
  if (step.do === 'force') {
    const { from, to, units: count } = step;
    const body = { ...COURT, isin, fromHolderId: idOf(from), toHolderId: idOf(to), units: String(count) };
    await attempt(() => channel.submit(REGULATOR, 'register:forceTransfer', body));
    if (law.free(from) >= count) law.move(from, to, count);
    return;
  }
  if (step.do === 'freeze') {
    const body = { ...COURT, isin, holderId: idOf(step.who), units: String(step.units) };
    await attempt(() => channel.submit(REGULATOR, 'register:freezeUnits', body));
    const most = law.held[step.who] ?? 0;
    // an order of the same authority takes the place of its earlier one; more than is held is refused
    if (step.units <= most) law.frozen[step.who] = step.units;
    return;
  }
  await decide(step, law);
}

async function decide(
  step: Exclude<Step, { do: 'instruct' | 'nextDay' | 'force' | 'freeze' }>,
  law: PlainLaw,
): Promise<void> {
  const deal = law.deals[step.which];
  if (deal === undefined) return;
  const id = nameOf(step.which);
  switch (step.do) {
    case 'accept': {
      const transfer = await channel.evaluate(REGISTRAR, 'settlement:instruction', [id]);
      const { terms } = transfer as { readonly terms: string };
      const body = { instructionId: id, party: idOf(deal.to), terms };
      await attempt(() => channel.submit(custodianOf(deal.to), 'settlement:accept', body));
      if (deal.status === 'pending') deal.isAccepted = true;
      return;
    }
    case 'open':
      await channel.submit(REGISTRAR, 'ownership:openBallots', { isin, instructionIds: [id] });
      if (deal.status !== 'pending' || !deal.isAccepted || deal.openedOn !== undefined) return;
      if (law.free(deal.from) >= deal.units) deal.openedOn = law.day;
      return;
    case 'settle':
      await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
      law.settle(deal);
      return;
    case 'withdraw':
      for (const [person, party] of [
        [deal.from, idOf(deal.from)],
        [deal.to, idOf(deal.to)],
      ] as const) {
        const body = { instructionId: id, party };
        await attempt(() => channel.submit(custodianOf(person), 'instruction:withdraw', body));
      }
      if (deal.status === 'pending') deal.status = 'withdrawn';
      return;
    case 'vote':
      if (deal.openedOn !== undefined) await voteOn(step, deal, law);
      return;
  }
}

async function voteOn(
  { which: index, role, decision, asDeputy: given }: Extract<Step, { do: 'vote' }>,
  deal: Deal,
  law: PlainLaw,
): Promise<void> {
  const asDeputy = given && role === 'notary';
  const seat: Partial<Record<VotingRole, string>> = {
    registrar: REGISTRAR,
    notary: asDeputy ? DEPUTY : REGULATOR,
    sellersCustodian: custodianOf(deal.from),
    buyersCustodian: custodianOf(deal.to),
  };
  await attempt(() => castVote(channel, seat[role] ?? '', nameOf(index), role, decision));
  const place = `${role} ${asDeputy ? 'deputy' : 'own'}`;
  // stepping aside is for good, and a deputy has no vote before it
  if (deal.votes.get(place) === 'stepsAside') return;
  if (asDeputy && deal.votes.get('notary own') !== 'stepsAside') return;
  if (law.isOpen(deal)) deal.votes.set(place, decision);
  // kept at the own peer it replaces the vote before, although the ballot takes it no longer
  else deal.votes.delete(place);
}

async function ledgerSays(law: PlainLaw): Promise<unknown> {
  const held: number[] = [];
  for (const id of ids) {
    const holding = (await channel.evaluate(REGISTRAR, 'register:holding', [isin, id])) as { units: string };
    held.push(Number(holding.units));
  }
  const deals: unknown[] = [];
  for (const [index, deal] of law.deals.entries()) {
    const { status, owner } = (await channel.evaluate(REGISTRAR, 'ownership:position', [nameOf(index)])) as {
      readonly status: string;
      readonly owner: string;
    };
    deals.push([status, owner === idOf(deal.to) ? 'buyer' : 'seller']);
  }
  return { held, deals };
}

const lawSays = (law: PlainLaw): unknown => ({
  held: law.held,
  deals: law.deals.map(({ status }) => [status, status === 'settled' ? 'buyer' : 'seller']),
});

describe('property: who owns what', () => {
  test('is the same by the ledger and by plain law after every step of any history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(steps, { minLength: 10, maxLength: 40 }), async (history) => {
        restore();
        const law = new PlainLaw();
        for (const step of history) {
          await take(step, law);
          expect([step, await ledgerSays(law)]).toEqual([step, lawSays(law)]);
        }
      }),
      { numRuns: RUNS },
    );
  }, 600_000);
});
