import type { Participants } from '../authority/participant.js';
import type { Security } from '../security/security.js';
import { mspId, type MspId } from '../identifiers/names.js';
import type { Party } from '../party/party.js';
import type { Quorum } from '../policy/attestation.js';
import { flag, optional, record, type Reader } from '../serialisation/reader.js';
import { completed, quorumsOf } from './quorums.js';
import type { OwnershipProtocol } from './protocol.js';
import { isEvidential, keeperOf, type Title } from './title.js';
import { everyVote, rolesOf, votesFrom, votingRole, type VoteTree, type VotingRole } from './vote-tree.js';

/** A place from which it is voted on one transfer, and who has it. */
export interface Seat {
  readonly role: VotingRole;
  readonly mspId: MspId;
  /** Who votes from here where the other steps aside. */
  readonly deputy?: MspId;
  /** Whether the organisation is itself a party of the transfer, so that its vote counts for nothing. */
  readonly isConflicted: boolean;
}

/** Reader of a seat. */
export const seat: Reader<Seat> = record({
  role: votingRole,
  mspId,
  deputy: optional(mspId),
  isConflicted: flag,
});

/** The votes that a security asks for: those of its protocol, and that of a register elsewhere whose evidence it is. */
export const votesAsked = (title: Title, { passesWhen }: OwnershipProtocol): VoteTree =>
  isEvidential(title) ? everyVote(passesWhen, votesFrom('externalRegister')) : passesWhen;

/** The custodians of a transfer. */
export interface TransferCustodians {
  readonly sellers: MspId;
  /** Absent: not known yet. */
  readonly buyers?: MspId;
}

/** Who votes from a place; undefined: nobody is named for it, or not yet. */
export function organisationAt(
  role: VotingRole,
  { title, registrar, issuer }: Pick<Security, 'title' | 'registrar' | 'issuer'>,
  { sellers, buyers }: TransferCustodians,
): MspId | undefined {
  switch (role) {
    case 'registrar':
      return registrar;
    case 'issuer':
      return issuer.mspId;
    case 'notary':
      return title?.notary;
    case 'sellersCustodian':
      return sellers;
    case 'buyersCustodian':
      return buyers;
    case 'externalRegister':
      return keeperOf(title);
  }
}

/**
 * The seats of a transfer. An organisation that is itself a party is conflicted: as the legal entity of its LEI.
 *
 * @param parties - sender and receiver
 */
export function seatsOf(
  votes: VoteTree,
  security: Security,
  custodians: TransferCustodians,
  parties: readonly Pick<Party, 'entity'>[],
  participants: Participants,
): readonly Seat[] {
  const deputies = security.title?.deputies ?? [];
  const isParty = (organisation: MspId): boolean => {
    const { lei } = participants.require(organisation);
    return parties.some(({ entity }) => entity !== undefined && 'lei' in entity && entity.lei === lei);
  };
  return rolesOf(votes).flatMap((role): readonly Seat[] => {
    const organisation = organisationAt(role, security, custodians);
    if (organisation === undefined) return [];
    const isConflicted = isParty(organisation);
    const named = deputies.find((each) => each.for === role)?.mspId;
    const deputy = named === undefined || isParty(named) ? undefined : named;
    return [
      {
        ...{ role, mspId: organisation, isConflicted },
        ...(deputy === undefined ? {} : { deputy }),
      },
    ];
  });
}

/** Who attests the lots of a security with a title, beside who is always asked. */
export interface AttestationPlace {
  readonly always: readonly MspId[];
  readonly next: readonly MspId[];
}

/**
 * The quorums whose peers attest what happens to lots at rest, while no buyer is known: enough whoever it will be, where
 * the others suffice by themselves; else those others, and the buyer's custodian joins when it is known.
 *
 * @throws DomainError ATTESTORS_TOO_FEW
 */
export function restingQuorums(
  votes: VoteTree,
  security: Security,
  custodian: MspId,
  { always, next }: AttestationPlace,
): readonly Quorum[] {
  const whoever = quorumsWithoutBuyer(votes, security, custodian);
  if (whoever.length > 0) return completed(whoever, always, next);
  const others = rolesOf(votes).flatMap((role) => organisationAt(role, security, { sellers: custodian }) ?? []);
  return completed([[...new Set(others)].sort()], always, next);
}

const quorumsWithoutBuyer = (votes: VoteTree, security: Security, sellers: MspId): readonly Quorum[] =>
  quorumsOf(votes, (role) => organisationAt(role, security, { sellers }));

/** Whether those who attest lots at rest suffice whoever buys: nothing has to be set aside for a buyer. */
export const restsWithoutBuyer = (votes: VoteTree, security: Security, custodian: MspId): boolean =>
  quorumsWithoutBuyer(votes, security, custodian).length > 0;

/**
 * The quorums whose peers attest a transfer between two custodians.
 *
 * @throws DomainError ATTESTORS_TOO_FEW
 */
export const transferQuorums = (
  votes: VoteTree,
  security: Security,
  custodians: Required<TransferCustodians>,
  { always, next }: AttestationPlace,
): readonly Quorum[] =>
  completed(
    quorumsOf(votes, (role) => organisationAt(role, security, custodians)),
    always,
    next,
  );
