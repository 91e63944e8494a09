import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { canonicalJson, compliance, parseIsin } from '@scrip/model';
import fc from 'fast-check';
import { amendRules } from '../test-support/amended-rules.js';
import { RefusedCall, type Channel, type Committed } from '../test-support/channel.js';
import type { Write } from '../test-support/ledger.js';
import {
  AUTHORISED,
  Expectation,
  FREEZERS,
  HOLDERS,
  type Holding,
  type Step,
} from '../test-support/expected-register.js';
import {
  CUSTODIAN,
  FOUNDING_WITHOUT_WEEKENDS,
  ISSUER,
  openedChannel,
  REGISTRAR,
  REGULATOR,
  SHARE,
  takeOn,
} from '../test-support/market.js';
import { register } from '../test-support/securities.js';

/** Sequences that are run; a long run names more. */
const RUNS = Number(process.env['SCRIP_REGISTER_RUNS'] ?? '200');
/** Sequences after which the channel goes back to how it was founded; until then each is on a security of its own. */
const RUNS_PER_CHANNEL = 25;
/** Business date of the channel when it is founded. */
const FOUNDED_ON = '2026-11-20';
const DOCUMENT = 'd'.repeat(64);
/** How often each kind of step is tried. */
const WEIGHTS: Readonly<Record<Step['kind'], number>> = {
  ...{ issue: 8, transfer: 8, force: 5, redeem: 3, recover: 3, consolidate: 2, nextDay: 1, amendRules: 1 },
  ...{ freezeUnits: 3, liftUnits: 3, freezeHolder: 2, liftHolder: 4, pause: 1, resume: 4, pledge: 3, release: 3 },
};
const kinds = Object.entries(WEIGHTS).map(([kind, weight]) => ({
  arbitrary: fc.constant(kind as Step['kind']),
  weight,
}));
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(...kinds),
  holder: fc.integer({ min: 0, max: HOLDERS - 1 }),
  other: fc.integer({ min: 0, max: HOLDERS - 1 }),
  units: fc.integer({ min: 1, max: 400 }),
  by: fc.constantFrom(...FREEZERS),
  releases: fc.boolean(),
});

interface Place {
  readonly channel: Channel;
  readonly ids: readonly string[];
  readonly bank: string;
  /** Leads back to the founded channel. */
  readonly restore: () => void;
  today: string;
}

let place: Place;
let sequences = 0;
const counted = new Map<string, { readonly done: number; readonly asked: number }>();

async function openPlace(): Promise<Place> {
  const channel = await openedChannel(FOUNDING_WITHOUT_WEEKENDS);
  const ids: string[] = [];
  for (const name of ['Ada', 'Bob', 'Cleo']) ids.push(await takeOn(channel, CUSTODIAN, name));
  const bank = await takeOn(channel, REGISTRAR, 'Bank');
  return { channel, ids, bank, restore: channel.peer.ledger.checkpoint(), today: FOUNDED_ON };
}

/** An ISIN of the tests by a number. */
function isinOf(number: number): string {
  const stem = `US${number.toString().padStart(9, '0')}`;
  const isValid = (digit: number): boolean => {
    try {
      parseIsin(`${stem}${String(digit)}`);
      return true;
    } catch {
      return false;
    }
  };
  return `${stem}${String([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].find(isValid) ?? '')}`;
}

/** Rules that no holder of a sequence can break. */
const allowing = (more: number): compliance.RuleSet => ({
  hold: compliance.RULES.holdingAtMost({ units: String(AUTHORISED + more) }),
});

/** What the register of a security tells, of which the test looks at this. */
interface Register {
  readonly issued: string;
  readonly businessDate: string;
  readonly holders: readonly { readonly holderId: string; readonly units: string }[];
}

/** One sequence: a security of its own on a channel that several share. */
class Run {
  readonly expected = new Expectation();
  private steps = 0;

  constructor(
    private readonly at: Place,
    private readonly isin: string,
  ) {}

  async take(asked: Step): Promise<void> {
    const given = this.expected.aimed(asked);
    this.steps += 1;
    const id = `${this.isin}-${String(this.steps)}`;
    const pledged = [...this.expected.of(given.holder).pledges.keys()][0] ?? 'none';
    const released = Math.min(given.units, this.expected.of(given.holder).frozen.get(given.by) ?? 0);
    const committed = await this.carryOut(given, id, pledged, released);
    const isDone = committed !== undefined;
    const count = counted.get(given.kind) ?? { done: 0, asked: 0 };
    counted.set(given.kind, { done: count.done + (isDone ? 1 : 0), asked: count.asked + 1 });
    // whether there are lots alike is the ledger's to say: nothing else depends on it
    const isAllowed = given.kind === 'consolidate' ? isDone : this.expected.take(given, id);
    expect([given, isDone]).toEqual([given, isAllowed]);
    if (committed !== undefined) {
      expectTrail(given, committed.writes);
      expectText(given, committed.writes);
    }
    // what is refused writes nothing, except that the instruction of a transfer stays: there is nothing new to compare
    if (isDone || given.kind === 'transfer') await this.expectInvariants();
  }

  /** @returns what was committed; undefined when the ledger refused */
  private async carryOut(given: Step, id: string, pledge: string, released: number): Promise<Committed | undefined> {
    try {
      return await this.send(given, id, pledge, released);
    } catch (error) {
      if (error instanceof RefusedCall && error.refusal !== undefined) return undefined;
      throw error;
    }
  }

  private send(given: Step, id: string, pledge: string, released: number): Promise<Committed | undefined> {
    const { isin } = this;
    const { channel, bank } = this.at;
    const { by } = given;
    const units = String(given.units);
    const [holderId, other] = [this.idOf(given.holder), this.idOf(given.other)];
    const order = { isin, basis: 'court-order', document: DOCUMENT };
    const both = { ...order, fromHolderId: holderId, toHolderId: other };
    const releases = given.releases && released > 0 ? { releases: [{ imposedBy: by, units: String(released) }] } : {};
    const terms = { isin, holderId, encumbranceId: id, units, beneficiary: bank, document: DOCUMENT };
    const act = (caller: string, name: string, body: object): (() => Promise<Committed>) => {
      return () => channel.submit(caller, `register:${name}`, body);
    };
    const acts: Readonly<Record<Step['kind'], () => Promise<Committed | undefined>>> = {
      issue: act(ISSUER, 'issue', { isin, allocations: [{ holderId, units }] }),
      redeem: act(ISSUER, 'redeem', { ...order, holderId, units }),
      transfer: () => this.transfer(id, holderId, other, units),
      force: act(REGULATOR, 'forceTransfer', { ...both, units, ...releases }),
      recover: act(REGISTRAR, 'recoverHolding', both),
      freezeUnits: act(by, 'freezeUnits', { ...order, holderId, units }),
      liftUnits: act(by, 'liftFreeze', { ...order, scope: 'units', holderId, imposedBy: by }),
      freezeHolder: act(REGULATOR, 'freezeHolder', { ...order, holderId }),
      liftHolder: act(REGULATOR, 'liftFreeze', { ...order, scope: 'holder', holderId, imposedBy: REGULATOR }),
      pause: act(REGULATOR, 'freezeSecurity', order),
      resume: act(REGULATOR, 'liftFreeze', { ...order, scope: 'security', imposedBy: REGULATOR }),
      pledge: act(CUSTODIAN, 'encumber', { act: { kind: 'pledge', ...terms } }),
      release: act(REGISTRAR, 'releaseUnits', { act: { isin, holderId, encumbranceId: pledge } }),
      consolidate: () => this.consolidate(holderId),
      nextDay: () => this.nextDay(),
      amendRules: () => amendRules(channel, isin, allowing(given.units)),
    };
    return acts[given.kind]();
  }

  private async transfer(id: string, from: string, to: string, units: string): Promise<Committed | undefined> {
    const { isin } = this;
    const { channel, today } = this.at;
    const instruction = { instructionId: id, isin, fromHolderId: from, toHolderId: to, units };
    const instructions = [{ ...instruction, tradeDate: today, settlementDate: today }];
    await channel.submit(CUSTODIAN, 'settlement:instruct', { instructions });
    const settled = await channel.submit(REGISTRAR, 'settlement:settle', { isin, instructionIds: [id] });
    const { instructions: outcomes } = settled.result as { readonly instructions: readonly { status: string }[] };
    if (outcomes[0]?.status === 'settled') return settled;
    expect(lotWrites(settled.writes)).toEqual([]);
    return undefined;
  }

  /** All lots of the day and price of the first one. */
  private async consolidate(holderId: string): Promise<Committed | undefined> {
    const { channel } = this.at;
    const { lots } = (await channel.evaluate(REGULATOR, 'register:holding', [this.isin, holderId])) as {
      readonly lots: readonly { readonly lotId: string; readonly acquiredOn: string; readonly price?: string }[];
    };
    const alike = lots.filter((lot) => lot.acquiredOn === lots[0]?.acquiredOn && lot.price === lots[0].price);
    const lotIds = alike.map(({ lotId }) => lotId);
    return channel.submit(CUSTODIAN, 'register:consolidate', { isin: this.isin, holderId, lotIds });
  }

  private async nextDay(): Promise<Committed> {
    const businessDate = new Date(Date.parse(this.at.today) + 86_400_000).toISOString().slice(0, 10);
    const body = { calendar: 'TARGET', businessDate, reason: 'outage' };
    await this.at.channel.submit(REGULATOR, 'calendar:correct', body);
    const committed = await this.at.channel.submit(REGISTRAR, 'calendar:correct', body);
    this.at.today = businessDate;
    return committed;
  }

  private idOf(index: number): string {
    return this.at.ids[index] ?? '';
  }

  /** I1, I2, I3 and I13 of the register as the ledger tells it: compared at once, for there are thousands of steps. */
  async expectInvariants(): Promise<void> {
    const { channel, ids, today } = this.at;
    const { expected } = this;
    const register = (await channel.evaluate(REGULATOR, 'register:holders', [this.isin])) as Register;
    const units = new Map(register.holders.map((entry) => [entry.holderId, Number(entry.units)]));
    const told: Readonly<Record<string, number>>[] = [];
    for (const id of ids) told.push(await this.freezesOf(id));
    const sum = [...units.values()].reduce((total, each) => total + each, 0);
    const registered = ids.map((id) => units.get(id) ?? 0);
    expect([Number(register.issued), sum, register.businessDate, registered, told]).toEqual([
      expected.issued,
      expected.issued,
      today,
      expected.holdings.map((each) => each.units),
      expected.holdings.map(toldOf),
    ]);
    expect(told.filter((each) => !isSound(each))).toEqual([]);
  }

  private async freezesOf(holderId: string): Promise<Readonly<Record<string, number>>> {
    const told = (await this.at.channel.evaluate(REGULATOR, 'register:freezes', [this.isin, holderId])) as Readonly<
      Record<string, string>
    >;
    const names = ['units', 'frozen', 'encumbered', 'reserved', 'available'];
    return Object.fromEntries(names.map((name) => [name, Number(told[name])]));
  }
}

/** What the ledger tells of a holding. */
const toldOf = ({ units, frozenUnits, pledged, available }: Holding): Readonly<Record<string, number>> => ({
  ...{ units, frozen: frozenUnits, encumbered: pledged, reserved: 0, available },
});

/** Nothing is below zero, and no freeze or encumbrance beyond the holding. */
const isSound = (told: Readonly<Record<string, number>>): boolean =>
  Math.min(...Object.values(told)) >= 0 &&
  Math.max(told['frozen'] ?? 0, told['encumbered'] ?? 0) <= (told['units'] ?? 0);

const lotWrites = (writes: readonly Write[]): readonly Write[] => writes.filter(({ key }) => key.startsWith('lot/'));
/** Kinds of movements whose entry names an order. */
const ORDERED = ['forcedTransfer', 'recovery', 'redeem'];

/** I10: whatever changes lots leaves, in the same transaction, an entry that says what, why, and by which verdict. */
function expectTrail(given: Step, writes: readonly Write[]): void {
  const entries = writes.filter(({ key }) => key.startsWith('movement/')).map(({ value }) => value ?? '{}');
  expect([given, lotWrites(writes).length > 0]).toEqual([given, entries.length > 0]);
  for (const text of entries) {
    const entry = JSON.parse(text) as Record<string, unknown>;
    expect(entry['verdictHash']).toMatch(/^[0-9a-f]{64}$/);
    expect(canonicalJson(entry)).toBe(text);
    const isOrdered = ORDERED.includes(String(entry['kind']));
    expect(entry['order'] !== undefined).toBe(isOrdered);
    if (isOrdered) expect(entry['order']).toMatchObject({ basis: 'court-order', document: DOCUMENT });
  }
}

/** Rules are written by an amendment alone, with the version of the text that brings them. */
function expectText(given: Step, writes: readonly Write[]): void {
  const isAmended = given.kind === 'amendRules';
  const kinds = ['rules/', 'ruleVersions/', 'security/'].map((kind) =>
    writes.filter(({ key }) => key.startsWith(kind)),
  );
  expect([given, ...kinds.map((of) => of.length > 0)]).toEqual([given, isAmended, isAmended, isAmended]);
}

beforeAll(async () => {
  place = await openPlace();
});

afterAll(() => {
  const lines = [...counted].map(([kind, { done, asked }]) => `${kind} ${String(done)}/${String(asked)}`);
  process.stdout.write(
    `register invariants: ${String(sequences)} sequences; done of asked: ${lines.sort().join(', ')}\n`,
  );
});

describe('property: the register under every act on it', () => {
  test(
    'adds up, keeps encumbrances within holdings and leaves a trail after every step',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (given) => {
          if (sequences % RUNS_PER_CHANNEL === 0) {
            place.restore();
            place.today = FOUNDED_ON;
          }
          sequences += 1;
          const isin = isinOf(sequences);
          await register(place.channel, {
            ...SHARE,
            isin,
            authorisedUnits: String(AUTHORISED),
          });
          const run = new Run(place, isin);
          const funded = { kind: 'issue', units: 300, other: 0, by: REGULATOR, releases: false } as const;
          for (const each of [{ ...funded, holder: 0 }, { ...funded, holder: 1 }, ...given]) await run.take(each);
          await run.expectInvariants();
        }),
        { numRuns: RUNS },
      );
      if (RUNS >= 100) for (const { done } of counted.values()) expect(done).toBeGreaterThan(0);
    },
    RUNS * 5_000,
  );
});
