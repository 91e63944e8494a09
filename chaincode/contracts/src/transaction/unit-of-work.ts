import {
  DomainError,
  keyPolicy,
  quorumsIn,
  type Attestation,
  type BusinessDate,
  type CalendarDate,
  type CalendarId,
  type CommandId,
  type DomainEvent,
  type LawfulOverride,
  type LedgerMoment,
  type LedgerName,
  type MspId,
  type OperatorId,
  type OperatorSignature,
  type Participants,
  type Role,
  type TransactionId,
} from '@scrip/model';
import { policyBytes } from '../policy/policy-bytes.js';
import { findLawfulOverride, readCharter, readParticipants } from '../records/authority-records.js';
import { readCalendarDate, readReferenceDate } from '../records/calendar-records.js';
import type { LedgerTransaction } from '../world-state/ledger-transaction.js';
import type { WorldState } from '../world-state/world-state.js';

/** Thrown where a fact would have been read that the work avoids: see {@link UnitOfWork.avoidsWideFacts}. */
export class WideFactAsked extends Error {}

/** What one command works with: the ledger, what it says happened, and the counters of its transaction. */
export class UnitOfWork {
  readonly events: DomainEvent[] = [];
  /** Business date on which the command acts, where it has one. */
  businessDate: BusinessDate | undefined;
  /** Index of the next lot that this transaction creates. */
  nextLotIndex: number;

  private authority: Promise<{ participants: Participants; override: LawfulOverride }> | undefined;
  private readonly policies = new Map<string, Uint8Array>();

  /** Whether an act is rehearsed that is done only when a checker approves it. */
  isProposing = false;

  /** Whether facts are avoided that any other movement of a security changes: reading them would contend with it. */
  avoidsWideFacts = false;

  /** The signature of the operator over the command, with the command's id; undefined where there is none. */
  signed: { readonly commandId: CommandId; readonly signature: OperatorSignature } | undefined;

  /** Operator who approved the act that runs; undefined while it is only proposed. */
  checker: OperatorId | undefined;

  /**
   * @param givenBy - operator of the command; undefined for a query
   * @param firstLotIndex - index of the first lot that the command may create, where it is not the first of its transaction
   */
  constructor(
    readonly ledger: LedgerTransaction,
    private readonly givenBy?: OperatorId,
    firstLotIndex = 0,
  ) {
    this.nextLotIndex = firstLotIndex;
  }

  /** Operator who gave the command. */
  get operator(): OperatorId {
    if (this.givenBy === undefined) throw new Error('a query has no operator');
    return this.givenBy;
  }

  /** Public state as the transaction sees it. */
  get state(): WorldState {
    return this.ledger.state;
  }

  /** Organisation of the caller. */
  get callerMspId(): MspId {
    return this.ledger.callerMspId;
  }

  /** The ledger by its names: statements are signed for it. @throws DomainError NOT_BOOTSTRAPPED */
  async ledgerName(): Promise<LedgerName> {
    return { network: (await readCharter(this.state)).network, channel: this.ledger.channel };
  }

  /** This transaction on a business date, as a moment that is recorded. */
  at(businessDate: BusinessDate): LedgerMoment {
    return { transactionId: this.ledger.id as TransactionId, businessDate };
  }

  /** Business date of the reference calendar, which decides where no security does; taken as that of the command. */
  async today(): Promise<BusinessDate> {
    this.businessDate = await readReferenceDate(this.state);
    return this.businessDate;
  }

  /** The moment of a calendar, whose business date is taken as that of the command. @throws DomainError CALENDAR_UNKNOWN */
  async moment(calendar: CalendarId): Promise<CalendarDate> {
    const now = await readCalendarDate(this.state, calendar);
    this.businessDate = now.businessDate;
    return now;
  }

  /** The participants of the channel. @throws DomainError NOT_BOOTSTRAPPED */
  async participants(): Promise<Participants> {
    return (await this.readAuthority()).participants;
  }

  /** Whether the caller's organisation holds a role. @throws DomainError NOT_BOOTSTRAPPED, PARTICIPANT_UNKNOWN */
  async callerHas(role: Role): Promise<boolean> {
    return (await this.participants()).require(this.callerMspId).roles.includes(role);
  }

  /**
   * The bytes of the key policy of an attestation, proven sound.
   *
   * @throws DomainError POLICY_INVALID, NOT_BOOTSTRAPPED
   */
  async keyPolicy(attestation: Attestation): Promise<Uint8Array> {
    const quorums = quorumsIn(attestation);
    const name = quorums.map((quorum) => quorum.join(' ')).join('|');
    const known = this.policies.get(name);
    if (known !== undefined) return known;
    const { participants, override } = await this.readAuthority();
    const bytes = policyBytes(keyPolicy(quorums, participants, override));
    this.policies.set(name, bytes);
    return bytes;
  }

  /** Does some work that leaves neither a change nor an event nor a used lot id when it throws. */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const [eventsBefore, lotIndexBefore] = [this.events.length, this.nextLotIndex];
    try {
      return await this.state.attempt(work);
    } catch (error) {
      this.events.length = eventsBefore;
      this.nextLotIndex = lotIndexBefore;
      throw error;
    }
  }

  /** Does some work for its refusals alone, and undoes what it changed. */
  async rehearse(work: () => Promise<unknown>): Promise<void> {
    const done = new Error('rehearsed');
    try {
      await this.attempt(async () => {
        await work();
        throw done;
      });
    } catch (error) {
      if (error !== done) throw error;
    }
  }

  private readAuthority(): Promise<{ participants: Participants; override: LawfulOverride }> {
    this.authority ??= this.loadAuthority();
    return this.authority;
  }

  private async loadAuthority(): Promise<{ participants: Participants; override: LawfulOverride }> {
    const override = await findLawfulOverride(this.state);
    if (override === undefined) throw new DomainError('NOT_BOOTSTRAPPED');
    return { participants: await readParticipants(this.state), override };
  }
}
