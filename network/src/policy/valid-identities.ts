import type { Identity } from '../msp/identity.js';
import type { MspManager } from '../msp/msp-manager.js';
import type { SignedData } from './policy.js';

/**
 * The distinct members whose signatures of the set are right, in the order of the set (Fabric: common/policies
 * SignatureSetToValidIdentities). What is invalid is left out and never an error: a policy may hold without it.
 */
export function validIdentities(signed: readonly SignedData[], members: MspManager): readonly Identity[] {
  const found = new Map<string, Identity>();
  for (const { identity: serialized, data, signature } of signed) {
    const identity = members.find(serialized);
    const key = identity && `${identity.mspId}:${identity.id}`;
    if (identity !== undefined && key !== undefined && !found.has(key) && identity.verify(data, signature)) {
      found.set(key, identity);
    }
  }
  return [...found.values()];
}
