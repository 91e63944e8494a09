import 'reflect-metadata';
import { ApprovalContract } from './approval/approval-contract.js';
import { AuthorityContract } from './authority/authority-contract.js';
import { CalendarContract } from './calendar/calendar-contract.js';
import { ClaimContract } from './claim/claim-contract.js';
import { TrustContract } from './claim/trust-contract.js';
import { ComplianceContract } from './compliance/compliance-contract.js';
import { DefinitionContract } from './definition/definition-contract.js';
import { DisputeContract } from './dispute/dispute-contract.js';
import { EvidenceContract } from './evidence/evidence-contract.js';
import { GroupContract } from './group/group-contract.js';
import { JointContract } from './joint/joint-contract.js';
import { MandateContract } from './mandate/mandate-contract.js';
import { CredentialContract } from './credential/credential-contract.js';
import { OperatorContract } from './operator/operator-contract.js';
import { PartyContract } from './party/party-contract.js';
import { ReconciliationContract } from './reconciliation/reconciliation-contract.js';
import { RegisterContract } from './register/register-contract.js';
import { ScreeningContract } from './screening/screening-contract.js';
import { SecurityContract } from './security/security-contract.js';
import { SettlementContract } from './settlement/settlement-contract.js';
import { SolicitationContract } from './solicitation/solicitation-contract.js';
import { OwnershipContract } from './title/ownership-contract.js';
import { BuildContract } from './system/build-contract.js';
import { quietShim } from './system/quiet-shim.js';

quietShim();

/** The classes that fabric-shim registers: it asks a chaincode package for this name. */
export const contracts = [
  ApprovalContract,
  AuthorityContract,
  CalendarContract,
  ClaimContract,
  ComplianceContract,
  DefinitionContract,
  DisputeContract,
  EvidenceContract,
  GroupContract,
  JointContract,
  MandateContract,
  CredentialContract,
  OperatorContract,
  OwnershipContract,
  PartyContract,
  ReconciliationContract,
  RegisterContract,
  ScreeningContract,
  SecurityContract,
  SettlementContract,
  SolicitationContract,
  TrustContract,
  BuildContract,
];
