import { OPERATOR_ROLES, PAPER_STATUSES, STANDINGS } from '@scrip/model';
import { CORRECTION_REASONS, DAY_PHASES } from '@scrip/model';
import { z } from 'zod';
import { DEFINITION_EVENTS } from './known-definition-event.js';
import { JOINT_EVENTS } from './known-joint-event.js';
import { CreatedLotSchema } from './known-lot.js';
import { TITLE_EVENTS } from './known-title-event.js';
import type { DomainEvent } from '../ledger/ledger.js';

const EncumbranceSchema = z.looseObject({ isin: z.string(), holderId: z.string(), encumbranceId: z.string() });

const ClaimSchema = z.object({
  claimId: z.string(),
  issuer: z.string(),
  subject: z.string(),
  type: z.string(),
  revokedOn: z.string().optional(),
});
const MandateSchema = z.looseObject({
  mandateId: z.string(),
  principal: z.string(),
});
const OfficerSchema = z.looseObject({ entity: z.string(), office: z.string(), party: z.string() });

const OperatorSchema = z.object({
  mspId: z.string(),
  operatorId: z.string(),
  roles: z.array(z.enum(OPERATOR_ROLES)),
  validFrom: z.string(),
  validUntil: z.string().optional(),
  dismissedOn: z.string().optional(),
});

/** An operator as the ledger has it. */
export type RecordedOperator = z.infer<typeof OperatorSchema>;

const ProposedSchema = z.object({
  mspId: z.string(),
  approvalId: z.string(),
  function: z.string(),
  body: z.json(),
  bodyHash: z.string(),
  maker: z.string(),
  proposedOn: z.string(),
  expiresOn: z.string(),
});

const DecidedSchema = z.object({
  mspId: z.string(),
  approvalId: z.string(),
  status: z.enum(['approved', 'rejected']),
  checker: z.string().optional(),
  decidedOn: z.string(),
  reason: z.string().optional(),
});

/** A sensitive act as it is proposed. */
export type ProposedAct = z.infer<typeof ProposedSchema>;
/** A sensitive act as it is decided. */
export type DecidedAct = z.infer<typeof DecidedSchema>;

const KnownParticipant = z.object({
  mspId: z.string(),
  lei: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  standing: z.object({ status: z.enum(STANDINGS), since: z.string(), reason: z.string() }).optional(),
  nodes: z
    .object({
      operatorParty: z.string().optional(),
      peers: z.array(z.string()),
      orderers: z.array(z.string()),
      roots: z.array(z.string()),
    })
    .optional(),
});

/** The record of an organisation. */
export type ParticipantRecord = z.infer<typeof KnownParticipant>;

const DayPhase = z.enum(DAY_PHASES);

const AskedStep = z.object({
  businessDate: z.string(),
  phase: DayPhase,
  correction: z.enum(CORRECTION_REASONS).optional(),
  by: z.array(z.string()),
});

const PublishedCalendar = z.object({
  id: z.string(),
  weekend: z.array(z.string()),
  holidays: z.array(z.string()),
  timeZone: z.string(),
  cutOffs: z.object({ instruction: z.string(), settlement: z.string() }),
  version: z.int(),
});

const RaisedBreak = z.object({
  calendar: z.string(),
  breakId: z.string(),
  isin: z.string(),
  instructionId: z.string().optional(),
  holderId: z.string().optional(),
  reason: z.string(),
  documentHash: z.string().optional(),
  severity: z.string(),
  owner: z.looseObject({ mspId: z.string() }),
  raisedBy: z.string(),
  raisedOn: z.string(),
  found: z.looseObject({ scope: z.string(), subject: z.string() }).optional(),
  explanation: z.looseObject({ by: z.string() }).optional(),
  resolution: z.looseObject({ by: z.string(), on: z.string() }).optional(),
});

const OrderedMovement = {
  isin: z.string(),
  units: z.string(),
  businessDate: z.string(),
  order: z.looseObject({ by: z.string() }),
  consumed: z.array(z.string()),
  created: z.array(CreatedLotSchema),
} as const;

/**
 * What the read model takes from each event of `@scrip/model`. Values were checked by the ledger; here only the shape
 * is. Fields that the read model does not use may be added without a new schema of the envelope.
 */
const KnownEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('AuthorityBootstrapped'),
    charter: z.object({ network: z.string(), referenceCalendar: z.string() }),
    participants: z.array(KnownParticipant),
    calendars: z.array(z.object({ calendar: z.string(), businessDate: z.string(), phase: DayPhase })),
  }),
  z.object({ type: z.literal('ParticipantChanged'), participant: KnownParticipant }),
  z.object({ type: z.literal('CalendarPublished'), calendar: PublishedCalendar }),
  z.object({ type: z.literal('BusinessDateStepAsked'), calendar: z.string(), ...AskedStep.shape }),
  z.object({
    type: z.literal('BusinessDateAdvanced'),
    calendar: z.string(),
    previous: z.string(),
    businessDate: z.string(),
    phase: DayPhase,
  }),
  z.object({ type: z.enum(['BreakRaised', 'BreakChanged', 'BreakResolved']), break: RaisedBreak }),
  z.object({
    type: z.literal('BooksReconciled'),
    report: z.looseObject({ isin: z.string(), reportId: z.string(), scope: z.string(), businessDate: z.string() }),
  }),
  z.object({
    type: z.enum([
      'PartyRegistered',
      'PartyAmended',
      'PartyKeysChanged',
      'RecoveryRequested',
      'RecoveryCancelled',
      'RecoveryCompleted',
      'PartyRestricted',
      'PartyRestored',
      'PartyCapacityDeclared',
      'CustodyMoved',
    ]),
    party: z.looseObject({ partyId: z.string(), custodian: z.string() }),
  }),
  z.object({ type: z.literal('CustodyMoveAsked') }),
  z.object({ type: z.literal('ClaimPublished'), claim: ClaimSchema }),
  z.object({ type: z.literal('ClaimRevoked'), claim: ClaimSchema }),
  z.object({
    type: z.literal('TrustAdopted'),
    trust: z.looseObject({ isin: z.string().optional(), type: z.string() }),
  }),
  z.object({ type: z.enum(['MandateGiven', 'MandateEnded', 'MandateResigned']), mandate: MandateSchema }),
  z.object({ type: z.enum(['OfficerAppointed', 'OfficerDismissed']), officer: OfficerSchema }),
  z.object({
    type: z.literal('GroupDeclared'),
    group: z.looseObject({
      groupId: z.string(),
      members: z.array(z.looseObject({ party: z.string(), statedBy: z.string().optional() })),
    }),
  }),
  z.object({
    type: z.enum(['CredentialIssuerAdopted', 'CredentialIssuerEnded']),
    issuer: z.looseObject({ keyId: z.string() }),
  }),
  z.object({ type: z.enum(['OperatorsAppointed', 'OperatorDismissed']), operators: z.array(OperatorSchema) }),
  z.object({ type: z.literal('ActProposed'), approval: ProposedSchema }),
  z.object({ type: z.enum(['ActApproved', 'ActRejected']), approval: DecidedSchema }),
  z.object({
    type: z.literal('SecurityRegistered'),
    security: z.looseObject({ isin: z.string(), name: z.string(), registrar: z.string(), calendar: z.string() }),
  }),
  z.object({
    type: z.literal('RulesAdopted'),
    rules: z.looseObject({ isin: z.string(), version: z.int() }),
  }),
  z.object({
    type: z.enum(['ExemptionGranted', 'ExemptionEnded']),
    exemption: z.looseObject({ isin: z.string(), party: z.string(), exemptionId: z.string() }),
  }),
  z.object({
    type: z.literal('ConsentStated'),
    consent: z.looseObject({ instructionId: z.string(), mspId: z.string() }),
  }),
  z.object({ type: z.enum(['OfferingClosed', 'OfferingReopened']), offering: z.looseObject({ isin: z.string() }) }),
  z.object({
    type: z.literal('HoldingIssued'),
    isin: z.string(),
    businessDate: z.string(),
    created: z.array(CreatedLotSchema),
    issued: z.string(),
  }),
  z.object({
    type: z.enum(['TransferForced', 'HoldingRecovered', 'EncumbranceEnforced']),
    ...OrderedMovement,
    fromHolderId: z.string(),
    toHolderId: z.string(),
  }),
  z.object({
    type: z.literal('RegisterCorrected'),
    ...OrderedMovement,
    fromHolderId: z.string(),
    toHolderId: z.string(),
    corrects: z.object({ entry: z.string(), on: z.string() }),
  }),
  z.object({
    type: z.enum(['HoldingRedeemed', 'HoldingCancelled']),
    ...OrderedMovement,
    holderId: z.string(),
    issued: z.string(),
  }),
  z.object({
    type: z.enum(['HoldingDematerialised', 'HoldingRematerialised']),
    ...OrderedMovement,
    holderId: z.string(),
    entry: z.string(),
    certificates: z.array(z.object({ number: z.string(), units: z.string() })),
    status: z.enum(PAPER_STATUSES),
    issued: z.string(),
    onPaper: z.string(),
  }),
  z.object({
    type: z.literal('LotsRehomed'),
    businessDate: z.string(),
    consumed: z.array(z.string()),
    created: z.array(CreatedLotSchema),
  }),
  ...DEFINITION_EVENTS,
  ...TITLE_EVENTS,
  z.object({
    type: z.literal('LotsConsolidated'),
    businessDate: z.string(),
    consumed: z.array(z.string()),
    created: z.array(CreatedLotSchema),
  }),
  z.object({
    type: z.literal('UnitsExchanged'),
    exchange: z.looseObject({ isin: z.string(), intoIsin: z.string(), businessDate: z.string() }),
    consumed: z.array(z.string()),
    created: z.array(CreatedLotSchema),
    arrived: z.array(CreatedLotSchema),
    issued: z.string(),
    intoIssued: z.string(),
  }),
  z.object({ type: z.enum(['UnitsEncumbered', 'EncumbranceEnded']), encumbrance: EncumbranceSchema }),
  z.object({ type: z.literal('EncumbranceChanged'), previous: EncumbranceSchema, now: z.array(EncumbranceSchema) }),
  z.object({
    type: z.literal('HolderStandingChanged'),
    standing: z.looseObject({ isin: z.string(), holderId: z.string(), status: z.string() }),
  }),
  z.object({
    type: z.literal('HoldersRescreened'),
    rescreening: z.looseObject({ isin: z.string() }),
  }),
  z.object({ type: z.literal('ScreenerChanged'), isin: z.string(), screener: z.string().optional() }),
  z.object({
    type: z.enum([
      'DisputeRaised',
      'DisputeAgreed',
      'DisputeDecided',
      'DisputeWithdrawn',
      'DisputeCorrected',
      'DisputeCarried',
    ]),
    dispute: z.looseObject({ isin: z.string(), disputeId: z.string(), holderId: z.string(), state: z.string() }),
  }),
  z.object({
    type: z.enum(['EvidencePublished', 'EvidenceRevoked']),
    evidence: z.looseObject({ isin: z.string(), evidenceId: z.string(), issuedOn: z.string() }),
  }),
  z.object({
    type: z.literal('SecurityDeactivated'),
    isin: z.string(),
    deactivated: z.looseObject({ on: z.string() }),
  }),
  z.object({ type: z.literal('AuthorisedUnitsAsked') }),
  z.object({
    type: z.literal('AuthorisedUnitsChanged'),
    isin: z.string(),
    authorisedUnits: z.string(),
    previous: z.string(),
    businessDate: z.string(),
  }),
  z.object({
    type: z.enum(['FreezeImposed', 'FreezeLifted']),
    freeze: z.looseObject({
      scope: z.string(),
      isin: z.string().optional(),
      holderId: z.string().optional(),
      imposedBy: z.string(),
      dispute: z.string().optional(),
    }),
  }),
  z.object({
    type: z.literal('InstructionRegistered'),
    instruction: z.looseObject({
      instructionId: z.string(),
      isin: z.string(),
      custodian: z.string(),
      instructedOn: z.string(),
      settlementDate: z.string(),
    }),
  }),
  z.object({
    type: z.literal('HoldingTransferred'),
    businessDate: z.string(),
    instructionId: z.string(),
    lateSince: z.string().optional(),
    consumed: z.array(z.string()),
    created: z.array(CreatedLotSchema),
  }),
  ...JOINT_EVENTS,
  z.object({
    type: z.literal('SettlementLeaseTaken'),
    lease: z.looseObject({ registrar: z.string(), holder: z.string(), version: z.int() }),
  }),
  z.object({
    type: z.literal('InstructionRefused'),
    instructionId: z.string(),
    code: z.string(),
    businessDate: z.string(),
    endedBy: z.looseObject({ by: z.string(), basis: z.string() }).optional(),
  }),
  z.object({
    type: z.literal('WithdrawalStated'),
    instruction: z.looseObject({
      instructionId: z.string(),
      status: z.enum(['pending', 'withdrawn']),
      decidedOn: z.string().optional(),
    }),
  }),
]);

/** A domain event that this version of the read model understands. */
export type KnownEvent = z.infer<typeof KnownEventSchema>;

/** @throws {z.ZodError} when the event is of an unknown type or shape */
export function readEvent({ type, facts }: DomainEvent): KnownEvent {
  return KnownEventSchema.parse({ ...facts, type });
}
