import {
  addDays,
  canonicalJson,
  daysBetween,
  keyIdOf,
  mandates,
  parseBusinessDate,
  sha256Hex,
  type BusinessDate,
  type MandateReference,
  type PartyId,
} from '@scrip/model';
import { RefusedCall, type Channel } from './channel.js';
import { enrolled, instructed, signedBy, signerOf, takeOnKeyed, type KeyedParty } from './keyed-party.js';
import {
  advanceTo,
  channelWithShare,
  CUSTODIAN,
  instructionOf,
  ISSUER,
  REGISTRAR,
  REGULATOR,
  SHARE,
} from './market.js';
import {
  PARTIES,
  PlainAuthority,
  RECOVERY_DAYS,
  type Imposer,
  type PlainInstruction,
  type PlainMandate,
} from './plain-authority.js';

/** Some parties sign an instruction for one of them, with their present keys or their first ones. */
interface ActStep {
  readonly kind: 'act';
  readonly forWhom: number;
  /** Counted from the party for whom they sign. */
  readonly signers: readonly number[];
  readonly units: number;
  readonly byOldKey: boolean;
}

/** One of the instructions that wait is settled, if it can be. */
interface SettleStep {
  readonly kind: 'settle';
  readonly which: number;
}

/** The keys of a party change. */
interface PartyStep {
  readonly kind: 'rotate' | 'askRecovery' | 'cancelRecovery' | 'completeRecovery';
  readonly whose: number;
}

/** A party gets its capacity back, as far as one organisation took it. */
interface RestoreStep {
  readonly kind: 'restore';
  readonly whose: number;
  readonly by: Imposer;
}

/** A party loses its capacity; its latest mandates may outlast that. */
interface RestrictStep {
  readonly kind: 'restrict';
  readonly whose: number;
  readonly by: Imposer;
  readonly outlasting: boolean;
}

/** A party gets a mandate for all others. */
interface GiveStep {
  readonly kind: 'grant' | 'appoint';
  readonly whose: number;
  /** Who appoints. */
  readonly by: Imposer;
  readonly days: number;
  readonly needed: number;
  readonly unitsMax: number;
}

/** Somebody tries to end one of the mandates. */
interface EndStep {
  readonly kind: 'revoke' | 'withdraw' | 'resign';
  readonly which: number;
  readonly whose: number;
}

/** Something that happens, on the ledger and in plain words. */
export type Step =
  ActStep | SettleStep | PartyStep | RestrictStep | RestoreStep | GiveStep | EndStep | { readonly kind: 'advance' };

/** What plain rules say of a step, and what the ledger made of it. */
export interface Compared {
  readonly expected: string;
  readonly happened: string;
}

const THRESHOLDS = { authentication: 1, instruction: 1, assertion: 1 };
const IMPOSERS = { custodian: CUSTODIAN, regulator: REGULATOR };
const FIRST_DAY = parseBusinessDate('2026-11-20');
const dateOf = (day: number): BusinessDate => addDays(FIRST_DAY, day);
/** So that all that the tests sign is current to the end. */
const DAYS_MAX = 20;

/** A channel of three parties with keys and a guardian, beside the plain rules: every step is taken on both. */
export class History {
  private readonly plain = new PlainAuthority();
  private readonly instructions: PlainInstruction[] = [];
  private readonly sequences = Array.from({ length: PARTIES }, () => 0);
  private serial = 0;

  private constructor(
    private readonly channel: Channel,
    private readonly parties: readonly KeyedParty[],
    private readonly guardian: KeyedParty,
  ) {}

  static async begin(): Promise<History> {
    const channel = await channelWithShare();
    const guardian = await takeOnKeyed(channel, 'Gus', ['gus']);
    const guardianship = { guardians: [guardian.partyId], threshold: 1, delayDays: RECOVERY_DAYS };
    const parties: KeyedParty[] = [];
    for (const { labels } of new PlainAuthority().parties) {
      parties.push(await takeOnKeyed(channel, labels.join(), labels, { guardianship }));
    }
    const allocations = parties.map(({ partyId }) => ({ holderId: partyId, units: '300' }));
    await channel.submit(ISSUER, 'register:issue', { isin: SHARE.isin, allocations });
    return new History(channel, parties, guardian);
  }

  take(step: Step): Promise<Compared> {
    switch (step.kind) {
      case 'act':
        return this.act(step);
      case 'settle':
        return this.settle(step);
      case 'restrict':
        return this.restrict(step);
      case 'restore':
        return this.restore(step);
      case 'grant':
      case 'appoint':
        return this.give(step);
      case 'revoke':
      case 'withdraw':
      case 'resign':
        return this.end(step);
      case 'advance':
        return this.advance();
      default:
        return this.changeKeys(step);
    }
  }

  private async act({ forWhom, signers, units, byOldKey }: ActStep): Promise<Compared> {
    const signatures = signers.map((distance) => {
      const party = (forWhom + distance) % PARTIES;
      const { labels } = this.plain.party(party);
      return { party, label: (byOldKey ? labels[0] : labels.at(-1)) ?? '' };
    });
    const given = { id: `i-${String(this.next())}`, principal: forWhom, units, signatures };
    const receiver = this.id((forWhom + 1) % PARTIES);
    const transfer = instructionOf(given.id, this.id(forWhom), receiver, String(units));
    const by = signatures.map(({ party, label }) => [this.keyed(party), label] as const);
    const dated = { ...transfer, tradeDate: dateOf(0), settlementDate: dateOf(0) };
    const body = { instructions: [await instructed(dated, ...by)] };
    const happened = await this.outcome(() => this.channel.submit(CUSTODIAN, 'settlement:instruct', body));
    const isAllowed = this.plain.areInForce(signatures) && this.plain.allows(given);
    if (isAllowed) this.instructions.push(given);
    return { expected: isAllowed ? 'done' : 'refused', happened };
  }

  private async settle({ which }: SettleStep): Promise<Compared> {
    const index = which % Math.max(1, this.instructions.length);
    const given = this.instructions[index];
    if (given === undefined) return { expected: 'nothing', happened: 'nothing' };
    const body = { isin: SHARE.isin, instructionIds: [given.id] };
    const { result } = await this.channel.submit(REGISTRAR, 'settlement:settle', body);
    const [outcome] = (result as { readonly instructions: readonly { readonly status: string }[] }).instructions;
    const expected = this.plain.outcome(given);
    if (expected !== 'unchanged') this.instructions.splice(index, 1);
    return { expected, happened: outcome?.status ?? '' };
  }

  private async changeKeys({ kind, whose }: PartyStep): Promise<Compared> {
    const partyId = this.id(whose);
    const act = { partyId, sequence: this.sequences[whose] ?? 0 };
    const label = `key-${String(this.next())}`;
    const own = async (name: string, body: object): Promise<unknown> =>
      this.keyed(whose).sign(name, body, this.plain.key(whose));
    const submit = (name: string, body: unknown): Promise<unknown> => this.channel.submit(CUSTODIAN, name, body);
    switch (kind) {
      case 'rotate': {
        const revoke = [keyIdOf(signerOf(this.plain.key(whose)).key)];
        const body = await own('party:changeKeys', { ...act, add: await enrolled([label]), revoke });
        return this.compare(whose, this.plain.rotate(whose, label), () => submit('party:changeKeys', body));
      }
      case 'askRecovery': {
        const keys = await enrolled([label], { thresholds: THRESHOLDS });
        const request = { ...act, keys, thresholds: THRESHOLDS };
        const body = await this.guardian.sign('party:requestRecovery', request);
        return this.compare(whose, this.plain.askRecovery(whose, label), () => submit('party:requestRecovery', body));
      }
      case 'cancelRecovery': {
        const body = await own('party:cancelRecovery', act);
        return this.compare(whose, this.plain.cancelRecovery(whose), () => submit('party:cancelRecovery', body));
      }
      case 'completeRecovery': {
        const isDone = this.plain.completeRecovery(whose);
        return this.compare(whose, isDone, () => submit('party:completeRecovery', { partyId }));
      }
    }
  }

  private async restore({ whose, by }: RestoreStep): Promise<Compared> {
    const imposedBy = IMPOSERS[by];
    const body = { partyId: this.id(whose), imposedBy };
    const isDone = this.plain.restore(whose, by);
    return this.compare(whose, isDone, () => this.channel.submit(imposedBy, 'party:restore', body));
  }

  private async restrict({ whose, by, outlasting }: RestrictStep): Promise<Compared> {
    const partyId = this.id(whose);
    const named = outlasting ? this.plain.mandatesOf(whose).slice(-2) : [];
    const reason = canonicalJson({ schema: 1, salt: 'b'.repeat(64), reason: 'incapacity', document: 'c'.repeat(64) });
    const reference = { partyId, reasonHash: sha256Hex(reason) };
    const body = { ...reference, outlasting: named };
    const isDone = this.plain.restrict(whose, by, named);
    return this.compare(whose, isDone, async () => {
      await this.channel.submit(IMPOSERS[by], 'party:recordReason', reference, { transient: { reason } });
      await this.channel.submit(IMPOSERS[by], 'party:restrict', body);
    });
  }

  private async give({ kind, whose, by, days, needed, unitsMax }: GiveStep): Promise<Compared> {
    const id = `m-${String(this.next())}`;
    const agents = this.parties.map((_, index) => index).filter((index) => index !== whose);
    const named = agents.map((index) => mandates.agent(this.id(index)));
    const who = needed === 1 ? mandates.anyOf(...named) : mandates.jointly(needed, ...named);
    const rule = mandates.upTo({ units: BigInt(unitsMax) }, who);
    const dates = { validFrom: dateOf(this.plain.day), validUntil: dateOf(this.plain.day + days) };
    const terms = { mandateId: id, principal: this.id(whose), rule, ...dates, document: 'd'.repeat(64) };
    const mandate: PlainMandate = {
      ...{ id, principal: whose, agents, needed, unitsMax, until: this.plain.day + days, entered: this.plain.day },
      ...{ appointedBy: kind === 'appoint' ? by : undefined, resigned: new Set<number>(), isEnded: false },
    };
    const isDone = this.plain.give(mandate);
    const key = this.plain.key(whose);
    const body = kind === 'appoint' ? terms : await signedBy('mandate:grant', terms, [this.keyed(whose), key]);
    const giver = kind === 'appoint' ? IMPOSERS[by] : CUSTODIAN;
    return this.compare(undefined, isDone, () => this.channel.submit(giver, `mandate:${kind}`, body));
  }

  private async end({ kind, which, whose }: EndStep): Promise<Compared> {
    const mandate = this.plain.mandates[which % Math.max(1, this.plain.mandates.length)];
    if (mandate === undefined) return { expected: 'nothing', happened: 'nothing' };
    const reference: MandateReference = { principal: this.id(mandate.principal), mandateId: mandate.id as never };
    const by = kind === 'withdraw' ? IMPOSERS[mandate.appointedBy ?? 'regulator'] : CUSTODIAN;
    const submit = (body: unknown): Promise<unknown> => this.channel.submit(by, `mandate:${kind}`, body);
    const signed = (index: number, body: object): Promise<unknown> =>
      signedBy(`mandate:${kind}`, body, [this.keyed(index), this.plain.key(index)]);
    if (kind === 'withdraw') return this.compare(undefined, this.plain.withdraw(mandate), () => submit(reference));
    if (kind === 'revoke') {
      const body = await signed(mandate.principal, reference);
      return this.compare(undefined, this.plain.revoke(mandate), () => submit(body));
    }
    const body = await signed(whose, { ...reference, agent: this.id(whose) });
    return this.compare(undefined, this.plain.resign(mandate, whose), () => submit(body));
  }

  private async advance(): Promise<Compared> {
    if (this.plain.day >= DAYS_MAX) return { expected: 'nothing', happened: 'nothing' };
    const next = await advanceTo(this.channel, dateOf(this.plain.day + 1));
    this.plain.day = daysBetween(FIRST_DAY, parseBusinessDate(next));
    return { expected: 'nothing', happened: 'nothing' };
  }

  /** @param changed - party whose record has one more signed change when it is done */
  private async compare(changed: number | undefined, isDone: boolean, call: () => Promise<unknown>): Promise<Compared> {
    const happened = await this.outcome(call);
    if (changed !== undefined && happened === 'done') this.sequences[changed] = (this.sequences[changed] ?? 0) + 1;
    return { expected: isDone ? 'done' : 'refused', happened };
  }

  private async outcome(call: () => Promise<unknown>): Promise<string> {
    try {
      await call();
      return 'done';
    } catch (error) {
      if (error instanceof RefusedCall && error.refusal !== undefined) return 'refused';
      throw error;
    }
  }

  private next(): number {
    this.serial += 1;
    return this.serial;
  }

  private keyed(index: number): KeyedParty {
    const found = this.parties[index];
    if (found === undefined) throw new Error(`there is no party ${String(index)}`);
    return found;
  }

  private id(index: number): PartyId {
    return this.keyed(index).partyId;
  }
}
