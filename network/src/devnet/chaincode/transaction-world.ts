import type { peer } from '@hyperledger/fabric-protos';

import type { Simulator } from '../ledger/types.js';
import type { CollectionPermission } from '../peer/collections.js';

/** What a chaincode can reach while it runs one transaction (Fabric: chaincode.TransactionContext). */
export interface TransactionWorld {
  readonly channelId: string;
  /** The namespace that the chaincode reads and writes: its name. */
  readonly namespace: string;
  /** Whether this is the call of a chaincode's Init, which may not touch private data. */
  readonly isInit: boolean;
  readonly simulator: Simulator;
  /** What the transaction's creator may do with a collection. @throws Error when there is no such collection. */
  permission(collection: string): Promise<CollectionPermission>;
  /** Runs another chaincode; its answer goes to the caller whole, an ERROR message included. */
  invoke(call: ChaincodeInvocation): Promise<peer.ChaincodeMessage>;
}

/** The target of a chaincode-to-chaincode call. */
export interface ChaincodeInvocation {
  readonly chaincode: string;
  readonly channelId: string;
  readonly input: peer.ChaincodeInput;
}
