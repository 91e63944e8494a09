import type { z } from 'zod';
import type * as approval from '../http/schemas/approval.js';
import type * as audit from '../http/schemas/audit.js';
import type * as certificate from '../http/schemas/certificate.js';
import type * as claim from '../http/schemas/claim.js';
import type * as capTable from '../http/schemas/cap-table.js';
import type * as compliance from '../http/schemas/compliance.js';
import type * as exchange from '../http/schemas/exchange.js';
import type * as freeze from '../http/schemas/freeze.js';
import type * as reconciliation from '../http/schemas/reconciliation.js';
import type * as registerExtract from '../http/schemas/register-extract.js';
import type * as registerOrder from '../http/schemas/register-order.js';
import type * as screening from '../http/schemas/screening.js';
import type * as calendar from '../http/schemas/calendar.js';
import type * as importing from '../http/schemas/import.js';
import type * as finality from '../http/schemas/finality.js';
import type * as instruction from '../http/schemas/instruction.js';
import type * as lease from '../http/schemas/lease.js';
import type * as mandate from '../http/schemas/mandate.js';
import type * as credential from '../http/schemas/credential.js';
import type * as nominee from '../http/schemas/nominee.js';
import type * as message from '../http/schemas/message.js';
import type * as operator from '../http/schemas/operator.js';
import type * as participant from '../http/schemas/participant.js';
import type * as party from '../http/schemas/party.js';
import type * as security from '../http/schemas/security.js';
import type * as transfer from '../http/schemas/transfer.js';
import type * as verdict from '../http/schemas/verdict.js';

export type * from './encumbrance-types.js';
export type * from './override-types.js';
export type * from './definition-types.js';
export type * from './title-types.js';
export type * from './solicitation-types.js';

/** A table whose rows become commands. */
export type Import = z.output<typeof importing.Import>;
/** How an import stands. */
export type ImportReply = z.output<typeof importing.ImportReply>;
/** Imports of an organisation. */
export type ImportList = z.output<typeof importing.ImportList>;
/** Rows of an import. */
export type ImportRows = z.output<typeof importing.ImportRows>;
/** A statement of a book outside. */
export type Statement = z.output<typeof reconciliation.StatementReceipt>;
/** Statements of a security. */
export type StatementList = z.output<typeof reconciliation.StatementList>;
/** Body of `reconciliations.run`. */
export type NewReconciliation = z.input<typeof reconciliation.NewReconciliation>;
/** Answer of `reconciliations.run`. */
export type ReconciliationReceipt = z.output<typeof reconciliation.ReconciliationReceipt>;
/** What a reconciliation has shown. */
export type ReconciliationReply = z.output<typeof reconciliation.ReconciliationReply>;
/** What reconciliations have shown. */
export type ReconciliationList = z.output<typeof reconciliation.ReconciliationList>;
/** What a reconciliation found, with all figures. */
export type DifferenceList = z.output<typeof reconciliation.DifferenceList>;
/** Body of `calendars.assignBreak`. */
export type NewAssignment = z.input<typeof calendar.NewAssignment>;
/** Answer of a change of a break. */
export type BreakReceipt = z.output<typeof calendar.BreakReceipt>;
/** A sensitive act: proposed by a maker, done when a checker approves it. */
export type Approval = z.output<typeof approval.Approval>;
/** What of a sensitive act is looked at when it is decided on. */
export type ShownAct = Pick<Approval, 'id' | 'function' | 'body'>;
/** What an audit of a channel judged and found. */
export type AuditReport = z.output<typeof audit.AuditReport>;
/** Sensitive acts of an organisation. */
export type ApprovalList = z.output<typeof approval.ApprovalList>;
/** Why an act is rejected. */
export type NewRejection = z.input<typeof approval.NewRejection>;
/** Body of `registerParty`. */
export type NewParty = z.input<typeof party.NewParty>;
/** Answer of `registerParty`. */
export type PartyReceipt = z.output<typeof party.PartyReceipt>;
/** Parties that an organisation has taken on. */
export type PartyList = z.output<typeof party.PartyList>;
/** A party's public record. */
export type PartyReply = z.output<typeof party.PartyReply>;
/** What the ledger is called in what parties sign. */
export type LedgerIdentity = z.output<typeof party.LedgerIdentity>;
/** Body of `changeKeys`. */
export type SignedKeyChange = z.input<typeof party.SignedKeyChange>;
/** Body of `requestRecovery`. */
export type SignedRecoveryRequest = z.input<typeof party.SignedRecoveryRequest>;
/** Body of `cancelRecovery`. */
export type SignedPartyAct = z.input<typeof party.SignedPartyAct>;
/** Answer of a change of a party. */
export type PartyChange = z.output<typeof party.PartyChange>;
/** Body of `restrict`. */
export type NewRestriction = z.input<typeof party.NewRestriction>;
/** Body of `restore`. */
export type Restoration = z.input<typeof party.Restoration>;
/** Body of `amendPersonalRecord`. */
export type AmendedRecord = z.input<typeof party.AmendedRecord>;
/** Who a party is, as it is read. */
export type PersonalRecordReply = z.output<typeof party.PersonalRecordReply>;
/** Who read the personal data of a party. */
export type AccessReport = z.output<typeof party.AccessReport>;
/** Body of `claims.make`. */
export type NewClaim = z.input<typeof claim.NewClaim>;
/** A claim that was published. */
export type ClaimReceipt = z.output<typeof claim.ClaimReceipt>;
/** Answer of `claims.revoke`. */
export type ClaimRevocation = z.output<typeof claim.ClaimRevocation>;
/** The claims about a party. */
export type ClaimList = z.output<typeof claim.ClaimList>;
/** What stands behind a claim. */
export type ClaimDetailsReply = z.output<typeof claim.ClaimDetailsReply>;
/** Answer of `compliance.packs`. */
export type RulePackList = z.output<typeof compliance.RulePackList>;
/** The rules of a security. */
export type SecurityRules = z.output<typeof compliance.SecurityRules>;
/** A version of the rules of a security. */
export type RulesReply = z.output<typeof compliance.RulesReply>;
/** Body of `compliance.exempt`. */
export type NewExemption = z.input<typeof compliance.NewExemption>;
/** Body of `compliance.endExemption`. */
export type ExemptionReference = z.input<typeof compliance.ExemptionReference>;
/** Answer of `compliance.endExemption`. */
export type ExemptionReceipt = z.output<typeof compliance.ExemptionReceipt>;
/** Exemptions from the rules of a security. */
export type ExemptionList = z.output<typeof compliance.ExemptionList>;
/** How the distribution of a security stands. */
export type OfferingReply = z.output<typeof compliance.OfferingReply>;
/** Answer of `compliance.rescreen`. */
export type RescreeningReceipt = z.output<typeof compliance.RescreeningReceipt>;
/** Holders who do not stand well. */
export type HolderStandings = z.output<typeof compliance.HolderStandings>;
/** What the rules for holders say of parties. */
export type Screening = z.output<typeof compliance.Screening>;
/** Body of `compliance.consent`. */
export type NewConsent = z.input<typeof compliance.NewConsent>;
/** Answer of `compliance.consent`. */
export type ConsentReceipt = z.output<typeof compliance.ConsentReceipt>;
/** What organisations have said to a transfer. */
export type ConsentList = z.output<typeof compliance.ConsentList>;
/** Body of `claims.adoptTrust`. */
export type Trust = z.input<typeof claim.Trust>;
/** Body of `claims.endTrust`. */
export type TrustEnding = z.input<typeof claim.TrustEnding>;
/** Whose claims count. */
export type TrustList = z.output<typeof claim.TrustList>;
/** The revoked claims of a claim issuer. */
export type StatusListReply = z.output<typeof claim.StatusListReply>;
/** What movements of a security need. */
export type Requirements = z.output<typeof claim.Requirements>;
/** Body of `registerOrganisation`. */
export type NewOrganisationParty = z.input<typeof credential.NewOrganisationParty>;
/** A credential for its holder. */
export type CredentialReply = z.output<typeof credential.CredentialReply>;
/** A challenge for one presentation. */
export type PresentationChallenge = z.output<typeof credential.PresentationChallenge>;
/** Body of `importParty`. */
export type PartyImport = z.input<typeof credential.PartyImport>;
/** Body of `adoptCredentialIssuer`. */
export type NewCredentialIssuer = z.input<typeof credential.NewCredentialIssuer>;
/** Operators of an organisation. */
export type OperatorList = z.output<typeof operator.OperatorList>;
/** An operator of an organisation. */
export type OperatorReply = z.output<typeof operator.OperatorReply>;
/** Body of `operators.appoint`. */
export type NewOperators = z.input<typeof operator.NewOperators>;
/** Answer of `operators.rotateKey`. */
export type OperatorKey = z.output<typeof operator.OperatorKey>;
/** Answer of `operators.issueKey`. */
export type IssuedKey = z.output<typeof operator.IssuedKey>;
/** Whose keys or sessions ended. */
export type RevokedKeys = z.output<typeof operator.RevokedKeys>;
/** A credential of short life. */
export type Session = z.output<typeof operator.Session>;
/** What a holder has. */
export type Holdings = z.output<typeof party.Holdings>;
/** Body of `registerSecurity`. */
export type NewSecurity = z.input<typeof security.NewSecurity>;
/** Body of `definitions.amend`. */
export type NewAmendment = z.input<typeof security.NewAmendment>;
/** Answer of `registerSecurity`. */
export type RegisteredSecurity = z.output<typeof security.RegisteredSecurity>;
/** A security with the state that the answer shows. */
export type SecurityReply = z.output<typeof security.SecurityReply>;
/** Securities of a channel. */
export type SecurityList = z.output<typeof security.SecurityList>;
/** Body of `issue`. */
export type NewIssuance = z.input<typeof security.NewIssuance>;
/** Who holds how much of a security. */
export type HolderRegister = z.output<typeof security.HolderRegister>;
/** How a lot came about and what became of it. */
export type LotHistory = z.output<typeof security.LotHistory>;
/** Body of `transfer`. */
export type NewTransfer = z.input<typeof transfer.NewTransfer>;
/** A transfer from its acceptance to its end. */
export type Operation = z.output<typeof transfer.Operation>;
/** Body of `instructions.propose`. */
export type NewInstruction = z.input<typeof instruction.NewInstruction>;
/** Answer of what changes a joint instruction. */
export type InstructionReceipt = z.output<typeof instruction.InstructionReceipt>;
/** How a joint instruction stands. */
export type InstructionStatus = InstructionReceipt['status'];
/** Body of `instructions.affirm` and `instructions.withdraw`. */
export type PartyWord = z.input<typeof instruction.PartyWord>;
/** Answer of `instructions.settleNetted`. */
export type NettingSetReceipt = z.output<typeof instruction.NettingSetReceipt>;
/** Body of `instructions.callBuyIn`. */
export type NewBuyIn = z.input<typeof instruction.NewBuyIn>;
/** Name of an ISO 20022 message about a delivery. */
export type MessageName = z.output<typeof message.MessageName>;
/** Which delivery `instructions.message` is about, and from whose side. */
export interface MessageOptions {
  readonly channel?: string;
  readonly leg?: number;
  readonly party?: string;
}
/** Answer of `instructions.transfer`. */
export type TransferReply = z.output<typeof finality.TransferReply>;
/** Answer of `instructions.finalityRule`. */
export type FinalityRule = z.output<typeof finality.FinalityRule>;
/** Body of `instructions.statePayment`. */
export type NewPayment = z.input<typeof instruction.NewPayment>;
/** Answer of `instructions.statePayment`. */
export type PaymentReceipt = z.output<typeof instruction.PaymentReceipt>;
/** A joint instruction. */
export type InstructionReply = z.output<typeof instruction.InstructionReply>;
/** Joint instructions. */
export type InstructionList = z.output<typeof instruction.InstructionList>;
/** Who settles for each registrar. */
export type LeaseList = z.output<typeof lease.LeaseList>;
/** Body of `instructions.takeLease`. */
export type LeaseTaking = z.input<typeof lease.LeaseTaking>;
/** Answer of `instructions.takeLease`. */
export type LeaseReceipt = z.output<typeof lease.LeaseReceipt>;
/** What every rule says to a transfer. */
export type Verdict = z.output<typeof verdict.Verdict>;
/** The business dates of a channel. */
export type BusinessDates = z.output<typeof calendar.BusinessDates>;
/** Body of `advanceBusinessDate`. */
export type NewBusinessDate = z.input<typeof calendar.NewBusinessDate>;
/** Body of `correctBusinessDate`. */
export type NewCorrection = z.input<typeof calendar.NewCorrection>;
/** Answer of `advanceBusinessDate`. */
export type AdvancedBusinessDate = z.output<typeof calendar.AdvancedBusinessDate>;
/** The calendars of a channel. */
export type CalendarList = z.output<typeof calendar.CalendarList>;
/** A calendar with the phase of its day. */
export type CalendarReply = z.output<typeof calendar.CalendarReply>;
/** Body of `changeHolidays`. */
export type NewHolidays = z.input<typeof calendar.NewHolidays>;
/** Pending instructions whose settlement date has become a holiday. */
export type DisplacedInstructions = z.output<typeof calendar.DisplacedInstructions>;
/** The members of a channel. */
export type ParticipantList = z.output<typeof participant.ParticipantList>;
/** A member of a channel with what differs. */
export type ParticipantReply = z.output<typeof participant.ParticipantReply>;
/** Body of `changeStanding`. */
export type NewStanding = z.input<typeof participant.NewStanding>;
/** Body of `declareNodes`. */
export type NewNodes = z.input<typeof participant.NewNodes>;
/** Answer of `declareNodes` and `resign`. */
export type ChangedParticipant = z.output<typeof participant.ChangedParticipant>;
/** Pending instructions that should have settled. */
export type LateInstructions = z.output<typeof calendar.LateInstructions>;
/** Body of `raiseBreak`. */
export type NewBreak = z.input<typeof calendar.NewBreak>;
/** Body of `resolveBreak`. */
export type NewResolution = z.input<typeof calendar.NewResolution>;
/** Answer of `raiseBreak`. */
export type RaisedBreak = z.output<typeof calendar.RaisedBreak>;
/** The breaks of a calendar. */
export type BreakList = z.output<typeof calendar.BreakList>;
/** A break. */
export type BreakReply = z.output<typeof calendar.BreakReply>;
/** A claim with what it is worth. */
export type ClaimReply = z.output<typeof claim.ClaimReply>;
/** A mandate of a party. */
export type MandateReply = z.output<typeof mandate.MandateReply>;
/** Groups of parties. */
export type GroupList = z.output<typeof mandate.GroupList>;
/** An issuer elsewhere. */
export type CredentialIssuer = z.output<typeof credential.CredentialIssuer>;
/** Issuers elsewhere. */
export type CredentialIssuers = z.output<typeof credential.CredentialIssuers>;

/** Body of `mandates.grant`. */
export type SignedMandate = z.input<typeof mandate.SignedMandate>;
/** Body of `mandates.appoint`. */
export type NewAppointment = z.input<typeof mandate.NewAppointment>;
/** Body of `mandates.revoke`. */
export type SignedRevocation = z.input<typeof mandate.SignedRevocation>;
/** Body of `mandates.resign`. */
export type SignedResignation = z.input<typeof mandate.SignedResignation>;
/** Body of `mandates.appointOfficer`. */
export type NewOfficer = z.input<typeof mandate.NewOfficer>;
/** Body of `mandates.dismissOfficer`. */
export type DismissedOfficer = z.input<typeof mandate.DismissedOfficer>;
/** Answer of a command about a mandate. */
export type MandateReceipt = z.output<typeof mandate.MandateReceipt>;
/** Answer of a command about an officer. */
export type OfficerReceipt = z.output<typeof mandate.OfficerReceipt>;
/** Who acts for a party. */
export type Mandates = z.output<typeof mandate.Mandates>;
/** Whether some parties may act for another. */
export type Authority = z.output<typeof mandate.Authority>;
/** Body of `mandates.declareGroup`. */
export type NewGroup = z.input<typeof mandate.NewGroup>;
/** Answer of `mandates.declareGroup`. */
export type GroupReceipt = z.output<typeof mandate.GroupReceipt>;
/** A group of parties. */
export type GroupReply = z.output<typeof mandate.GroupReply>;
/** What a group holds of a security. */
export type GroupHolding = z.output<typeof mandate.GroupHolding>;

/** Body of `registrar.freezeSecurity`. */
export type NewSecurityFreeze = z.input<typeof freeze.NewSecurityFreeze>;
/** Body of `registrar.freezeHolder`. */
export type NewHolderFreeze = z.input<typeof freeze.NewHolderFreeze>;
/** Body of `registrar.freezeUnits`. */
export type NewUnitsFreeze = z.input<typeof freeze.NewUnitsFreeze>;
/** Body of `registrar.liftFreeze`. */
export type FreezeLifting = z.input<typeof freeze.FreezeLifting>;
/** Body of `screening.changeList`. */
export type NewListings = z.input<typeof screening.NewListings>;
/** Answer of `screening.changeList`. */
export type ListReceipt = z.output<typeof screening.ListReceipt>;
/** The own sanctions list, without subjects. */
export type SanctionsList = z.output<typeof screening.SanctionsListReply>;
/** Holders of a security who are on the own list. */
export type ListedHolders = z.output<typeof screening.ListedHolders>;
/** Body of `screening.changeScreener`. */
export type NewScreener = z.input<typeof screening.NewScreener>;
/** Body of `registrar.forceTransfer`. */
export type NewForcedTransfer = z.input<typeof registerOrder.NewForcedTransfer>;
/** Body of `registrar.recoverHolding`. */
export type NewHoldingRecovery = z.input<typeof registerOrder.NewHoldingRecovery>;
/** Body of `registrar.redeem` and `registrar.cancel`. */
export type NewRedemption = z.input<typeof registerOrder.NewRedemption>;
/** Body of `registrar.changeAuthorisedUnits`. */
export type NewAuthorisedUnits = z.input<typeof registerOrder.NewAuthorisedUnits>;
/** What moved without its holder's word. */
export type OrderedMovements = z.output<typeof registerOrder.OrderedMovements>;
/** Body of `registrar.cancelTransfer`. */
export type NewTransferCancellation = z.input<typeof registerOrder.NewTransferCancellation>;
/** Body of `registrar.correct`. */
export type NewRegisterCorrection = z.input<typeof registerOrder.NewRegisterCorrection>;
/** Entries of a register. */
export type EntryList = z.output<typeof registerOrder.EntryList>;
/** An entry of a register. */
export type EntryReply = z.output<typeof registerOrder.EntryReply>;
/** Who has which part of a security. */
export type CapTable = z.output<typeof capTable.CapTable>;
/** Body of `registrar.consolidate`. */
export type NewConsolidation = z.input<typeof security.NewConsolidation>;
/** Answer of `registrar.consolidate`. */
export type ConsolidationReceipt = z.output<typeof security.ConsolidationReceipt>;
/** An extract of a holder register. */
export type RegisterExtract = z.output<typeof registerExtract.RegisterExtract>;
/** Who was shown a holder register. */
export type InspectionList = z.output<typeof registerExtract.InspectionList>;
/** One inspection of a holder register. */
export type Inspection = InspectionList['items'][number];
/** What is frozen. */
export type FreezeList = z.output<typeof freeze.FreezeList>;

/** Whose gateway it is. */
export interface GatewayIdentity {
  readonly status: string;
  readonly mspId: string;
}

/** Answer of `issue`. */
export interface Issuance {
  readonly isin: string;
  readonly lots: readonly { readonly lotId: string; readonly holderId: string; readonly units: string }[];
  readonly transactionId: string;
  readonly block: number;
}

/** An event of the stream. */
export interface StreamedEvent {
  /** `block:tx:index`: give it back as `lastEventId` to go on after it. */
  readonly id: string;
  readonly type: string;
  readonly channel: string;
  readonly block: number;
  readonly transactionId: string;
  readonly facts: Readonly<Record<string, unknown>>;
}
/** Body of `declareCapacity`. */
export type NewHoldingCapacity = z.input<typeof nominee.NewHoldingCapacity>;
/** For whom a nominee holds. */
export type SubAccountList = z.output<typeof nominee.SubAccountList>;
/** What nominees hold for a party. */
export type BeneficialHoldings = z.output<typeof nominee.BeneficialHoldings>;
/** Body of `exchange`. */
export type NewExchange = z.input<typeof exchange.NewExchange>;
/** Exchanges out of a security and into it. */
export type ExchangeList = z.output<typeof exchange.ExchangeList>;
/** What every rule of both securities says to an exchange. */
export type ExchangeVerdict = z.output<typeof exchange.ExchangeVerdict>;
/** An ownership certificate. */
export type OwnershipCertificate = z.output<typeof certificate.OwnershipCertificate>;
