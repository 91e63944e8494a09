import { HASH, type Estate } from './matrix-market.js';

/** A lock or a pledge of units of a party of the estate, to another party of it. */
export const encumbranceOf = (estate: Estate, encumbranceId: string): Readonly<Record<string, unknown>> => ({
  ...{ isin: estate.issued, holderId: estate.party('plain'), encumbranceId: `${estate.mspId}-${encumbranceId}` },
  ...{ kind: 'pledge', units: '1', beneficiary: estate.party('receiver'), document: HASH },
});

/** Units of a party on the register that the estate keeps. */
export const attachedBy = (estate: Estate, encumbranceId: string): Readonly<Record<string, unknown>> => ({
  ...{ isin: estate.registered, holderId: estate.party('plain'), encumbranceId: `${estate.mspId}-${encumbranceId}` },
});

/** What lies on units of an estate: two pledges on the same units of one security, a pledge and an attachment in another. */
export async function encumberUnits(estate: Estate): Promise<void> {
  const { channel, mspId } = estate;
  const agreed = encumbranceOf(estate, 'agreed');
  const second = { ...encumbranceOf(estate, 'second'), over: agreed['encumbranceId'] };
  const registered = { ...encumbranceOf(estate, 'pledged'), isin: estate.registered };
  for (const act of [agreed, second, registered]) await channel.submit(mspId, 'register:encumber', { act });
  const { units, beneficiary } = agreed;
  const attached = { ...attachedBy(estate, 'attached'), units, beneficiary };
  await channel.submit(mspId, 'register:attachUnits', { ...attached, basis: 'court-order', document: HASH });
}
