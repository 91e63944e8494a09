import type { ChannelBundle } from '../channel/bundle.js';
import type { SignedData } from '../policy/policy.js';

/** A policy check that failed; the text is what Fabric tells the client. */
export class AccessDenied extends Error {
  override readonly name = 'AccessDenied';
}

/** Resources that a peer guards, with the channel policy that Fabric gives them (core/aclmgmt/defaultaclprovider.go). */
const DEFAULT_POLICIES = {
  'peer/Propose': '/Channel/Application/Writers',
  'peer/ChaincodeToChaincode': '/Channel/Application/Writers',
  'event/Block': '/Channel/Application/Readers',
  'event/FilteredBlock': '/Channel/Application/Readers',
  'gateway/CommitStatus': '/Channel/Application/Readers',
  'gateway/ChaincodeEvents': '/Channel/Application/Readers',
  'qscc/GetChainInfo': '/Channel/Application/Readers',
  'qscc/GetBlockByNumber': '/Channel/Application/Readers',
  'qscc/GetBlockByHash': '/Channel/Application/Readers',
  'qscc/GetTransactionByID': '/Channel/Application/Readers',
  'qscc/GetBlockByTxID': '/Channel/Application/Readers',
} as const;

/** A guarded operation of the peer. */
export type Resource = keyof typeof DEFAULT_POLICIES;

/** @throws AccessDenied when the signature does not satisfy the resource's policy on the channel. */
export function checkAccessTo(bundle: ChannelBundle, resource: Resource, signed: SignedData): void {
  if (bundle.acl(resource).evaluate([signed])) return;
  throw new AccessDenied(
    `Failed evaluating policy on signed data during check policy on channel [${bundle.channelId}] ` +
      `with policy [${DEFAULT_POLICIES[resource]}]: [signature set did not satisfy policy]`,
  );
}
