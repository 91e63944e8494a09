import type { OrganizationOptions } from './organization-arguments.js';
import type { Print } from './output.js';
import { requireRunning } from './running.js';

/** Has the running network make an organisation, and says what its future fellow members need. */
export async function addOrganization({ data, organization }: OrganizationOptions, print: Print): Promise<void> {
  const { client } = await requireRunning(data);
  const { mspId, gateway, definition } = await client.addOrganization(organization);
  print(`${mspId}  gateway ${gateway}`);
  print(`for the members of a channel: ${definition}`);
  print(`  npm run network -- channel add-org --channel C --definition ${definition} --data ${data}`);
}
