import type { AuditedTransaction, Write } from '../transaction.js';
import { end, entry, ISIN, lot, lotKey, PLEDGE, put, transaction, VERDICT } from './sound-ledger.js';

const ADAS = `encumbered/${ISIN}/ada`;
const ORDER = { basis: 'court-order', document: VERDICT };
const lying = (...encumbrances: readonly object[]): Write => put(ADAS, { encumbrances });
/** All that Ada has, to Bob. */
const GIVEN_BY_ADA = [end(lotKey('ada', 't3/1')), lot('bob', 't4/0', '60', ['t3/1'])] as const;

/** What is wrong with encumbrances after one transaction more, and what an auditor says. */
export const WRONG_ENCUMBRANCES: readonly (readonly [string, string, AuditedTransaction])[] = [
  ['encumbrances', `${ADAS} has a rank twice`, transaction('t4', lying({ ...PLEDGE, encumbranceId: 'e-3' }, PLEDGE))],
  ['encumbrances', `${ADAS} has an id twice`, transaction('t4', lying(PLEDGE, { ...PLEDGE, parcel: 2 }))],
  [
    'encumbrances',
    `${ADAS}: nobody has ordered e-1`,
    transaction('t4', lying({ ...PLEDGE, kind: 'attachment', units: '20' })),
  ],
  [
    'encumbrances',
    `${ISIN}: e-1 lay on 20 units and lies on 0`,
    transaction(
      't4',
      ...GIVEN_BY_ADA,
      entry('t4/0', { kind: 'transfer', from: 'ada', to: 'bob', units: '60' }),
      lying(),
    ),
  ],
  [
    'encumbrances',
    `${ISIN}: e-1 lay on 20 units and lies on 15`,
    transaction(
      't4',
      ...GIVEN_BY_ADA,
      entry('t4/0', { kind: 'enforcement', from: 'ada', to: 'bob', units: '60', enforces: 'e-2', order: ORDER }),
      lying({ ...PLEDGE, units: '15' }),
    ),
  ],
];

const FIRST = { ...PLEDGE, units: '20' };
const SECOND = { ...PLEDGE, encumbranceId: 'e-2', units: '15', order: 2 };
const BOBS = put(`encumbered/${ISIN}/bob`, {
  encumbrances: [FIRST, SECOND].map((each) => ({ ...each, holderId: 'bob' })),
});
const ENDED = put('joint/j1', { instructionId: 'j1', status: 'settled', legs: [{ isin: ISIN, from: 'ada' }] });
const ALL_FREE = [ENDED, end(`reserved/${ISIN}/ada`)] as const;
const moved = (more: object): Write => entry('t4/0', { from: 'ada', to: 'bob', units: '60', ...more });

/** What is in order. */
export const SOUND_ENCUMBRANCES: readonly (readonly [string, AuditedTransaction])[] = [
  [
    'encumbrances go along with the units',
    transaction('t4', ...GIVEN_BY_ADA, moved({ kind: 'transfer' }), end(ADAS), BOBS, ...ALL_FREE),
  ],
  [
    'they end by the enforcement of one before',
    transaction(
      't4',
      ...GIVEN_BY_ADA,
      moved({ kind: 'enforcement', enforces: 'e-1', order: ORDER }),
      end(ADAS),
      ...ALL_FREE,
    ),
  ],
  ['one is released', transaction('t4', lying(SECOND))],
];
