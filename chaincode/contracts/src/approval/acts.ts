import { DomainError, isDualFunction, type DualFunction } from '@scrip/model';
import { setStanding } from '../authority/membership.js';
import { endBreak } from '../calendar/breaks.js';
import { publishHolidays } from '../calendar/change-holidays.js';
import { correctDay } from '../calendar/take-step.js';
import { adoptClaimTrust } from '../claim/adopt-trust.js';
import { exemptParty } from '../compliance/exempt.js';
import { adoptIssuer } from '../credential/adopt-issuer.js';
import { adoptDefinition, retireDefinition } from '../definition/steps.js';
import { decide } from '../dispute/decide-dispute.js';
import { raiseDispute } from '../dispute/raise-dispute.js';
import { showEvidence } from '../evidence/publish-evidence.js';
import { appointAgents } from '../mandate/give-mandate.js';
import { appointOfficer } from '../mandate/officers.js';
import { appointOperators, dismissOperator } from '../operator/appoint.js';
import { declareCapacity } from '../party/declare-capacity.js';
import { cancelRecovery, completeRecovery } from '../party/recover-keys.js';
import { restoreParty, restrictParty } from '../party/restrict-party.js';
import { attachUnits, liftAttachment } from '../register/attach.js';
import { correctRegister } from '../register/correct.js';
import { dematerialiseUnits } from '../register/dematerialise.js';
import { encumber, releaseUnits, subordinate } from '../register/encumber.js';
import { enforce } from '../register/enforce.js';
import { exchangeUnits } from '../register/exchange.js';
import { freezeHolder, freezeSecurity, freezeUnits, liftFreeze } from '../register/freeze.js';
import { forceTransfer } from '../register/forced-transfer.js';
import { issueUnits } from '../register/issue.js';
import { recoverHolding } from '../register/recover-holding.js';
import { cancelUnits, redeemUnits } from '../register/redeem.js';
import { rematerialiseUnits } from '../register/rematerialise.js';
import { amendSecurity } from '../security/amend.js';
import { changeAuthorisedUnits } from '../security/authorised-units.js';
import { nameScreener } from '../security/change-screener.js';
import { deactivateSecurity } from '../security/deactivate.js';
import { closeOffering, reopenOffering } from '../security/offering.js';
import { withdrawSolicitation } from '../solicitation/conclude.js';
import { cancelInstruction } from '../settlement/cancel.js';
import { moveCustody } from '../party/move-custody.js';
import { giveNotice, replaceAttestor } from '../title/replace-attestor.js';
import { giveStandingVote } from '../title/standing-votes.js';
import type { CommandHandler } from '../transaction/submit.js';
import type { UnitOfWork } from '../transaction/unit-of-work.js';

/** A sensitive act, ready to be done with the body that was proposed. */
type Act = (work: UnitOfWork, body: unknown) => Promise<unknown>;

const act =
  <Body>({ body: read, run }: CommandHandler<Body>): Act =>
  (work, body) =>
    run(work, read(body, '/body'));

/** What is done when a checker approves: the handler of the function that was proposed, and no other. */
const ACTS: Readonly<Record<DualFunction, Act>> = {
  'authority:changeStanding': act(setStanding),
  'calendar:correct': act(correctDay),
  'calendar:changeHolidays': act(publishHolidays),
  'calendar:resolveBreak': act(endBreak),
  'compliance:exempt': act(exemptParty),
  'credential:adoptIssuer': act(adoptIssuer),
  'definition:adopt': act(adoptDefinition),
  'definition:retire': act(retireDefinition),
  'dispute:decide': act(decide),
  'dispute:raise': act(raiseDispute),
  'evidence:publish': act(showEvidence),
  'mandate:appoint': act(appointAgents),
  'mandate:appointOfficer': act(appointOfficer),
  'operator:appoint': act(appointOperators),
  'operator:dismiss': act(dismissOperator),
  'party:cancelRecovery': act(cancelRecovery),
  'party:completeRecovery': act(completeRecovery),
  'party:declareCapacity': act(declareCapacity),
  'party:restrict': act(restrictParty),
  'party:restore': act(restoreParty),
  'register:attachUnits': act(attachUnits),
  'register:cancel': act(cancelUnits),
  'register:correct': act(correctRegister),
  'register:dematerialise': act(dematerialiseUnits),
  'register:encumber': act(encumber),
  'register:enforce': act(enforce),
  'register:exchange': act(exchangeUnits),
  'register:forceTransfer': act(forceTransfer),
  'register:freezeHolder': act(freezeHolder),
  'register:freezeSecurity': act(freezeSecurity),
  'register:freezeUnits': act(freezeUnits),
  'register:issue': act(issueUnits),
  'register:liftAttachment': act(liftAttachment),
  'register:liftFreeze': act(liftFreeze),
  'register:recoverHolding': act(recoverHolding),
  'register:redeem': act(redeemUnits),
  'register:releaseUnits': act(releaseUnits),
  'register:rematerialise': act(rematerialiseUnits),
  'register:subordinate': act(subordinate),
  'security:amend': act(amendSecurity),
  'security:changeAuthorisedUnits': act(changeAuthorisedUnits),
  'security:changeScreener': act(nameScreener),
  'security:closeOffering': act(closeOffering),
  'security:deactivate': act(deactivateSecurity),
  'security:reopenOffering': act(reopenOffering),
  'solicitation:withdraw': act(withdrawSolicitation),
  'settlement:cancel': act(cancelInstruction),
  'trust:adopt': act(adoptClaimTrust),
  'ownership:giveNotice': act(giveNotice),
  'ownership:replaceAttestor': act(replaceAttestor),
  'party:moveCustody': act(moveCustody),
  'ownership:giveStandingVote': act(giveStandingVote),
};

/**
 * The function that was proposed, with what is done.
 *
 * @throws DomainError FUNCTION_UNKNOWN where an earlier release had it and this one does not
 */
export function actOf(name: string): { readonly name: DualFunction; readonly act: Act } {
  if (!isDualFunction(name)) throw new DomainError('FUNCTION_UNKNOWN', { function: name });
  return { name, act: ACTS[name] };
}
