import type { StandingVote, Vote } from '@scrip/model';
import { enlist, KEEPER, shareOf, TODAY, transferOf, type Estate } from './matrix-market.js';
import { DEED, giveStanding, recordStanding, recordVote, standingOf, titleBy, voteOf } from './title.js';

/** A transfer of the estate on which it is voted. */
const balloted = (estate: Estate, instructionId: string): object => ({
  ...transferOf(estate, instructionId, estate.balloted),
  deed: DEED,
});

/** The vote of an organisation on the transfer of the estate. */
export const votedOf = (estate: Estate, voter: string): Promise<Vote> =>
  voteOf(estate.channel, voter, `${estate.mspId}-balloted`, 'registrar', 'yes', { askedBy: KEEPER });

/** The standing vote of the estate on its security. */
export const standingVoteOf = (estate: Estate): StandingVote => standingOf(estate.automatic, estate.mspId, 'registrar');

/** A ballot is open, and one could be; a vote and a standing vote wait to be given. */
export async function openBallot(estate: Estate): Promise<void> {
  const { channel, mspId, balloted: isin, automatic } = estate;
  const notary = { notary: mspId };
  await enlist(channel, {
    ...shareOf(isin, mspId, mspId),
    title: titleBy('LongBallot@1', notary),
  });
  const title = titleBy('Automatic@1', notary);
  await enlist(channel, { ...shareOf(automatic, mspId, mspId), title });
  const allocations = [{ holderId: estate.party('plain'), units: '10' }];
  await channel.submit(mspId, 'register:issue', { isin, allocations });
  for (const id of ['balloted', 'to-ballot', 'to-accept']) {
    await channel.submit(mspId, 'settlement:instruct', { instructions: [balloted(estate, id)] });
    const instructionId = `${mspId}-${id}`;
    if (id !== 'to-accept') await channel.submit(mspId, 'settlement:accept', await acceptanceOf(estate, instructionId));
  }
  await channel.submit(mspId, 'ownership:openBallots', { isin, instructionIds: [`${mspId}-balloted`] });
  await recordVote(
    channel,
    await voteOf(channel, mspId, `${mspId}-balloted`, 'registrar', 'yes', { castOn: TODAY as never }),
  );
  await giveStanding(channel, standingOf(automatic, mspId, 'sellersCustodian'));
  await recordStanding(channel, standingOf(automatic, mspId, 'registrar'));
}

/** The consent of the receiver of a transfer of the estate. */
export async function acceptanceOf(estate: Estate, instructionId: string): Promise<object> {
  const transfer = await estate.channel.evaluate(KEEPER, 'settlement:instruction', [instructionId]);
  const { terms } = transfer as { readonly terms: string };
  return { instructionId, party: estate.party('receiver'), terms };
}
