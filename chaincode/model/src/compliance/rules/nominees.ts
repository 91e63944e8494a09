import { bestStatus } from '../../claim/claim-status.js';
import { claimType } from '../../identifiers/names.js';
import { COMPLIANCE_EVENTS } from '../facts.js';
import { metIf, ruleKind } from '../rule-kind.js';
import { someStand } from './claims.js';

/** The receiver is on the register itself: nobody holds for it. */
export const holdsDirectly = ruleKind({
  is: 'holdsDirectly@1',
  events: COMPLIANCE_EVENTS,
  parameters: {},
  needs: () => [],
  judge: (_, { movement: { nominees = [] } }) => metIf(nominees.length === 0, 'NOMINEE_NOT_ALLOWED'),
  says: () => 'the receiver holds directly',
});

/** Every nominee through whom the receiver holds has a claim of a type; met where there is none. */
export const nomineesHaveClaim = ruleKind({
  is: 'nomineesHaveClaim@1',
  events: COMPLIANCE_EVENTS,
  parameters: { type: claimType },
  needs: ({ type }) => [{ need: 'nomineeClaims', type }],
  judge: ({ type }, facts) => {
    const { isin, today } = facts.movement;
    const judged = facts
      .of({ need: 'nomineeClaims', type })
      .map(({ held, issuers }) => someStand([bestStatus(held, { isin, issuers, today })]));
    return judged.find(({ outcome }) => outcome !== 'met') ?? { outcome: 'met' };
  },
  says: ({ type }) => `every nominee of the receiver has a claim of ${type}`,
});
