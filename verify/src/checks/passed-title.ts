import { asObject, asObjects, asText, parsed, type JsonObject } from '../certificate.js';
import type { ReadWriteSet } from '../transaction/read-write-set.js';
import { during, ensure } from '../verification-error.js';

/** A vote on a passage of title, as the entry of the register has it. */
export interface AttestedVote {
  /** The place from which it counts: registrar, issuer, notary, a custodian, who keeps a register elsewhere. */
  readonly role: string;
  /** The organisation that voted. */
  readonly voter: string;
  /** `ballot`: a person decided on this transfer; `standing`: automation; `silence`: nobody said anything in time. */
  readonly mode: string;
  readonly decision: string;
  /** When it was cast, or since when it stands, YYYY-MM-DD. */
  readonly on: string;
  /** Last day on which a standing vote counts. */
  readonly until?: string;
  /** The person who cast it, by the name that the organisation has for it. */
  readonly operator?: string;
  /** SHA-256 of the vote as its voter keeps it. */
  readonly vote?: string;
}

/** By what title passed, as the entry of the register has it. */
export interface PassedTitle {
  /** Name and version of the ownership protocol, and SHA-256 of its canonical form. */
  readonly protocol: string;
  readonly protocolHash: string;
  readonly votes: readonly AttestedVote[];
}

/**
 * By what title passed, as an entry says it: peers must have read the protocol, each standing vote and the ballot, and the
 * ballot must have ended with the votes that the entry tells.
 *
 * @param set - what the transaction of the entry read and wrote
 * @throws {VerificationError} creation
 */
export function checkPassedTitle(
  set: Pick<ReadWriteSet, 'reads' | 'writes'>,
  isin: string,
  value: unknown,
): PassedTitle {
  const passed = passedTitleOf(value);
  requireRead(set, `definition/${passed.protocol}`);
  const ballots = ballotsIn(set, isin);
  for (const vote of passed.votes) {
    const { role, voter, mode, on, operator, decision } = vote;
    if (mode === 'standing') requireRead(set, `standing-vote/${isin}/${role}/${voter}`);
    if (mode !== 'ballot') continue;
    const isCast = ballots.some((ballot) =>
      asObjects(ballot['votes'], 'votes').some(
        (cast) =>
          cast['role'] === role &&
          cast['voter'] === voter &&
          cast['decision'] === decision &&
          cast['castOn'] === on &&
          cast['operator'] === operator,
      ),
    );
    ensure(isCast, 'creation', `the vote of ${voter} from the place ${role} is in no ballot that the transaction ends`);
  }
  return passed;
}

function requireRead({ reads }: Pick<ReadWriteSet, 'reads'>, key: string): void {
  ensure(reads.get(key) !== undefined, 'creation', `the peers did not read ${key} for the entry that rests on it`);
}

/** The ballots on transfers of a security that a transaction ends by letting title pass. */
const ballotsIn = ({ writes }: Pick<ReadWriteSet, 'writes'>, isin: string): readonly JsonObject[] =>
  [...writes]
    .filter(([key, value]) => key.startsWith('ballot/') && value !== undefined)
    .map(([, value = '']) => during('creation', 'a ballot', () => asObject(parsed(value), 'a ballot')))
    .filter((ballot) => ballot['isin'] === isin && ballot['end'] === 'passed');

const passedTitleOf = (value: unknown): PassedTitle =>
  during('creation', 'the votes of an entry', () => {
    const { protocol, protocolHash, votes: list } = asObject(value, 'the votes of an entry');
    const votes = asObjects(list, 'votes').map(voteOf);
    const isDistinct = new Set(votes.map(({ role }) => role)).size === votes.length;
    ensure(isDistinct, 'creation', 'an entry has two votes from one place');
    return {
      protocol: asText(protocol, 'protocol'),
      protocolHash: asText(protocolHash, 'protocolHash'),
      votes,
    };
  });

function voteOf(each: JsonObject): AttestedVote {
  const { role, voter, mode, decision, on, until, operator, vote } = each;
  return {
    role: asText(role, 'role'),
    voter: asText(voter, 'voter'),
    mode: asText(mode, 'mode'),
    decision: asText(decision, 'decision'),
    on: asText(on, 'on'),
    ...(until === undefined ? {} : { until: asText(until, 'until') }),
    ...(operator === undefined ? {} : { operator: asText(operator, 'operator') }),
    ...(vote === undefined ? {} : { vote: asText(vote, 'vote') }),
  };
}
