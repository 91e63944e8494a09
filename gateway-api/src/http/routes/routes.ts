import type { Services } from '../../services.js';
import type { Route } from '../route.js';
import { approvalRoutes } from './approvals.js';
import { attestorRoutes } from './attestors.js';
import { auditRoutes } from './audit.js';
import { breakRoutes } from './breaks.js';
import { certificateRoutes } from './certificates.js';
import { calendarRoutes } from './calendar.js';
import { capTableRoutes } from './cap-table.js';
import { claimDetailRoutes } from './claim-details.js';
import { claimRoutes } from './claims.js';
import { credentialIssuerRoutes } from './credential-issuers.js';
import { complianceRoutes } from './compliance.js';
import { consentRoutes } from './consents.js';
import { credentialRoutes } from './credentials.js';
import { deedRoutes } from './deeds.js';
import { encumbranceRoutes } from './encumbrances.js';
import { entryRoutes } from './entries.js';
import { definitionRoutes } from './definitions.js';
import { exportRoutes } from './exports.js';
import { exchangeRoutes } from './exchanges.js';
import { disputeRoutes } from './disputes.js';
import { solicitationRoutes } from './solicitations.js';
import { evidenceRoutes } from './evidence.js';
import { paperRoutes } from './paper.js';
import { finalityRoutes } from './finality.js';
import { freezeRoutes } from './freezes.js';
import { groupRoutes } from './groups.js';
import { importRoutes } from './imports.js';
import { instructionRoutes } from './instructions.js';
import { ballotRoutes } from './ballots.js';
import { incomeRoutes } from './income.js';
import { lawfulOverrideRoutes } from './lawful-overrides.js';
import { leaseRoutes } from './leases.js';
import { mandateRoutes } from './mandates.js';
import { messageRoutes } from './messages.js';
import { nomineeRoutes } from './nominees.js';
import { operatorRoutes } from './operators.js';
import { participantRoutes } from './participants.js';
import { partyRoutes } from './parties.js';
import { partyCapacityRoutes } from './party-capacity.js';
import { partyImportRoutes } from './party-import.js';
import { partyKeyRoutes } from './party-keys.js';
import { holderStandingRoutes } from './holder-standings.js';
import { personalRecordRoutes } from './personal-records.js';
import { reconciliationRoutes } from './reconciliations.js';
import { registerExtractRoutes } from './register-extract.js';
import { registerOrderRoutes } from './register-orders.js';
import { registerRoutes } from './register.js';
import { screeningRoutes } from './screening.js';
import { securityRoutes } from './securities.js';
import { sessionRoutes } from './sessions.js';
import { settlementWayRoutes } from './settlement-ways.js';
import { standingVoteRoutes } from './standing-votes.js';
import { statementRoutes } from './statements.js';
import { statusListRoutes } from './status-lists.js';
import { titleRoutes } from './title.js';
import { transferRoutes } from './transfers.js';
import { termSheetRoutes } from './term-sheets.js';
import { trustRoutes } from './trust.js';
import { verdictRoutes } from './verdicts.js';
import { voteRoutes } from './votes.js';

/** All routes in the order of their areas: the source of routing, validation, OpenAPI and the list in the README. */
export const routesOf = (services: Services): readonly Route[] =>
  [
    approvalRoutes,
    ballotRoutes,
    incomeRoutes,
    lawfulOverrideRoutes,
    operatorRoutes,
    sessionRoutes,
    partyRoutes,
    partyKeyRoutes,
    partyCapacityRoutes,
    nomineeRoutes,
    personalRecordRoutes,
    claimRoutes,
    claimDetailRoutes,
    trustRoutes,
    credentialRoutes,
    credentialIssuerRoutes,
    partyImportRoutes,
    statusListRoutes,
    mandateRoutes,
    groupRoutes,
    definitionRoutes,
    termSheetRoutes,
    securityRoutes,
    standingVoteRoutes,
    complianceRoutes,
    consentRoutes,
    holderStandingRoutes,
    screeningRoutes,
    registerRoutes,
    capTableRoutes,
    registerExtractRoutes,
    certificateRoutes,
    exchangeRoutes,
    paperRoutes,
    evidenceRoutes,
    disputeRoutes,
    solicitationRoutes,
    freezeRoutes,
    encumbranceRoutes,
    registerOrderRoutes,
    entryRoutes,
    transferRoutes,
    deedRoutes,
    titleRoutes,
    attestorRoutes,
    voteRoutes,
    instructionRoutes,
    settlementWayRoutes,
    finalityRoutes,
    messageRoutes,
    leaseRoutes,
    verdictRoutes,
    calendarRoutes,
    breakRoutes,
    reconciliationRoutes,
    statementRoutes,
    importRoutes,
    exportRoutes,
    participantRoutes,
    auditRoutes,
  ].flatMap((routes) => routes(services));
