import { DomainError } from '../errors/domain-error.js';
import type { OperatorRole } from '../operator/operator.js';
import type { Participant, Role } from './participant.js';
import { mayCommand } from './standing.js';

/**
 * Who may call a function: holders of one of the roles, any participant, or anyone that the channel lets in. `founder`
 * is a participant that the founding itself names, while the channel has no authority records.
 */
export type Callers = readonly Role[] | 'participant' | 'anyone' | 'founder';

/** Which persons of the caller's organisation may give a command. */
export interface OperatorRule {
  /** An operator with one of these roles. */
  readonly operators: readonly OperatorRole[];
  /** Whether a program of the organisation may give it too, because no person decides anything by it. */
  readonly automated?: true;
  /** Whether an operator who has a key on record signs it. */
  readonly signed?: true;
  /** Whether it is carried out only when a checker has approved what the maker proposed. */
  readonly dual?: true;
  /** Whether one transaction may carry several such commands, each carried out or refused alone. */
  readonly batched?: true;
}

/** A function of the contracts as data. */
export type TransactionRule = {
  readonly callers: Callers;
  /** Names of the arguments. */
  readonly arguments: readonly string[];
  /** Whether an organisation that is suspended, expelled or has resigned may give it too. */
  readonly inAnyStanding?: true;
} & (
  | { readonly kind: 'query' }
  /** `command` writes public state; `private` writes only the private collection of the caller's organisation. */
  | ({ readonly kind: 'command' | 'private' } & OperatorRule)
);

type CommandRule = TransactionRule & OperatorRule;
type DualRule = CommandRule & { readonly dual: true };

const command = (callers: Callers, operators: OperatorRule = { operators: ['maker'] }): CommandRule => ({
  kind: 'command',
  callers,
  arguments: ['command'],
  ...operators,
});
/** A sensitive act: maker and checker. */
const dual = (callers: Callers, operators: readonly OperatorRole[] = ['maker']): DualRule => ({
  ...command(callers, { operators, signed: true }),
  dual: true,
});
const privately = (callers: Callers, operators?: OperatorRule): CommandRule => ({
  ...command(callers, operators),
  kind: 'private',
});
const query = (...names: readonly string[]): TransactionRule => ({
  kind: 'query',
  callers: 'participant',
  arguments: names,
});
const publicQuery = (...names: readonly string[]): TransactionRule => ({ ...query(...names), callers: 'anyone' });

/** Given by persons or, for many of them at once, by a program of theirs. */
const AUTOMATED: OperatorRule = { operators: ['maker'], automated: true };

/** Organisations that take holders on: only they have clients of their own. */
const ONBOARDING: readonly Role[] = ['issuer', 'registrar', 'custodian', 'broker'];

/** Organisations that keep books of which a register must be the sum. */
const RECONCILING: readonly Role[] = ['issuer', 'registrar', 'custodian', 'broker', 'payingAgent'];

/** Two of them take the steps of the business day together: see `isAgreed`. */
const DECIDING_DAYS: readonly Role[] = ['calendarAuthority', 'registrar', 'regulator'];

/**
 * Every function with the authority that it needs. A function that is not here does not exist; what a role may do is
 * narrowed further by the record concerned (the issuer or the registrar of the security, the custodian of the holder).
 * What only takes power away does not wait for a custodian's goodwill: what a party signed any participant brings in, and
 * an organisation undoes its own acts in any standing.
 * Units come into being by their issuer alone: a registrar that could also create them would attest its own work.
 */
export const TRANSACTIONS = {
  'authority:bootstrap': command('founder', { operators: [], automated: true }),
  'authority:acceptFounding': privately('founder', { operators: [], automated: true }),
  'authority:participants': publicQuery(),
  'authority:changeStanding': dual(['regulator']),
  'authority:resign': { ...command('participant', { operators: ['administrator'] }), inAnyStanding: true },
  'authority:declareNodes': command('participant', { operators: ['administrator'] }),
  'operator:bootstrap': command('participant', { operators: [], automated: true }),
  'operator:appoint': dual('participant', ['administrator']),
  'operator:dismiss': dual('participant', ['administrator']),
  'operator:list': query('mspId'),
  // a decision needs the standing that the act itself needs
  'approval:approve': { ...command('participant', { operators: ['checker'], signed: true }), inAnyStanding: true },
  'approval:reject': command('participant', { operators: ['checker', 'maker', 'administrator'], signed: true }),
  'approval:get': query('approvalId'),
  'calendar:advance': command(DECIDING_DAYS),
  'calendar:correct': dual(DECIDING_DAYS),
  'calendar:changeHolidays': dual(['calendarAuthority']),
  'calendar:raiseBreak': command('participant', AUTOMATED),
  'calendar:assignBreak': command('participant'),
  'calendar:explainBreak': command('participant'),
  'calendar:resolveBreak': dual('participant'),
  'calendar:businessDate': query('calendar'),
  'calendar:get': query('calendar'),
  'calendar:version': query('calendar', 'version'),
  'calendar:openBreaks': query('calendar'),
  'reconciliation:report': command(RECONCILING, AUTOMATED),
  'reconciliation:get': query('isin', 'reportId'),
  'reconciliation:holdings': query('isin', 'after'),
  'party:record': privately(ONBOARDING),
  'party:register': command(ONBOARDING),
  'party:amend': command(ONBOARDING),
  'party:purge': privately(ONBOARDING),
  'party:changeKeys': command(ONBOARDING),
  'party:requestRecovery': command(ONBOARDING),
  'party:cancelRecovery': dual('participant'),
  'party:completeRecovery': dual(ONBOARDING),
  'party:recordReason': privately([...ONBOARDING, 'regulator']),
  // whoever rejects a restriction erases its reason
  'party:purgeReason': privately([...ONBOARDING, 'regulator'], { operators: ['maker', 'checker', 'administrator'] }),
  'party:restrict': dual([...ONBOARDING, 'regulator']),
  'party:restore': { ...dual([...ONBOARDING, 'regulator']), inAnyStanding: true },
  'party:declareCapacity': dual([...ONBOARDING, 'regulator']),
  'party:moveCustody': dual([...ONBOARDING, 'regulator']),
  'party:get': query('partyId'),
  'party:ofKey': query('keyId'),
  'party:read': query('partyId'),
  'claim:record': privately('participant'),
  'claim:publish': command('participant'),
  'claim:revoke': { ...privately('participant'), inAnyStanding: true },
  'claim:announceRevocation': { ...command('participant'), inAnyStanding: true },
  'claim:purgeDetails': privately('participant'),
  'claim:ofParty': query('partyId', 'scope'),
  'claim:details': query('claimId'),
  'trust:adopt': dual(['regulator', 'issuer']),
  'trust:end': command(['regulator', 'issuer']),
  'trust:list': query('scope'),
  'mandate:grant': command(ONBOARDING),
  'mandate:revoke': command('participant'),
  'mandate:resign': command('participant'),
  'mandate:appoint': dual([...ONBOARDING, 'regulator']),
  'mandate:withdraw': { ...command([...ONBOARDING, 'regulator']), inAnyStanding: true },
  'mandate:appointOfficer': dual([...ONBOARDING, 'regulator']),
  'mandate:dismissOfficer': command([...ONBOARDING, 'regulator']),
  'mandate:ofParty': query('partyId'),
  'mandate:mayAct': query('question'),
  'group:declare': command(ONBOARDING),
  'group:get': query('groupId'),
  'group:holding': query('groupId', 'isin'),
  'credential:adoptIssuer': dual(['regulator']),
  'credential:endIssuer': command(['regulator']),
  'credential:issuers': query(),
  'definition:draft': command('participant'),
  'definition:withdraw': command('participant'),
  'definition:propose': command('participant', { operators: ['maker'], signed: true }),
  // no law rests on the organisation alone that has proposed it
  'definition:adopt': dual(['registrar', 'regulator']),
  'definition:retire': dual('participant'),
  'definition:get': query('name'),
  'definition:list': query(),
  'definition:programs': query(),
  'definition:find': query('question'),
  // a vote is a person's: no program gives one
  'ownership:recordVote': privately('participant', { operators: ['maker', 'checker'] }),
  'ownership:castVote': command('participant', { operators: ['maker', 'checker'], signed: true }),
  'ownership:recordStandingVote': privately('participant'),
  'ownership:giveStandingVote': dual('participant'),
  'ownership:endStandingVote': command('participant', { operators: ['maker', 'checker', 'administrator'] }),
  'ownership:openBallots': command('participant', AUTOMATED),
  'ownership:closeBallots': command('participant', AUTOMATED),
  // who leaves says so in any standing; whoever stays may have to go on without it
  'ownership:giveNotice': { ...dual('participant'), inAnyStanding: true },
  'ownership:replaceAttestor': dual(['issuer', 'regulator']),
  'ownership:rehome': command(['registrar', 'regulator'], AUTOMATED),
  'ownership:stale': query('isin', 'after'),
  'ownership:ballot': query('instructionId'),
  'ownership:standingVotes': query('isin'),
  'ownership:reason': query('instructionId', 'role'),
  'ownership:position': query('instructionId'),
  'security:register': command(['issuer']),
  'security:amend': dual(['issuer', 'registrar', 'regulator']),
  'security:closeOffering': dual(['issuer']),
  'security:reopenOffering': dual(['issuer']),
  'security:changeAuthorisedUnits': dual(['issuer', 'registrar', 'regulator']),
  'security:deactivate': dual(['issuer', 'regulator']),
  // a program brings in what holders have signed, and a person speaks for those without keys
  'solicitation:vote': command(ONBOARDING, { ...AUTOMATED, batched: true }),
  // who is the issuer is on the ledger, and what follows from dates and votes is nobody's decision
  'solicitation:setAside': command('participant', AUTOMATED),
  'solicitation:conclude': command('participant', AUTOMATED),
  'solicitation:withdraw': dual(['issuer']),
  'solicitation:get': query('isin', 'number'),
  'solicitation:list': query('isin'),
  'solicitation:account': query('isin', 'number', 'account'),
  'dispute:raise': dual('participant'),
  'dispute:agree': command(ONBOARDING),
  'dispute:decide': dual(['registrar', 'regulator']),
  'dispute:withdraw': { ...command('participant'), inAnyStanding: true },
  'dispute:get': query('isin', 'disputeId'),
  'dispute:list': query('isin'),
  'evidence:publish': dual('participant'),
  'evidence:revoke': { ...command('participant'), inAnyStanding: true },
  'evidence:behind': query('isin'),
  'evidence:due': query('days'),
  'compliance:exempt': dual(['issuer', 'regulator']),
  'compliance:endExemption': command(['issuer', 'regulator']),
  'compliance:consent': command('participant', { operators: ['maker', 'checker'], signed: true }),
  'compliance:rescreen': command('participant', AUTOMATED),
  'compliance:rules': query('isin'),
  'compliance:exemptions': query('isin', 'partyId'),
  'compliance:screen': query('isin', 'parties'),
  'compliance:standing': query('isin', 'partyId'),
  'screening:changeList': privately('participant'),
  'screening:state': privately('participant', AUTOMATED),
  'screening:due': query('isin', 'movements', 'from'),
  'screening:list': query(),
  'screening:listed': query('isin', 'parties'),
  'security:changeScreener': dual(['issuer', 'regulator']),
  'security:get': query('isin'),
  'security:list': query(),
  'register:issue': dual(['issuer']),
  'register:freezeSecurity': dual(['issuer', 'regulator']),
  'register:freezeHolder': dual(['registrar', 'regulator']),
  'register:freezeUnits': dual(['registrar', 'regulator']),
  'register:liftFreeze': { ...dual(['issuer', 'registrar', 'regulator']), inAnyStanding: true },
  // whoever keeps a register elsewhere has no role of its own
  'register:forceTransfer': dual('participant'),
  'register:recoverHolding': dual('participant'),
  'register:correct': dual(['registrar']),
  'register:redeem': dual(['issuer']),
  'register:cancel': dual(['issuer']),
  'register:encumber': dual(ONBOARDING),
  'register:releaseUnits': dual(ONBOARDING),
  'register:subordinate': dual(ONBOARDING),
  'register:attachUnits': dual(['registrar', 'regulator']),
  'register:liftAttachment': { ...dual(['registrar', 'regulator']), inAnyStanding: true },
  'register:enforce': dual('participant'),
  'register:exchange': dual(ONBOARDING),
  'register:dematerialise': dual(['issuer']),
  'register:rematerialise': dual(['issuer', 'regulator']),
  'register:consolidate': command(ONBOARDING),
  'register:certify': query('isin', 'holderId', 'nonce'),
  'register:income': query('isin', 'holderId'),
  'register:entry': query('isin', 'businessDate', 'entry'),
  'register:freezes': query('isin', 'holderId'),
  'register:holders': query('isin'),
  'register:holding': query('isin', 'holderId'),
  'register:dryRunExchange': query('exchange'),
  'register:heldFor': query('isin', 'ownerId'),
  'register:paperCertificate': query('isin', 'number'),
  'register:history': query('isin', 'holderId', 'lotId'),
  'settlement:instruct': command(ONBOARDING, { ...AUTOMATED, batched: true }),
  'settlement:accept': command(ONBOARDING, AUTOMATED),
  'settlement:settle': command(['registrar'], AUTOMATED),
  'settlement:cancel': dual(['registrar']),
  'settlement:takeLease': command(['registrar'], AUTOMATED),
  'settlement:lease': query('registrar'),
  'settlement:instruction': query('instructionId'),
  'settlement:pending': query('isin'),
  'settlement:dryRun': query('instruction'),
  'instruction:propose': command(ONBOARDING, AUTOMATED),
  'instruction:affirm': command(ONBOARDING, AUTOMATED),
  'instruction:withdraw': command(ONBOARDING),
  // a regulator only states, for an agent without standing, that money has been given back
  'instruction:statePayment': command(['payingAgent', 'regulator'], { operators: ['maker'], signed: true }),
  'instruction:settle': command(ONBOARDING, AUTOMATED),
  'instruction:settleNetted': command(ONBOARDING, AUTOMATED),
  // who knows the preimage has the right: nothing else is asked
  'instruction:presentPreimage': command('participant', AUTOMATED),
  'instruction:callBuyIn': command(ONBOARDING),
  'instruction:get': query('instructionId'),
  'instruction:reservations': query('isin', 'holderId'),
  'system:buildInfo': publicQuery(),
  'system:finality': publicQuery(),
} as const satisfies Readonly<Record<string, TransactionRule>>;

/** Name of a function: `contract:function`. */
export type TransactionName = keyof typeof TRANSACTIONS;

/** Name of a function that a checker must approve. */
export type DualFunction = {
  readonly [Name in TransactionName]: (typeof TRANSACTIONS)[Name] extends DualRule ? Name : never;
}[TransactionName];

/** Whether a text names a function that a checker must approve. */
export const isDualFunction = (text: string): text is DualFunction =>
  isTransactionName(text) && 'dual' in TRANSACTIONS[text];

/** Whether a text names a function. */
export const isTransactionName = (text: string): text is TransactionName => Object.hasOwn(TRANSACTIONS, text);

/**
 * Lets a caller through or refuses.
 *
 * @param caller - record of the caller's organisation; undefined when it has none on this channel
 * @throws DomainError AUTHORITY_DENIED, STANDING_DENIED
 */
export function requireAuthority(name: TransactionName, caller: Participant | undefined): void {
  const { callers, kind, inAnyStanding }: TransactionRule = TRANSACTIONS[name];
  if (callers === 'anyone' || callers === 'founder') return;
  const holds =
    caller !== undefined && (callers === 'participant' || callers.some((role) => caller.roles.includes(role)));
  if (!holds) throw new DomainError('AUTHORITY_DENIED', { function: name });
  if (kind !== 'query' && inAnyStanding !== true && !mayCommand(caller.standing)) {
    throw new DomainError('STANDING_DENIED', { function: name });
  }
}
