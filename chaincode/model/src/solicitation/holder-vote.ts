import { businessDate, type BusinessDate } from '../dates/business-date.js';
import { DomainError } from '../errors/domain-error.js';
import { isin, type Isin } from '../identifiers/isin.js';
import {
  mspId,
  operatorId,
  partyId,
  sha256Text,
  type MspId,
  type OperatorId,
  type Sha256,
} from '../identifiers/names.js';
import { units, unitsTotal } from '../numbers/units.js';
import { designation, type SubAccount } from '../register/designation.js';
import { givenAct, type GivenAct } from '../register/encumbrance-requests.js';
import { flag, optional, record, refuseField, type Reader } from '../serialisation/reader.js';
import { storedRecord } from '../serialisation/stored-record.js';
import { authorisation, type Authorisation } from '../signature/statement.js';
import { solicitationNumber } from './solicitation-number.js';
import type { ConsentTally } from './tally.js';

/** An account in a solicitation. */
export interface VotingAccount extends SubAccount {
  readonly isin: Isin;
  readonly number: number;
}

const account = { isin, number: solicitationNumber, holderId: partyId, designation: optional(designation) } as const;

/** Reader of the body of `solicitation:setAside`. */
export const votingAccount: Reader<VotingAccount> = record(account);

/** What a holder says to an amendment: the act of `solicitation:vote`. */
export interface HolderVote extends VotingAccount {
  /** Hash of the definition to which it agrees or not. */
  readonly hash: Sha256;
  readonly yes: bigint;
  readonly no: bigint;
}

const vote = record({ ...account, hash: sha256Text, yes: unitsTotal, no: unitsTotal });

const holderVote: Reader<HolderVote> = (value, path) => {
  const read = vote(value, path);
  if (read.yes + read.no === 0n) refuseField(`${path}/yes`, 'units that agree, or that do not', 'UNITS_INVALID');
  return read;
};

/** Reader of the body of `solicitation:vote`. */
export const givenVote: Reader<GivenAct<HolderVote>> = givenAct(holderVote);

/** What is on record of an account: how it was voted, or that it is the issuer's own and does not count. */
export interface RecordedVote extends VotingAccount {
  /** Units of the account at the end of the record date. */
  readonly units: bigint;
  readonly yes: bigint;
  readonly no: bigint;
  readonly isAside: boolean;
  /** The organisation that has brought it in, by which operator and when. */
  readonly by: MspId;
  readonly operator: OperatorId;
  readonly on: BusinessDate;
  /** Signatures of the holder; absent where its custodian speaks for it. */
  readonly authorisation?: Authorisation;
}

/** How it is stored. */
export const voteRecord = storedRecord<RecordedVote>(
  'vote of a holder',
  record({
    ...account,
    units,
    yes: unitsTotal,
    no: unitsTotal,
    isAside: flag,
    by: mspId,
    operator: operatorId,
    on: businessDate,
    authorisation: optional(authorisation),
  }),
);

/**
 * Refuses a vote that goes beyond an account. Who holds for itself says one thing with all its units; a nominee divides
 * them as its clients have said, and leaves out those of whom it has heard nothing.
 *
 * @param held - units of the account at the end of the record date
 * @throws DomainError VOTE_WITHOUT_UNITS, VOTE_UNITS_EXCEEDED, VOTE_DIVIDED
 */
export function requireVotable({ yes, no }: Pick<HolderVote, 'yes' | 'no'>, held: bigint, isNominee: boolean): void {
  const units = { held: held.toString(), yes: yes.toString(), no: no.toString() };
  if (held === 0n) throw new DomainError('VOTE_WITHOUT_UNITS');
  if (yes + no > held) throw new DomainError('VOTE_UNITS_EXCEEDED', units);
  if (!isNominee && yes !== held && no !== held) throw new DomainError('VOTE_DIVIDED', units);
}

/** What a recorded vote adds to a tally. */
export const talliedAs = ({ units: held, yes, no, isAside }: RecordedVote): ConsentTally =>
  isAside ? { yes: 0n, no: 0n, aside: held, votes: 0 } : { yes, no, aside: 0n, votes: 1 };
