import type { Role, TransactionName } from '@scrip/model';
import { attachedBy, encumbranceOf } from '../test-support/encumbered-estate.js';
import { HASH } from '../test-support/matrix-market.js';
import { ordered, ownOnly, registrarOrRegulator, seen, type Cell } from './cell.js';

const ONBOARDING: readonly Role[] = ['issuer', 'registrar', 'custodian', 'broker'];

/** How the functions about rights of others in units are called and by whom. */
export const ENCUMBRANCE_CELLS = {
  'register:encumber': ownOnly(ONBOARDING, (estate) => ({ act: encumbranceOf(estate, 'new') })),
  'register:subordinate': ownOnly(ONBOARDING, (estate) => {
    const { isin, holderId, encumbranceId } = encumbranceOf(estate, 'agreed');
    return { act: { isin, holderId, encumbranceId, behind: encumbranceOf(estate, 'second')['encumbranceId'] } };
  }),
  'register:attachUnits': registrarOrRegulator(
    ordered((estate) => ({ ...attachedBy(estate, 'new'), units: '1', beneficiary: estate.party('receiver') })),
  ),
  'register:liftAttachment': ownOnly(
    ['registrar', 'regulator'],
    ordered((estate) => attachedBy(estate, 'attached')),
  ),
  'register:enforce': registrarOrRegulator((estate) => ({
    act: {
      ...{ ...attachedBy(estate, 'pledged'), basis: 'statute', document: HASH },
      ...{ units: '1', toHolderId: estate.party('receiver') },
    },
  })),
  'register:releaseUnits': ownOnly(ONBOARDING, (estate) => {
    const { isin, holderId, encumbranceId } = encumbranceOf(estate, 'agreed');
    return { act: { isin, holderId, encumbranceId } };
  }),
  'register:income': seen((estate) => [estate.issued, estate.party('plain')]),
} satisfies Partial<Record<TransactionName, Cell | readonly Cell[]>>;
