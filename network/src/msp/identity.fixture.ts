import type { Identity, NodeRole } from './identity.js';
import { satisfiesPrincipal } from './principals.js';

/** An identity without certificate, for tests of policies: `organisation.role`. */
export function identityOf(name: string): Identity {
  const [mspId = '', role = ''] = name.split('.');
  const subject = {
    mspId,
    role: role as NodeRole,
    listedAdmin: false,
    organizationalUnits: [role],
    certifiersId: '',
    isSame: () => false,
  };
  return {
    mspId,
    id: name,
    serialized: Buffer.from(name),
    certificatePem: '',
    role: subject.role,
    notAfter: new Date(8.64e15),
    verify: () => false,
    satisfies: (principal) => satisfiesPrincipal(subject, principal),
  };
}
