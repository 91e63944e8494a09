import type { HeldClaim } from '../claim/claim-status.js';
import type { BusinessDate } from '../dates/business-date.js';
import type { Isin } from '../identifiers/isin.js';
import type { ClaimId, ClaimType, MspId, PartyId, Sha256 } from '../identifiers/names.js';
import type { Money } from '../numbers/money.js';
import type { PartyKind } from '../party/party.js';
import type { Expression } from './expression.js';
import { Facts, type ComplianceEvent, type JudgedMovement } from './facts.js';
import { judgeExpression, type ComplianceVerdict } from './judge.js';
import type { NeedName, NeedTerms, NeedValues } from './need.js';
import { unknownFor, type Judgement } from './rule-kind.js';

/** An investor of whom nothing is known but what is said here. */
export interface DescribedInvestor {
  readonly kind?: PartyKind;
  /** Claims that stand; without a value: one of which the value is not said. */
  readonly has: readonly { readonly type: ClaimType; readonly value?: string }[];
  /** Types of claims none of which stands. */
  readonly lacks: readonly ClaimType[];
}

/** What an investor is described as a receiver of. */
export interface DescribedSecurity {
  readonly isin: Isin;
  readonly denomination?: Money | undefined;
}

/**
 * Judges an expression for somebody who is described, not known: nobody's data is read. What is not said of the receiver,
 * of the sender and of the movement is unknown, and so is a rule that hangs on it.
 */
export const judgeDescribed = (
  expression: Expression,
  event: ComplianceEvent,
  investor: DescribedInvestor,
  { security, today }: { readonly security: DescribedSecurity; readonly today: BusinessDate },
): ComplianceVerdict =>
  judgeExpression(expression, new DescribedFacts(new DescribedMovement(event, security, today), investor));

/** A fact was asked for that is not said. It never leaves this module. */
class FactNotGiven extends Error {}

const notGiven = (): never => {
  throw new FactNotGiven();
};

const [RECEIVER, SENDER] = ['described' as PartyId, 'anybody' as PartyId];

/** A movement to the receiver of which nothing is said but the day. */
class DescribedMovement implements JudgedMovement {
  readonly isin: Isin;
  readonly receiver = RECEIVER;
  readonly sender?: PartyId;
  readonly denomination?: Money;

  constructor(
    readonly event: ComplianceEvent,
    { isin, denomination }: DescribedSecurity,
    readonly today: BusinessDate,
  ) {
    this.isin = isin;
    if (event === 'transfer') this.sender = SENDER;
    if (denomination !== undefined) this.denomination = denomination;
  }

  get units(): bigint {
    return notGiven();
  }

  get lots(): JudgedMovement['lots'] {
    return notGiven();
  }

  get nominees(): readonly PartyId[] {
    return notGiven();
  }

  get enteredOn(): BusinessDate {
    return notGiven();
  }

  get venue(): never {
    return notGiven();
  }
}

/**
 * What is said of an investor. A claim that is not mentioned may stand or not: a rule is judged as if none of them stood and
 * as if all did, with values that nobody can tell. What it says either way is known. No rule asks for one claim and
 * excludes another, so that what lies between says the same.
 */
class DescribedFacts extends Facts {
  readonly #investor: DescribedInvestor;
  readonly #standsUnmentioned: boolean;

  constructor(movement: JudgedMovement, investor: DescribedInvestor, standsUnmentioned = false) {
    super(movement, new Map());
    this.#investor = investor;
    this.#standsUnmentioned = standsUnmentioned;
  }

  override judge(rule: (facts: Facts) => Judgement): Judgement {
    const least = judgeIfGiven(rule, this);
    const most = judgeIfGiven(rule, new DescribedFacts(this.movement, this.#investor, true));
    return least.outcome === most.outcome ? least : unknownFor('FACT_NOT_GIVEN');
  }

  override of<N extends NeedName>(need: { readonly need: N } & NeedTerms[N]): NeedValues[N] {
    if (need.need === 'kind' && isOfReceiver(need)) return (this.#investor.kind ?? notGiven()) as NeedValues[N];
    if (need.need !== 'claims' || !isOfReceiver(need)) return notGiven();
    return this.#claims((need as unknown as NeedTerms['claims']).type) as NeedValues[N];
  }

  #claims(type: ClaimType): NeedValues['claims'] {
    const { today } = this.movement;
    const issuers = [{ mspId: STATED.issuer, from: today }];
    const said = this.#investor.has.filter((each) => each.type === type);
    if (said.length > 0) return { issuers, held: said.flatMap(({ value }) => held(type, value, today)) };
    const stands = this.#standsUnmentioned && !this.#investor.lacks.includes(type);
    return { issuers, held: stands ? held(type, undefined, today) : [] };
  }
}

const isOfReceiver = (need: object): boolean => 'side' in need && need.side === 'receiver';

function judgeIfGiven(rule: (facts: Facts) => Judgement, facts: Facts): Judgement {
  try {
    return rule(facts);
  } catch (error) {
    if (error instanceof FactNotGiven) return unknownFor('FACT_NOT_GIVEN');
    throw error;
  }
}

/** Whoever describes an investor states its claims; there are no details of them. */
const STATED = {
  ...{ issuer: 'Described' as MspId, subject: RECEIVER, graceDays: 0 },
  ...{ detailsHash: '' as Sha256, salt: '' },
} as const;

/** A claim that stands today: one of a value, or two of which the values differ, so that nobody can tell which. */
function held(type: ClaimType, value: string | undefined, today: BusinessDate): readonly HeldClaim[] {
  const values = value === undefined ? ['A', 'B'] : [value];
  return values.map((each) => {
    const claimId = `${type} ${each}` as ClaimId;
    const days = { validFrom: today, validUntil: today, publishedOn: today };
    return { claim: { ...STATED, ...days, claimId, type, value: each }, hash: claimId };
  });
}
