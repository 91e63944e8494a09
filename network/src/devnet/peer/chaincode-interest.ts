import { common, peer } from '@hyperledger/fabric-protos';

import type { SimulationResult, WrittenKey } from '../ledger/types.js';
import { decode } from '../../proto/decode.js';
import { isSystemChaincode } from './system-chaincode-names.js';

/** What the policies of one namespace must answer for. */
interface NamespaceInterest {
  /** Collection (`''` is public state) to whether the chaincode's or collection's own policy is needed. */
  readonly required: Map<string, boolean>;
  readonly keyPolicies: common.SignaturePolicyEnvelope[];
}

/**
 * Tells the gateway which policies the simulated transaction will be judged by (Fabric: core/endorser/endorser.go
 * buildChaincodeInterest): per namespace the chaincode's policy, unless every key written has a policy of its own, and
 * the collections touched.
 *
 * @throws ProtoError when a key's committed policy cannot be read.
 */
export function chaincodeInterest(result: SimulationResult): peer.ChaincodeInterest {
  const interests = new Map<string, NamespaceInterest>();
  for (const written of result.writtenKeys) addWrite(interestIn(interests, written.namespace), written);
  for (const namespace of result.namespaces) {
    if (!interests.has(namespace)) interestIn(interests, namespace).required.set('', true);
  }
  for (const { namespace, collection } of result.privateReads) {
    interestIn(interests, namespace).required.set(collection, true);
  }
  const message = new peer.ChaincodeInterest();
  for (const [namespace, interest] of interests) {
    if (!isSystemChaincode(namespace)) addCalls(message, namespace, interest, result);
  }
  return message;
}

function interestIn(interests: Map<string, NamespaceInterest>, namespace: string): NamespaceInterest {
  const known = interests.get(namespace);
  if (known !== undefined) return known;
  const fresh = { required: new Map([['', false]]), keyPolicies: [] };
  interests.set(namespace, fresh);
  return fresh;
}

function addWrite(interest: NamespaceInterest, written: WrittenKey): void {
  if (written.validationParameter === undefined) {
    interest.required.set(written.collection, true);
    return;
  }
  const policy = decode(common.SignaturePolicyEnvelope, written.validationParameter, 'SignaturePolicyEnvelope');
  interest.keyPolicies.push(policy);
}

function addCalls(
  message: peer.ChaincodeInterest,
  namespace: string,
  interest: NamespaceInterest,
  result: SimulationResult,
): void {
  for (const [collection, required] of interest.required) {
    const call = new peer.ChaincodeCall();
    call.setName(namespace);
    if (collection === '') {
      if (!required && interest.keyPolicies.length === 0) continue;
      call.setKeyPoliciesList(interest.keyPolicies);
      call.setDisregardNamespacePolicy(!required);
    } else {
      const read = result.privateReads.some((name) => name.namespace === namespace && name.collection === collection);
      call.setCollectionNamesList([collection]);
      call.setNoPrivateReads(!read);
    }
    message.addChaincodes(call);
  }
}
