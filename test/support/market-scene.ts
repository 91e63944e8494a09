import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { OperatorRole } from '@scrip/config';
import {
  ProblemError,
  type Approval,
  type ClaimReceipt,
  type NewClaim,
  type NewInstruction,
  type NewParty,
  type Operation,
  type ScripClient,
} from '@scrip/gateway-api';
import type {
  BusinessDate,
  DayPhase,
  EnrolmentTerms,
  KeyPurpose,
  LedgerName,
  MspId,
  NetworkName,
  PartyId,
} from '@scrip/model';
import { authorise, enrolKeys, newSecret, p256Signer, signTransfer, type Signer, type Validity } from '@scrip/signing';
import { AURORA, BOREALIS, CIRRUS, DELTA, MEMBERS } from './consortium.js';
import { registerLike } from './definitions.js';
import type { EngineName } from './engine.js';
import { eventually } from './eventually.js';
import { listedSecurities } from './listed.js';
import { freeFirstPort, StartedConsortium } from './start.js';

const ADDRESS = { line1: '1 Sample Street', city: 'Dublin', postalCode: 'D02 X285', country: 'IE' };
const BOTH: readonly KeyPurpose[] = ['authentication', 'instruction'];
const DAY_MS = 86_400_000;
const SETTLES_WITHIN_MS = 30_000;
/** How often a refusal is tried when somebody else's block comes between. */
const REFUSALS_MAX = 4;

/** The date some weekdays after another one: the calendar has no holidays while tests run. */
export function afterWeekdays(date: string, days: number): BusinessDate {
  let time = Date.parse(date);
  for (let left = days; left > 0; left -= [0, 6].includes(new Date(time).getUTCDay()) ? 0 : 1) time += DAY_MS;
  return new Date(time).toISOString().slice(0, 10) as BusinessDate;
}

/** A leg of a joint instruction. */
type Leg = NewInstruction['legs'][number];

/** A person with a key of its own, which no gateway has. */
export interface KeyedPerson {
  readonly partyId: PartyId;
  readonly signer: Signer;
}

/** The consortium as its users see it: four gateways, operators with keys, and people with keys of their own. */
export class MarketScene {
  readonly #securities = new Map<number, Promise<string>>();
  readonly #done = new Map<string, Promise<unknown>>();

  private constructor(
    readonly consortium: StartedConsortium,
    /** Folder of the consortium. */
    readonly data: string,
    /** What people sign for. */
    readonly ledger: LedgerName,
    private businessDate: BusinessDate,
  ) {}

  /** The business date of the calendar that decides about people. */
  get today(): BusinessDate {
    return this.businessDate;
  }

  static async open(engine: EngineName): Promise<MarketScene> {
    const data = mkdtempSync(join(tmpdir(), 'scrip-market-'));
    const options = { args: ['--empty'] };
    const consortium = await StartedConsortium.start(engine, data, await freeFirstPort(), options);
    if (consortium.hasEnded) throw new Error(`the consortium did not start\n${consortium.output}`);
    const known = await consortium.client(0, AURORA).parties.ledger();
    const ledger = { network: known.network as NetworkName, channel: known.channel };
    return new MarketScene(consortium, data, ledger, known.asOf.businessDate as BusinessDate);
  }

  /** Ends the consortium. Whatever was done here has left a register to which no member's audit objects. */
  async close(): Promise<void> {
    try {
      if (!this.consortium.hasEnded) for (const mspId of MEMBERS) await this.expectCleanAudit(mspId);
    } finally {
      // a consortium that is left running keeps the test runner from ending, and the ports from the next suite
      await this.consortium.interrupt();
      rmSync(this.data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  }

  private async expectCleanAudit(mspId: string): Promise<void> {
    const { clean, findings, readModel } = await this.at(mspId).audit();
    expect({ mspId, clean, findings, differences: readModel.differences }).toEqual({
      ...{ mspId, clean: true, findings: [], differences: [] },
    });
  }

  /** A client of an organisation's gateway, as its operator with a role. */
  at(mspId: string, role: OperatorRole = 'maker'): ScripClient {
    return this.consortium.client(MEMBERS.indexOf(mspId), mspId, role);
  }

  /** The business date some calendar days from now. */
  day(days: number): BusinessDate {
    return new Date(Date.parse(this.today) + days * DAY_MS).toISOString().slice(0, 10) as BusinessDate;
  }

  /** The business date some business days from now. */
  businessDay(days: number): BusinessDate {
    return afterWeekdays(this.today, days);
  }

  /**
   * Ends the business day and opens the next one: calendar authority and registrar take each step together.
   *
   * @param seenBy - members whose peers answer
   */
  async nextDay(seenBy: readonly string[] = MEMBERS): Promise<void> {
    for (const phase of ['instructionCutOff', 'settlementCutOff', 'closed'] as const) {
      await this.reach(phase, this.today, seenBy);
    }
    await this.openDay(seenBy);
  }

  /** Calendar authority and registrar take a step of today together; whoever acts next at another gateway finds it taken. */
  async reach(phase: DayPhase, date = this.today, seenBy: readonly string[] = MEMBERS): Promise<void> {
    const calendar = (await this.at(DELTA).parties.ledger()).referenceCalendar;
    for (const mspId of [DELTA, BOREALIS]) await this.at(mspId).calendars.advance({ calendar, date, phase });
    await this.caughtUp(seenBy);
  }

  /** Opens the day after one that was closed. */
  async openDay(seenBy: readonly string[] = MEMBERS): Promise<void> {
    const next = this.businessDay(1);
    await this.reach('open', next, seenBy);
    this.businessDate = next;
  }

  /** Corrects the business date to a later day: calendar authority and registrar ask for it together. */
  async correctTo(date: BusinessDate): Promise<void> {
    const { referenceCalendar: calendar } = await this.at(DELTA).parties.ledger();
    for (const mspId of [DELTA, BOREALIS]) {
      await this.approve(mspId, this.at(mspId).calendars.correct({ calendar, date, reason: 'outage' }));
    }
    this.businessDate = date;
    await this.caughtUp();
  }

  /** The days for which people here sign. */
  get validity(): Validity {
    return { validFrom: this.today, validUntil: this.day(21) };
  }

  /** Something that several cases need and that is done once. */
  once(name: string, act: () => Promise<unknown>): Promise<unknown> {
    const known = this.#done.get(name) ?? act();
    this.#done.set(name, known);
    return known;
  }

  /** Another operator approves what was proposed. */
  async approve(mspId: string, proposed: Promise<Approval>): Promise<Approval> {
    return this.at(mspId, 'checker').approve(await proposed);
  }

  /** Takes somebody on, at Cirrus unless named otherwise, who instructs through it and has no key. */
  async managed(name: string, more: Partial<NewParty> = {}, custodian = CIRRUS): Promise<PartyId> {
    const body = { name, address: ADDRESS, country: 'IE', ...more };
    return (await this.at(custodian).registerParty(body)).partyId as PartyId;
  }

  /** Takes somebody on at Cirrus who signs with a new key. */
  async keyed(name: string, more: Partial<NewParty> = {}): Promise<KeyedPerson> {
    const signer = p256Signer(newSecret());
    return {
      partyId: await this.managed(name, { keys: await this.enrolled(signer, more as EnrolmentTerms), ...more }),
      signer,
    };
  }

  /** A key as it is presented alone for enrolment at Cirrus. */
  enrolled(signer: Signer, terms: EnrolmentTerms = {}): ReturnType<typeof enrolKeys> {
    return enrolKeys(this.ledger, CIRRUS as MspId, [{ signer, purposes: BOTH }], terms, this.validity);
  }

  /** What people have signed, as it is sent: the party is named by the path and not by the body. */
  async signed<Act extends object>(
    purpose: string,
    { partyId }: { readonly partyId: PartyId },
    act: Act,
    ...by: readonly KeyedPerson[]
  ): Promise<{ act: Act; authorisation: Awaited<ReturnType<typeof authorise>> }> {
    const signing = by.map(({ partyId: party, signer }) => ({ party, signer }));
    const body = { ...act, partyId };
    return { act, authorisation: await authorise(this.ledger, { purpose, body }, this.validity, signing) };
  }

  /** A security like a listed one without its rules and title, registered on first use. @returns its ISIN */
  security(index: number): Promise<string> {
    const known = this.#securities.get(index) ?? this.registered(index);
    this.#securities.set(index, known);
    return known;
  }

  private async registered(index: number): Promise<string> {
    const all = listedSecurities().filter(({ channel }) => channel === this.ledger.channel);
    const listed = all[index];
    if (listed === undefined) throw new Error(`there is no security ${index}`);
    const isin = await registerLike(this, listed);
    await this.everybodySees(await this.block(AURORA));
    return isin;
  }

  /** Issues units: Aurora's maker proposes, its checker approves. */
  async issue(isin: string, holderId: string, units: string): Promise<void> {
    const body = { allocations: [{ holderId, units }] };
    await this.approve(AURORA, this.at(AURORA).issue(isin, body));
  }

  /** Expects that an issue cannot even be proposed. */
  issueRefused(code: string, isin: string, holderId: string): Promise<void> {
    return this.refused(code, () => this.at(AURORA).issue(isin, { allocations: [{ holderId, units: '1' }] }));
  }

  /** A claim of an organisation about somebody, valid for some days from today if not said otherwise. */
  claim(mspId: string, subject: string, type: string, more: Partial<NewClaim> = {}): Promise<ClaimReceipt> {
    const details = { findings: 'seen in person', retention: { purpose: 'onboarding', basis: 'contract' as const } };
    const body = { subject, type, validFrom: this.today, validUntil: this.day(100), details, ...more };
    return this.at(mspId).claims.make(body);
  }

  /** A claim of Delta, which the network trusts for the type; it decides nothing by itself. */
  async stated(subject: string, type: string, value: string | true = true): Promise<ClaimReceipt> {
    await this.once(`trust in claims of ${type}`, () => {
      const issuers = [{ mspId: DELTA, from: this.day(-30) }];
      const trust = { type, effect: 'requires' as const, sides: 'none' as const, issuers };
      return this.approve(DELTA, this.at(DELTA).claims.adoptTrust(trust));
    });
    return this.claim(DELTA, subject, type, value === true ? {} : { value });
  }

  /** What becomes of a transfer of one unit within a few seconds. */
  async transferred(isin: string, fromHolderId: string, toHolderId: string): Promise<Operation> {
    return this.at(CIRRUS).transfer({ isin, fromHolderId, toHolderId, units: '1' }, { waitSeconds: 3 });
  }

  /** What becomes within a few seconds of a transfer that people have signed. */
  async signedTransfer(
    transfer: { isin: string; fromHolderId: string; toHolderId: string; units: string },
    ...by: readonly KeyedPerson[]
  ): Promise<Operation> {
    const order = { ...transfer, tradeDate: this.today, settlementDate: this.today };
    const signing = by.map(({ partyId: party, signer }) => ({ party, signer }));
    const signed = await signTransfer(this.ledger, order, this.validity, signing);
    return this.at(CIRRUS).transfer(signed, { waitSeconds: 5 });
  }

  /** A delivery of a joint instruction, with its value where one is named. */
  delivery(isin: string, from: string, to: string, units: string, value?: { amount: string; currency: string }): Leg {
    return { kind: 'delivery', isin, from, to, units, ...(value === undefined ? {} : { value }) };
  }

  /** Proposes a joint instruction among parties of Cirrus, who all affirm it. @returns its id */
  async joint(legs: readonly Leg[], more: Partial<NewInstruction> = {}): Promise<string> {
    const id = await this.proposed(legs, more);
    const parties = new Set(legs.flatMap(({ from, to }) => [from, to]));
    for (const party of parties) await this.at(CIRRUS).instructions.affirm(id, { party });
    return id;
  }

  /** Proposes a joint instruction that nobody has affirmed. @returns its id */
  async proposed(legs: readonly Leg[], more: Partial<NewInstruction> = {}): Promise<string> {
    const dates = { tradeDate: this.today, settlementDate: this.today, lastDay: this.day(20) };
    const body = { instructionId: randomUUID(), legs, mode: 'onAffirmation' as const, ...dates, ...more };
    return (await this.at(CIRRUS).instructions.propose(body)).instructionId;
  }

  /** Waits until a joint instruction has come to a status. */
  async ends(id: string, status: string): Promise<void> {
    const reached = await eventually(async () => {
      const { instruction } = await this.at(CIRRUS).instructions.get(id);
      return instruction.status === status ? status : undefined;
    }, SETTLES_WITHIN_MS);
    expect(reached).toBe(status);
  }

  /** Waits until some parts of a joint instruction have settled. */
  async parts(id: string, count: number): Promise<void> {
    const settled = await eventually(async () => {
      const { parts = [] } = (await this.at(CIRRUS).instructions.get(id)).instruction;
      return parts.length === count ? count : undefined;
    }, SETTLES_WITHIN_MS);
    expect(settled).toBe(count);
  }

  /** What keeps a joint instruction from going on now. */
  async obstacle(id: string): Promise<string | undefined> {
    return (await this.at(CIRRUS).instructions.settle(id)).code;
  }

  /** Waits until an operation has settled. */
  async settles({ id }: Operation): Promise<void> {
    const ended = await eventually(async () => {
      const { status } = await this.at(CIRRUS).operation(id);
      return status === 'pending' ? undefined : status;
    }, SETTLES_WITHIN_MS);
    expect(ended).toBe('settled');
  }

  /** Units that somebody holds of a security. */
  async units(isin: string, holderId: string): Promise<string> {
    const { items } = await this.at(CIRRUS).holdings(holderId);
    return items.find((holding) => holding.isin === isin)?.units ?? '0';
  }

  /**
   * Expects a refusal with a code after which no organisation has seen a block more. The registrar's agent goes on beside
   * the tests: where a block of its own came between, the call is made again. A refusal that writes does so every time.
   */
  async refused(code: string, call: () => Promise<unknown>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await this.caughtUp();
      const before = await this.blocks();
      const problem = await call().then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(problem).toBeInstanceOf(ProblemError);
      expect((problem as ProblemError).code).toBe(code);
      const after = await this.blocks();
      if (attempt < REFUSALS_MAX && after.some((block, index) => block !== before[index])) continue;
      expect(after).toEqual(before);
      return;
    }
  }

  private blocks(): Promise<readonly number[]> {
    return Promise.all([AURORA, BOREALIS, CIRRUS, DELTA].map((mspId) => this.block(mspId)));
  }

  private async block(mspId: string): Promise<number> {
    return (await this.at(mspId).calendars.dates()).asOf.block;
  }

  /** Waits until every gateway shows what any of them shows. */
  async caughtUp(seenBy: readonly string[] = MEMBERS): Promise<void> {
    await this.everybodySees(Math.max(...(await this.blocks())), seenBy);
  }

  /** Waits until every gateway shows a block. */
  private async everybodySees(block: number, seenBy: readonly string[] = MEMBERS): Promise<void> {
    for (const mspId of seenBy) {
      await eventually(async () => (await this.block(mspId)) >= block || undefined, SETTLES_WITHIN_MS);
    }
  }
}
