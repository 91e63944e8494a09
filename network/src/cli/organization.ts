import type { OrganizationOptions } from './organization-arguments.js';
import type { Print } from './output.js';
import { requireRunning } from './running.js';

/** Has the running network make an organisation, and says what its future fellow members need; or end one. */
export async function organization(options: OrganizationOptions, print: Print): Promise<void> {
  const { data } = options;
  const { client } = await requireRunning(data);
  if (options.verb === 'remove') {
    await client.removeOrganization(options.mspId);
    print(`${options.mspId} is no organisation of this network any more; its keys and ledgers are gone`);
    return;
  }
  const { mspId, gateway, definition } = await client.addOrganization(options.organization);
  print(`${mspId}  gateway ${gateway}`);
  print(`for the members of a channel: ${definition}`);
  print(`  npm run network -- channel add-org --channel C --definition ${definition} --data ${data}`);
}
