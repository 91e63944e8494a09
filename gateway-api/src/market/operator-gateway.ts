import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OperatorRole, Organization } from '@scrip/config';
import { ScripClient } from '../client/client.js';

type Used =
  'registerParty' | 'registerSecurity' | 'issue' | 'approve' | 'transfer' | 'operation' | 'securities' | 'register';

/** What the sample market uses of a gateway's client. */
export type MarketClient = Pick<ScripClient, Used> & {
  readonly definitions: Pick<ScripClient['definitions'], 'draft' | 'propose' | 'adopt'>;
  readonly claims: Pick<ScripClient['claims'], 'adoptTrust' | 'make'>;
  readonly title: Pick<ScripClient['title'], 'accept' | 'giveStandingVote'>;
};

/** Opens the gateway of an organisation with the key of its first operator who has a role. */
export function openOperatorGateway(
  data: string,
  organization: Organization,
  url: string,
  role: OperatorRole,
): MarketClient {
  return new ScripClient({ url, apiKey: operatorKey(data, organization, role) });
}

/** Key of an operator as the gateway left it at its first start. */
function operatorKey(data: string, { mspId, operators }: Organization, role: OperatorRole): string {
  const operator = operators.find(({ roles }) => roles.includes(role));
  if (operator === undefined) throw new Error(`${mspId} has no operator who is ${role}`);
  const path = join(data, 'gateway', mspId, `${operator.id}.key`);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    throw new Error(`the key of operator ${operator.id} of ${mspId} is not at ${path}; start its gateway first`, {
      cause: error,
    });
  }
}
