import type { common } from '@hyperledger/fabric-protos';

import type { SigningIdentity } from '../crypto/signing-identity.js';
import { localTransaction } from './endorsed-transaction.js';
import { LIFECYCLE_NAMESPACE } from './peer/lifecycle.js';
import { SYSTEM_CHAINCODE_VERSION } from './peer/system-chaincode-names.js';

const FUNCTION_NAME = 'CommitChaincodeDefinition';

/** What commits a chaincode definition on a channel. */
export interface DefinitionCommit {
  readonly channelId: string;
  readonly chaincode: string;
  /** Serialised read-write set of the `_lifecycle` namespace. */
  readonly results: Uint8Array;
  /** The administrator that proposes it. */
  readonly proposer: SigningIdentity;
  /** Peers that endorse it: enough for the channel's LifecycleEndorsement policy. */
  readonly endorsers: readonly SigningIdentity[];
}

/**
 * The transaction by which the network's administration commits a definition: a call of `_lifecycle` as any other,
 * with valid signatures of the organisations' peers, so that every peer validates it like a client's transaction.
 */
export function definitionTransaction(commit: DefinitionCommit): {
  readonly txId: string;
  readonly envelope: common.Envelope;
} {
  const { channelId, chaincode, results, proposer, endorsers } = commit;
  const transaction = localTransaction({
    channelId,
    chaincode: LIFECYCLE_NAMESPACE,
    version: SYSTEM_CHAINCODE_VERSION,
    args: [Buffer.from(FUNCTION_NAME), Buffer.from(chaincode)],
    proposer,
  });
  return { txId: transaction.txId, envelope: transaction.endorsedBy(endorsers, results) };
}
