import { enlist, shareOf, transferOf, type Estate } from './matrix-market.js';
import { AUTOMATIC, DEED, giveStanding, standingOf, titleBy } from './title.js';
import { acceptanceOf } from './matrix-title.js';

/** Transfers can be objected to for sixty business days. */
export const DISPUTABLE = {
  ...{ ...AUTOMATIC, name: 'Disputable' },
  protocol: { ...AUTOMATIC.protocol, objectionDays: 60 },
};
const DOCUMENT = 'd'.repeat(64);
const FOUNDED_ON = '2026-11-20';

/** An objection to the transfer of the estate that was settled as the `index`-th. */
export const objectionOf = (estate: Estate, disputeId: string, index: number): Readonly<Record<string, unknown>> => ({
  ...{ isin: estate.disputable, disputeId, ground: 'error', document: DOCUMENT },
  about: { entry: estate.settled[index], on: FOUNDED_ON },
});

/** Three transfers are final: one in dispute, one in a dispute on which both parties agree, and one that is not. */
export async function dispute(estate: Estate): Promise<void> {
  const { channel, mspId, disputable: isin } = estate;
  const title = titleBy('Disputable@1', { notary: mspId });
  await enlist(channel, { ...shareOf(isin, mspId, mspId), title });
  for (const role of ['registrar', 'sellersCustodian'] as const) {
    await giveStanding(channel, standingOf(isin, mspId, role));
  }
  const allocations = [{ holderId: estate.party('plain'), units: '10' }];
  await channel.submit(mspId, 'register:issue', { isin, allocations });
  for (const id of ['first', 'second', 'third']) {
    const transfer = { ...transferOf(estate, id, isin), deed: DEED };
    await channel.submit(mspId, 'settlement:instruct', { instructions: [transfer] });
    const instructionId = `${mspId}-${id}`;
    await channel.submit(mspId, 'settlement:accept', await acceptanceOf(estate, instructionId));
    const settled = await channel.submit(mspId, 'settlement:settle', { isin, instructionIds: [instructionId] });
    estate.settled = [...estate.settled, `${settled.transactionId}/0`];
  }
  await channel.submit(mspId, 'dispute:raise', { act: objectionOf(estate, 'open', 0) });
  await channel.submit(mspId, 'dispute:raise', { act: objectionOf(estate, 'agreed', 1) });
  for (const name of ['plain', 'receiver']) {
    const act = { isin, disputeId: 'agreed', party: estate.party(name), decision: 'upheld' };
    await channel.submit(mspId, 'dispute:agree', { act });
  }
}
