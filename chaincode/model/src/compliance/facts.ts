import type { BusinessDate } from '../dates/business-date.js';
import type { Isin } from '../identifiers/isin.js';
import type { Mic } from '../identifiers/mic.js';
import type { PartyId } from '../identifiers/names.js';
import type { Money } from '../numbers/money.js';
import type { Lot } from '../register/lot.js';
import { needKey, type AskedSide, type NeedName, type NeedTerms, type NeedValues, type PartySide } from './need.js';
import type { Judgement } from './rule-kind.js';

/**
 * For what a rule is asked: `subscribe` to units that are issued, `transfer` them, or `hold` them (after either, and
 * whenever holders are screened anew).
 */
export const COMPLIANCE_EVENTS = ['subscribe', 'transfer', 'hold'] as const;

/** Those in which units move. */
export const MOVING_EVENTS = ['subscribe', 'transfer'] as const;

/** For what a rule is asked. */
export type ComplianceEvent = (typeof COMPLIANCE_EVENTS)[number];

/** A movement as rules see it. */
export interface JudgedMovement {
  readonly event: ComplianceEvent;
  readonly isin: Isin;
  readonly today: BusinessDate;
  /** For whom the units were held; absent when they are issued. */
  readonly sender?: PartyId;
  /** For whom they are held afterwards: the sender, where only their custody changes. */
  readonly receiver: PartyId;
  /** The holders of record; absent where they are sender and receiver themselves. */
  readonly ofRecord?: { readonly sender?: PartyId; readonly receiver: PartyId };
  /** Nominees through whom the receiver is to hold; absent: none. */
  readonly nominees?: readonly PartyId[];
  /** Units that move; none when a holder is looked at again. */
  readonly units: bigint;
  /** Lots that the movement consumes, oldest first; the last one perhaps in part. */
  readonly lots: readonly Pick<Lot, 'acquiredOn' | 'units' | 'passedOn'>[];
  /** When the instruction was entered. */
  readonly enteredOn: BusinessDate;
  /** Where the transfer was agreed; absent: bilaterally. */
  readonly venue?: Mic;
  /** What one unit is worth: the denomination of a debt security. */
  readonly denomination?: Money;
  /**
   * Whether it is judged as the last of several that happen together: then what it changes by itself is not what all of
   * them change. Absent: it happens alone.
   */
  readonly isJoint?: true;
  /** Of an exchange into another security: whether the units leave this one or come to it; both sides are the holder. */
  readonly exchange?: 'leaves' | 'arrives';
  /** When the units were first issued. */
  readonly issuedOn?: BusinessDate;
  /** When the offering was closed: the last of its closings. */
  readonly closedOn?: BusinessDate;
}

/** What rules are judged on: the movement, and the facts that they declared. */
export class Facts {
  constructor(
    readonly movement: JudgedMovement,
    private readonly values: ReadonlyMap<string, NeedValues[NeedName]>,
    /** Rules, by name and version, from which a side is exempt today. */
    private readonly exempt: Readonly<Partial<Record<PartySide, readonly string[]>>> = {},
  ) {}

  /** A declared fact. @throws Error when the rule did not declare it: a mistake in the rule, never of a user */
  of<N extends NeedName>(need: { readonly need: N } & NeedTerms[N]): NeedValues[N] {
    const key = needKey(need);
    if (!this.values.has(key)) throw new Error(`a rule asked for what it did not declare: ${key}`);
    return this.values.get(key) as NeedValues[N];
  }

  /** Whether a rule does not hold for the side that it binds; one that binds no side in particular, for either. */
  isExempt(rule: string, bound: PartySide | undefined): boolean {
    const sides: readonly PartySide[] = bound === undefined ? ['sender', 'receiver'] : [bound];
    return sides.some((side) => this.exempt[side]?.includes(rule) === true);
  }

  /** What a rule says on these facts. */
  judge(rule: (facts: Facts) => Judgement): Judgement {
    return rule(this);
  }

  /** The same facts of a movement that consumes some lots. */
  consuming(lots: JudgedMovement['lots']): Facts {
    return new Facts({ ...this.movement, lots }, this.values, this.exempt);
  }

  /** Units of a side when the movement is done: the same, where they stay with it. */
  holdingAfter(side: AskedSide): bigint {
    const before = this.of({ need: 'holding', side });
    const { ofRecord, sender, receiver, units, exchange } = this.movement;
    if (exchange !== undefined) return exchange === 'leaves' ? before - units : before + units;
    const isOfRecord = side === 'recordSender' || side === 'recordReceiver';
    const [from, to] = isOfRecord && ofRecord !== undefined ? [ofRecord.sender, ofRecord.receiver] : [sender, receiver];
    if (from === to) return before;
    return side === 'sender' || side === 'recordSender' ? before - units : before + units;
  }

  /** Whether units change hands and stay with whom they are for: then nobody disposes of them. */
  get keepsOwner(): boolean {
    const { sender, receiver, exchange } = this.movement;
    return sender === receiver && exchange !== 'leaves';
  }

  /** Units of a side and its affiliates when the movement is done; between affiliates they stay the same. */
  groupAfter(side: PartySide): bigint {
    const { members, units } = this.of({ need: 'group', side });
    const { sender, receiver, units: moved, exchange } = this.movement;
    if (exchange !== undefined) return exchange === 'leaves' ? units - moved : units + moved;
    const gives = sender !== undefined && members.includes(sender);
    return units - (gives ? moved : 0n) + (members.includes(receiver) ? moved : 0n);
  }
}
