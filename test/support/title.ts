import type { DefinitionForm } from '@scrip/gateway-api';
import { BOREALIS, CIRRUS, DELTA } from './consortium.js';
import { adopt } from './definitions.js';
import type { GatewayScene } from './gateway-scene.js';

/** A protocol in which the registrar and the seller's custodian vote. */
export const protocolOf = (name: string, voting: object): DefinitionForm => ({
  ...{ kind: 'ownership', name, version: 1, title: name },
  protocol: {
    passesWhen: {
      is: 'atLeast',
      votes: 2,
      of: [
        { is: 'vote', from: 'registrar' },
        { is: 'vote', from: 'sellersCustodian' },
      ],
    },
    voting,
    eventsWhilePending: 'seller',
  },
});

/** A title by a protocol. */
const titleBy = (protocol: string): object => ({
  ...{ law: 'Germany', form: 'registered', protocol, notary: DELTA },
  register: { constitutiveUnder: 'eWpG' },
});

/** By its units, the first of the listed securities that is in registered form: a title says the form of its security. */
const REGISTERED_SHARE = 1;

/** Registers a share in registered form whose title passes by a protocol. @returns its ISIN */
export const shareTitledBy = (scene: GatewayScene, protocol: string): Promise<string> =>
  scene.registerSecurity({ titleTo: titleBy(protocol) }, REGISTERED_SHARE);

/** A share whose transfers standing votes let pass. @returns its ISIN */
export async function votedThrough(scene: GatewayScene): Promise<string> {
  await adopt(scene, protocolOf('Automatic', { by: 'automatic' }));
  const isin = await shareTitledBy(scene, 'Automatic@1');
  const [year, rest] = [Number((await scene.businessDate()).slice(0, 4)), '-01-31'];
  for (const [mspId, role] of [
    [BOREALIS, 'registrar'],
    [CIRRUS, 'sellersCustodian'],
  ] as const) {
    const given = { role, validUntil: `${String(year + 1)}${rest}` };
    await scene.approved(mspId, scene.at(mspId).title.giveStandingVote(isin, given));
  }
  await scene.caughtUp();
  return isin;
}
