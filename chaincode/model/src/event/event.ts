import type { Approval } from '../approval/approval.js';
import type { ChannelCharter, LawfulOverride } from '../authority/founding.js';
import type { Participant } from '../authority/participant.js';
import type { Break } from '../calendar/break.js';
import type { BusinessCalendar } from '../calendar/business-calendar.js';
import type { AskedStep, CalendarDate, DayStep } from '../calendar/day-step.js';
import type { PublishedClaim } from '../claim/claim.js';
import type { Trust } from '../claim/trust.js';
import type { HolderStanding, Rescreening } from '../compliance/holder-standing.js';
import type { AdoptedRules } from '../compliance/adoption.js';
import type { Consent } from '../compliance/consent.js';
import type { Exemption } from '../compliance/exemption.js';
import type { CredentialIssuer } from '../credential/issuer.js';
import type { BusinessDate } from '../dates/business-date.js';
import type { AskedAmendment } from '../definition/amendment.js';
import type { DefinitionSummary } from '../definition/recorded.js';
import type { Dispute } from '../dispute/dispute.js';
import type { AssetEvidence } from '../evidence/evidence.js';
import type { ErrorCode } from '../errors/catalogue.js';
import type { AskedCustodyMove } from '../party/custody.js';
import type { Party } from '../party/party.js';
import type { PartyGroup } from '../group/group.js';
import type { Isin } from '../identifiers/isin.js';
import type { Mandate } from '../mandate/mandate.js';
import type { Officer } from '../mandate/office.js';
import type { Operator } from '../operator/operator.js';
import type { JointInstruction } from '../joint/joint-instruction.js';
import type { BreakId, CalendarId, InstructionId, LotId, MspId, PartyId, Sha256 } from '../identifiers/names.js';
import type { ReconciliationReport } from '../reconciliation/report.js';
import type { EntryReference } from '../register/correction.js';
import type { Designation } from '../register/designation.js';
import type { EntryId } from '../register/entry-id.js';
import type { Exchange } from '../register/exchange.js';
import type { Encumbrance } from '../register/encumbrance.js';
import type { Freeze } from '../register/freeze.js';
import type { LegalBasis } from '../register/legal-basis.js';
import type { Lot } from '../register/lot.js';
import type { Offering } from '../register/offering.js';
import type { PaperPiece, PaperStatus } from '../register/paper-certificate.js';
import type { MovementOrder } from '../register/movement-order.js';
import type { AskedAuthorisedChange } from '../security/authorised-change.js';
import type { Deactivation } from '../security/deactivation.js';
import type { DefinedBy, Security } from '../security/security.js';
import { canonicalJson } from '../serialisation/canonical-json.js';
import type { SettlementLease } from '../settlement/lease.js';
import type { SettlementInstruction } from '../settlement/instruction.js';
import type { RecordedVote } from '../solicitation/holder-vote.js';
import type { Solicitation } from '../solicitation/solicitation.js';
import type { Ballot } from '../title/ballot.js';
import type { RecordedNotice, ReplaceableRole } from '../title/replacement.js';
import type { StandingVote, Vote } from '../title/vote.js';

/** A net movement of a joint instruction. */
export interface SettledMovement {
  readonly isin: Isin;
  readonly fromHolderId: PartyId;
  readonly toHolderId: PartyId;
  readonly units: bigint;
  readonly businessDate: BusinessDate;
  readonly consumed: readonly LotId[];
  readonly created: readonly Lot[];
}

/** What happened on the ledger, with all that a read model needs. No personal data: holders are salted ids. */
export type DomainEvent =
  | {
      readonly type: 'AuthorityBootstrapped';
      readonly charter: ChannelCharter;
      readonly participants: readonly Participant[];
      readonly calendars: readonly CalendarDate[];
      readonly lawfulOverride: LawfulOverride;
    }
  /** The record of an organisation as it is from now on. */
  | { readonly type: 'ParticipantChanged'; readonly participant: Participant }
  /** A calendar as it is from now on: at the founding, and after a change of its holidays. */
  | { readonly type: 'CalendarPublished'; readonly calendar: BusinessCalendar }
  /** A step that waits for the agreement of another organisation. */
  | ({ readonly type: 'BusinessDateStepAsked'; readonly calendar: CalendarId } & AskedStep)
  | ({
      readonly type: 'BusinessDateAdvanced';
      readonly calendar: CalendarId;
      /** The business date before. */
      readonly previous: BusinessDate;
      /** The organisations that asked for the step. */
      readonly by: readonly MspId[];
    } & DayStep)
  /** The break as it is from now on. */
  | { readonly type: 'BreakRaised' | 'BreakChanged' | 'BreakResolved'; readonly break: Break }
  | { readonly type: 'BooksReconciled'; readonly report: ReconciliationReport }
  | {
      /** The record as it is after what happened. */
      readonly type:
        | 'PartyRegistered'
        | 'PartyAmended'
        | 'PartyKeysChanged'
        | 'RecoveryRequested'
        | 'RecoveryCancelled'
        | 'RecoveryCompleted'
        | 'PartyRestricted'
        | 'PartyRestored'
        | 'PartyCapacityDeclared';
      readonly party: Party;
    }
  | { readonly type: 'ClaimPublished' | 'ClaimRevoked'; readonly claim: PublishedClaim }
  | { readonly type: 'TrustAdopted'; readonly trust: Trust }
  | {
      /** The mandate as it is after what happened. */
      readonly type: 'MandateGiven' | 'MandateEnded' | 'MandateResigned';
      readonly mandate: Mandate;
    }
  | { readonly type: 'OfficerAppointed' | 'OfficerDismissed'; readonly officer: Officer }
  | { readonly type: 'GroupDeclared'; readonly group: PartyGroup }
  | { readonly type: 'CredentialIssuerAdopted' | 'CredentialIssuerEnded'; readonly issuer: CredentialIssuer }
  | { readonly type: 'OperatorsAppointed' | 'OperatorDismissed'; readonly operators: readonly Operator[] }
  | { readonly type: 'ActProposed' | 'ActApproved' | 'ActRejected'; readonly approval: Approval }
  | {
      /** What has become of it. What it says is in the record that its last draft has written, and nowhere a second time. */
      readonly type: `Definition${'Drafted' | 'Withdrawn' | 'Proposed' | 'Adopted' | 'Retired'}`;
      readonly definition: DefinitionSummary;
    }
  /** Another organisation in a place of a security, as it is from now on. */
  | {
      readonly type: 'AttestorReplaced';
      readonly isin: Isin;
      readonly role: ReplaceableRole;
      readonly previous: MspId;
      readonly successor: MspId;
      readonly order: LegalBasis & { readonly by: MspId };
      readonly businessDate: BusinessDate;
      readonly security: Security;
    }
  | { readonly type: 'AttestorNoticeGiven'; readonly notice: RecordedNotice }
  | { readonly type: 'CustodyMoveAsked'; readonly asked: AskedCustodyMove }
  /** The party with another custodian. */
  | {
      readonly type: 'CustodyMoved';
      readonly party: Party;
      readonly previous: MspId;
      readonly order: LegalBasis & { readonly by: MspId };
      readonly businessDate: BusinessDate;
    }
  | { readonly type: 'StandingVoteGiven' | 'StandingVoteEnded'; readonly standing: StandingVote }
  /** The ballot as it is from now on. */
  | { readonly type: 'BallotOpened' | 'BallotEnded'; readonly ballot: Ballot }
  | { readonly type: 'VoteCast'; readonly ballot: Ballot; readonly vote: Vote }
  /** The instruction with the receiver's consent. */
  | { readonly type: 'DeedAccepted'; readonly instruction: SettlementInstruction }
  | {
      /** Lots in the place of others that were attested by others. */
      readonly type: 'LotsRehomed';
      readonly isin: Isin;
      readonly holderId: PartyId;
      readonly businessDate: BusinessDate;
      readonly consumed: readonly LotId[];
      readonly created: readonly Lot[];
    }
  | { readonly type: 'SecurityRegistered'; readonly security: Security }
  | { readonly type: 'AmendmentAsked'; readonly asked: AskedAmendment }
  | {
      readonly type: 'SecurityAmended';
      /** As it is from now on. */
      readonly security: Security;
      /** The definition by which it was. */
      readonly previous: DefinedBy;
      /** The organisations that asked for it. */
      readonly by: readonly MspId[];
      readonly businessDate: BusinessDate;
    }
  /** With the security as it is from now on. */
  | {
      readonly type: 'SolicitationOpened' | 'SolicitationDecided' | 'SolicitationEnded';
      readonly solicitation: Solicitation;
      readonly security: Security;
    }
  | { readonly type: 'HolderVoted'; readonly vote: RecordedVote }
  | { readonly type: 'RulesAdopted'; readonly rules: AdoptedRules }
  | { readonly type: 'ExemptionGranted' | 'ExemptionEnded'; readonly exemption: Exemption }
  /** The standing as it is from now on. */
  | { readonly type: 'HolderStandingChanged'; readonly standing: HolderStanding }
  | {
      readonly type: 'HoldersRescreened';
      /** How far it has come. */
      readonly rescreening: Rescreening;
      /** Holders of this page, and how many of them stand otherwise than before. */
      readonly looked: number;
      readonly changed: number;
    }
  | { readonly type: 'ConsentStated'; readonly consent: Consent }
  | { readonly type: 'OfferingClosed' | 'OfferingReopened'; readonly offering: Offering }
  | {
      readonly type: 'HoldingIssued';
      readonly isin: Isin;
      readonly holderId: PartyId;
      readonly units: bigint;
      readonly businessDate: BusinessDate;
      readonly created: readonly Lot[];
      /** Units outstanding after this issue. */
      readonly issued: bigint;
    }
  | ({ readonly type: 'TransferForced' | 'HoldingRecovered' } & OrderedMovement & {
        readonly fromHolderId: PartyId;
        readonly toHolderId: PartyId;
      })
  | ({ readonly type: 'HoldingRedeemed' | 'HoldingCancelled' } & OrderedMovement & {
        readonly holderId: PartyId;
        /** Units that are issued still. */
        readonly issued: bigint;
      })
  | ({ readonly type: 'HoldingDematerialised' | 'HoldingRematerialised' } & OrderedMovement & {
        readonly holderId: PartyId;
        readonly entry: EntryId;
        /** Certificates that were taken in and cancelled, or given out. */
        readonly certificates: readonly PaperPiece[];
        /** What has become of them. */
        readonly status: PaperStatus;
        /** Units in the register afterwards, and in certificates that are out: together they are issued. */
        readonly issued: bigint;
        readonly onPaper: bigint;
      })
  | ({ readonly type: 'RegisterCorrected' } & OrderedMovement & {
        readonly fromHolderId: PartyId;
        readonly toHolderId: PartyId;
        readonly entry: EntryId;
        readonly corrects: EntryReference;
        /** The break that it resolves, or the dispute that was upheld. */
        readonly breakId?: BreakId;
        readonly disputeId?: string;
      })
  | {
      readonly type: 'LotsConsolidated';
      readonly isin: Isin;
      readonly holderId: PartyId;
      readonly businessDate: BusinessDate;
      readonly consumed: readonly LotId[];
      readonly created: readonly Lot[];
    }
  | {
      readonly type: 'UnitsExchanged';
      readonly exchange: Exchange;
      readonly consumed: readonly LotId[];
      /** What is left of a lot that was given in part. */
      readonly created: readonly Lot[];
      /** In the other security. */
      readonly arrived: readonly Lot[];
      /** Units outstanding afterwards, of the security that was given and of the other one. */
      readonly issued: bigint;
      readonly intoIssued: bigint;
    }
  | { readonly type: 'UnitsEncumbered'; readonly encumbrance: Encumbrance }
  | {
      /** It lies on fewer units, has another place, or has passed to another holder with all or some of its units. */
      readonly type: 'EncumbranceChanged';
      readonly previous: Encumbrance;
      readonly now: readonly Encumbrance[];
      readonly businessDate: BusinessDate;
    }
  | {
      readonly type: 'EncumbranceEnded';
      readonly encumbrance: Encumbrance;
      readonly endedBy: MspId;
      readonly businessDate: BusinessDate;
      /** By what authority an attachment was lifted. */
      readonly lifting?: LegalBasis;
    }
  | ({ readonly type: 'EncumbranceEnforced' } & OrderedMovement & {
        readonly fromHolderId: PartyId;
        readonly toHolderId: PartyId;
        readonly encumbranceId: string;
      })
  | {
      readonly type: 'ScreenerChanged';
      readonly isin: Isin;
      readonly businessDate: BusinessDate;
      readonly by: MspId;
      /** Absent: nobody screens it from now on. */
      readonly screener?: MspId;
      readonly previous?: MspId;
    }
  | {
      /** The dispute as it is from now on. */
      readonly type:
        | 'DisputeRaised'
        | 'DisputeAgreed'
        | 'DisputeDecided'
        | 'DisputeWithdrawn'
        | 'DisputeCorrected'
        | 'DisputeCarried';
      readonly dispute: Dispute;
    }
  /** As it is from now on. */
  | { readonly type: 'EvidencePublished' | 'EvidenceRevoked'; readonly evidence: AssetEvidence }
  /** It has ended for good. */
  | { readonly type: 'SecurityDeactivated'; readonly isin: Isin; readonly deactivated: Deactivation }
  | { readonly type: 'AuthorisedUnitsAsked'; readonly asked: AskedAuthorisedChange }
  | {
      readonly type: 'AuthorisedUnitsChanged';
      readonly isin: Isin;
      readonly authorisedUnits: bigint;
      readonly previous: bigint;
      readonly document: Sha256;
      /** The organisations that asked for it. */
      readonly by: readonly MspId[];
      readonly businessDate: BusinessDate;
    }
  /** The freeze as it is from now on; `previous` is the one of the same organisation that it takes the place of. */
  | { readonly type: 'FreezeImposed'; readonly freeze: Freeze; readonly previous?: Freeze }
  | ({
      readonly type: 'FreezeLifted';
      /** As it was. */
      readonly freeze: Freeze;
      readonly liftedBy: MspId;
      readonly businessDate: BusinessDate;
    } & LegalBasis)
  /** Entered, and irrevocable, by the transaction of the event on the day on which it was instructed. */
  | { readonly type: 'InstructionRegistered'; readonly instruction: Omit<SettlementInstruction, 'moments'> }
  | {
      readonly type: 'HoldingTransferred';
      readonly isin: Isin;
      readonly instructionId: InstructionId;
      readonly fromHolderId: PartyId;
      readonly fromDesignation?: Designation;
      readonly toHolderId: PartyId;
      readonly toDesignation?: Designation;
      readonly units: bigint;
      readonly businessDate: BusinessDate;
      /** Day on which it should have settled, when it is late. */
      readonly lateSince?: BusinessDate;
      /** SHA-256 of the terms of the deed by which title passed. */
      readonly deed?: Sha256;
      readonly consumed: readonly LotId[];
      readonly created: readonly Lot[];
    }
  | {
      /** The instruction as it is after what happened. */
      readonly type:
        | 'JointInstructionProposed'
        | 'JointInstructionAffirmed'
        | 'JointInstructionReserved'
        | 'JointInstructionOpened'
        | 'JointInstructionWithdrawn'
        | 'JointInstructionExpired'
        | 'JointInstructionRefused'
        | 'JointInstructionFailing'
        | 'PaymentStated';
      readonly instruction: JointInstruction;
    }
  | {
      /** Settled as a whole, or in one part of several; one of a netting set moves nothing by itself. */
      readonly type: 'JointInstructionSettled' | 'JointInstructionPartSettled';
      readonly instruction: JointInstruction;
      readonly movements: readonly SettledMovement[];
    }
  | {
      /** What moved for instructions that settled on the net of all; each of them follows as settled. */
      readonly type: 'JointInstructionsNetted';
      readonly instructionIds: readonly InstructionId[];
      readonly movements: readonly SettledMovement[];
    }
  | {
      readonly type: 'JointInstructionBoughtIn';
      readonly instruction: JointInstruction;
      /** The delivery of another party that it names, which can be named once. */
      readonly cover?: JointInstruction;
    }
  | { readonly type: 'SettlementLeaseTaken'; readonly lease: SettlementLease }
  | {
      readonly type: 'InstructionRefused';
      readonly isin: Isin;
      readonly instructionId: InstructionId;
      readonly businessDate: BusinessDate;
      readonly code: ErrorCode;
      /** The order that has ended it. */
      readonly endedBy?: MovementOrder;
    }
  | {
      /** A party no longer wants a transfer; the instruction as it is after that, withdrawn with the word of both. */
      readonly type: 'WithdrawalStated';
      readonly instruction: SettlementInstruction;
    };

/** A movement that its holder has not instructed. */
interface OrderedMovement {
  readonly isin: Isin;
  readonly units: bigint;
  readonly businessDate: BusinessDate;
  readonly order: MovementOrder;
  readonly consumed: readonly LotId[];
  readonly created: readonly Lot[];
}

/** Name of the one Fabric event of a transaction. */
export const EVENT_NAME = 'scrip';

/** Version of the envelope; a read model refuses one that it does not know. */
export const EVENT_SCHEMA = 1;

/** The payload of a transaction's event: canonical JSON `{"events":[…],"schema":1}`. */
export const eventEnvelope = (events: readonly DomainEvent[]): string =>
  canonicalJson({ schema: EVENT_SCHEMA, events });
