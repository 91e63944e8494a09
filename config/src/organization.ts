/** What an organisation may do on the ledger. A role belongs to an organisation; chaincode reads it from the ledger. */
export type Role = 'issuer' | 'payingAgent' | 'registrar' | 'custodian' | 'broker' | 'regulator' | 'calendarAuthority';

/** What a person may do at the organisation's own gateway; a sensitive act needs a maker and another person as checker. */
export type OperatorRole = 'maker' | 'checker' | 'viewer' | 'administrator';

/** A named person who acts for an organisation. */
export interface Operator {
  /** Short name in keys, files and records, unique in the organisation. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly OperatorRole[];
}

/** A member of the consortium: one peer, one orderer, one gateway, one membership service provider. */
export interface Organization {
  /** Fabric's identifier of the organisation's membership service provider. */
  readonly mspId: string;
  readonly name: string;
  /** DNS domain of its nodes. */
  readonly domain: string;
  /** Legal Entity Identifier (ISO 17442). */
  readonly lei: string;
  readonly roles: readonly Role[];
  readonly operators: readonly Operator[];
  /** Port of the REST gateway on the development machine. */
  readonly gatewayPort?: number;
  /** Port of the peer's gRPC endpoint on the development machine. */
  readonly peerPort?: number;
}
