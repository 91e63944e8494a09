import type { AttestedVote, PassedTitle } from './checks/passed-title.js';

const PLACES: Readonly<Record<string, string>> = {
  registrar: 'as registrar',
  issuer: 'as issuer',
  notary: 'as notary',
  sellersCustodian: 'as the custodian of who had it before',
  buyersCustodian: 'as the custodian of who got it',
  externalRegister: 'for the register elsewhere',
};

/** By which votes title to a lot passed. @param lot - how the sentence names it */
export const votesInWords = (lot: string, { protocol, protocolHash, votes }: PassedTitle): string =>
  `${lot}: title passed under the protocol ${protocol}, with the SHA-256 ${protocolHash}, with the votes: ` +
  `${votes.map(voteInWords).join('; ')}.`;

/** What is left open about votes; nothing where there were none. */
export const votesNotProven = (passed: readonly PassedTitle[]): readonly string[] =>
  passed.length === 0
    ? []
    : [
        'Why it was voted so: reasons stay with who voted. What each voted lies with it, under the SHA-256 that is named, ' +
          'and the peers have compared that.',
      ];

function voteInWords({ role, voter, mode, decision, on, until, operator, vote }: AttestedVote): string {
  const who = `${voter} ${PLACES[role] ?? `as ${role}`}`;
  const kept = vote === undefined ? '' : `, SHA-256 ${vote}`;
  switch (mode) {
    case 'ballot':
      return `${who} said ${decision} in a ballot on ${on}, by its operator ${operator ?? 'whom the entry does not name'}${kept}`;
    case 'standing':
      return `${who} said ${decision} by a standing vote of ${on} until ${until ?? 'a day that the entry does not name'}, which is automation${kept}`;
    case 'silence':
      return `${who} was silent until ${on}, which the protocol counts as ${decision}`;
    default:
      return `${who} said ${decision} on ${on}, by ${mode}${kept}`;
  }
}
