import { describe, expect, test } from '@jest/globals';
import { Auditor, INVARIANTS } from './auditor.js';
import { SOUND_ENCUMBRANCES, WRONG_ENCUMBRANCES } from './test-support/encumbrance-cases.js';
import { passing, vote, YES, type Passing } from './test-support/passing.js';
import {
  DAY,
  defined,
  drafted,
  end,
  entry,
  foundBy,
  ISIN,
  issued,
  lot,
  lotKey,
  ON_TERMS,
  onPaper,
  paper,
  PLEDGE,
  put,
  REMATERIALISED,
  shown,
  SOUND,
  transaction,
  VERDICT,
} from './test-support/sound-ledger.js';
import type { AuditedTransaction, Write } from './transaction.js';

function audited(...more: readonly AuditedTransaction[]): readonly (readonly [string, string])[] {
  const auditor = new Auditor();
  return [...SOUND, ...more].flatMap((each) =>
    auditor.apply(each).map(({ invariant, finding }) => [invariant, finding] as const),
  );
}

/** A transfer of 10 of Bob's units to Cleo, with one thing changed. */
const TRANSFER = [
  end(lotKey('bob', 't3/0')),
  lot('cleo', 't4/0', '10', ['t3/0']),
  lot('bob', 't4/1', '30', ['t3/0']),
  entry('t4/0', { kind: 'transfer', from: 'bob', to: 'cleo', units: '10' }),
] as const;
const [ENDED, GIVEN, LEFT, ENTERED] = TRANSFER;

const disputed = (state: string, more: object = {}): Write =>
  put(`dispute/${ISIN}/d-1`, { isin: ISIN, disputeId: 'd-1', holderId: 'bob', units: '5', state, ...more });
const frozenBy = (dispute: string): Write =>
  put(`freeze/units/${ISIN}/bob`, { freezes: [{ units: '9' }, { units: '5', dispute }] });

/** Bob's units that leave the register for a certificate. */
const givenOut = (units: string, printed: string): readonly Write[] => [
  end(lotKey('bob', 't3/0')),
  lot('bob', 't4/0', (40n - BigInt(units)).toString(), ['t3/0']),
  issued((100n - BigInt(units)).toString()),
  paper('B-1', printed, 'out'),
  onPaper(printed),
];

const WRONG: readonly (readonly [invariant: string, finding: string, transaction: AuditedTransaction])[] = [
  [
    'solicitations',
    `solicitation/${ISIN}/00001 goes ->agreed`,
    transaction('t4', put(`solicitation/${ISIN}/00001`, { isin: ISIN, number: 1, state: 'agreed' })),
  ],
  ['title', 'i1 has not the votes that its protocol asks for', passing({ votes: [] })],
  ['supply', `${ISIN}: 120 units outstanding, 100 in lots`, transaction('t4', issued('120'))],
  [
    'supply',
    `${ISIN}: 121 units in lots, 120 authorised`,
    transaction(
      't4',
      lot('ada', 't4/0', '21'),
      issued('121'),
      entry('t4/0', { kind: 'issue', to: 'ada', units: '21' }),
    ),
  ],
  ['paper', `${ISIN}: 1 units on paper, 0 in certificates that are out`, transaction('t4', onPaper('1'))],
  ['paper', `paper/${ISIN}/A-1 goes cancelled->cancelled`, transaction('t4', paper('A-1', '5', 'cancelled'))],
  ['paper', `paper/${ISIN}/A-1 goes cancelled->out`, transaction('t4', paper('A-1', '5', 'out'), onPaper('5'))],
  ['paper', `paper/${ISIN}/A-1 goes cancelled->`, transaction('t4', end(`paper/${ISIN}/A-1`))],
  [
    'paper',
    `${ISIN}: -4 units of certificates beside the entries`,
    transaction('t4', ...givenOut('6', '10'), entry('t4/0', { ...REMATERIALISED, units: '6' })),
  ],
  [
    'supply',
    `${ISIN}: 94 units in lots and 27 on paper, 120 authorised`,
    transaction('t4', ...givenOut('6', '27'), entry('t4/0', { ...REMATERIALISED, units: '6' })),
  ],
  [
    'lots',
    `${lotKey('cleo', 't4/0')} has no endorsement policy`,
    { ...transaction('t4', ...TRANSFER), policies: [{ key: LEFT.key, isSet: true }] },
  ],
  [
    'lots',
    `${lotKey('bob', 't3/0')} gets another endorsement policy`,
    { ...transaction('t4'), policies: [{ key: lotKey('bob', 't3/0'), isSet: false }] },
  ],
  [
    'lots',
    `${lotKey('cleo', 't4/0')} comes from t9/0, which has not ended with it`,
    transaction('t4', ENDED, lot('cleo', 't4/0', '10', ['t9/0']), LEFT, ENTERED),
  ],
  [
    'lots',
    `${lotKey('cleo', 't4/0')} says something else than its key`,
    transaction(
      't4',
      ENDED,
      put(GIVEN.key, { isin: ISIN, holderId: 'dan', lotId: 't4/0', units: '10' }),
      LEFT,
      ENTERED,
    ),
  ],
  [
    'lots',
    `${lotKey('zoe', 't8/0')} ends and was not there`,
    transaction('t4', ...TRANSFER, end(lotKey('zoe', 't8/0'))),
  ],
  ['lots', 'lot/strange is not the key of a lot', transaction('t4', put('lot/strange', {}))],
  [
    'movements',
    `${ISIN}: lots without an entry`,
    transaction('t4', end(lotKey('bob', 't3/0')), lot('bob', 't4/0', '40', ['t3/0'])),
  ],
  [
    'movements',
    `${ISIN} cleo: 1 units beside the entries`,
    transaction('t4', ENDED, GIVEN, LEFT, entry('t4/0', { kind: 'transfer', from: 'bob', to: 'cleo', units: '9' })),
  ],
  [
    'movements',
    `movement/${ISIN}/${DAY}/t4/0 has no verdict`,
    transaction(
      't4',
      ENDED,
      GIVEN,
      LEFT,
      entry('t4/0', { kind: 'transfer', from: 'bob', to: 'cleo', units: '10', verdictHash: '' }),
    ),
  ],
  [
    'legal-basis',
    `movement/${ISIN}/${DAY}/t4/0 has no legal basis`,
    transaction(
      't4',
      ENDED,
      GIVEN,
      LEFT,
      entry('t4/0', { kind: 'forcedTransfer', from: 'bob', to: 'cleo', units: '10', order: { basis: 'court-order' } }),
    ),
  ],
  [
    'history',
    `movement/${ISIN}/${DAY}/t3/0 is not an entry of this transaction`,
    transaction('t4', end(`movement/${ISIN}/${DAY}/t3/0`)),
  ],
  [
    'available',
    `${ISIN} ada: 61 units bound, 60 held`,
    transaction('t4', put(`encumbered/${ISIN}/ada`, { encumbrances: [{ ...PLEDGE, units: '31', until: DAY }] })),
  ],
  ...WRONG_ENCUMBRANCES,
  [
    'reservations',
    `reserved/${ISIN}/ada outlives j1`,
    transaction('t4', put('joint/j1', { instructionId: 'j1', status: 'settled', legs: [{ isin: ISIN, from: 'ada' }] })),
  ],
  [
    'reservations',
    `reserved/${ISIN}/bob waits for j7, which is not reserved`,
    transaction('t4', put(`reserved/${ISIN}/bob`, { reservations: [{ instructionId: 'j7', units: '1' }] })),
  ],
  [
    'disputes',
    `dispute/${ISIN}/d-1: 0 units frozen, 5 in dispute`,
    transaction('t4', disputed('open'), put(`freeze/units/${ISIN}/bob`, { freezes: [{ units: '5', dispute: 'd-2' }] })),
  ],
  ['disputes', `dispute/${ISIN}/d-1 goes ->upheld`, transaction('t4', disputed('upheld'), frozenBy('d-1'))],
  [
    'disputes',
    `dispute/${ISIN}/d-1: 5 units frozen, 0 in dispute`,
    transaction('t4', disputed('open', { endedOn: DAY }), frozenBy('d-1')),
  ],
  ['definitions', 'definition/Home@1 is removed', transaction('t4', end('definition/Home@1'))],
  ['definitions', 'definition/Home@1 is changed', transaction('t4', defined({ form: '{"a":1}' }))],
  ['definitions', 'definition/Home@1 takes a step again', transaction('t4', defined({ proposedOn: '2026-11-21' }))],
  [
    'definitions',
    'definition-index/currency/EUR/Home@1 is not what the definition says',
    transaction('t4', foundBy('definition-index/currency/EUR/Home@1')),
  ],
  [
    'definitions',
    'definition-index/kind/compliance/Away@1 is of nothing that was proposed',
    transaction(
      't4',
      drafted('Away@1'),
      foundBy('definition-draft/AMSP/Away@1'),
      foundBy('definition-index/kind/compliance/Away@1'),
    ),
  ],
  [
    'definitions',
    'definition-index/kind/compliance/Home@1 is removed',
    transaction('t4', end('definition-index/kind/compliance/Home@1')),
  ],
  ['definitions', 'definition-draft/AMSP/Away@1 is missing', transaction('t4', drafted('Away@1'))],
  [
    'definitions',
    'definition-draft/AMSP/Home@1 is left',
    transaction('t4', defined({ retiredOn: DAY }), foundBy('definition-draft/AMSP/Home@1')),
  ],
  [
    'definitions',
    'definition/Home@1 is adopted by nobody but its author',
    transaction('t4', defined({ adoptedOn: DAY, adoptedBy: { mspId: 'AMSP' } })),
  ],
  ['evidence', `evidence/${ISIN}/e-1 is changed`, transaction('t4', end(`evidence/${ISIN}/e-1`))],
  ['evidence', `evidence/${ISIN}/e-1 is changed`, transaction('t4', shown({ issuedOn: '2026-11-19' }))],
  [
    'evidence',
    `${ISIN}: e-1 counts otherwise than it was shown`,
    transaction('t4', shown({ revoked: { by: 'AMSP', on: DAY } })),
  ],
  ['rules', `${ISIN}: rules beside a change of its definition`, transaction('t4', put(`rules/${ISIN}/1`, {}))],
  [
    'supply',
    `${ISIN}: 100 units in lots of what has ended`,
    transaction('t4', put(`security/${ISIN}`, { isin: ISIN, authorisedUnits: '120', deactivated: {} }), issued('100')),
  ],
  ['unique-securities', `${ISIN} is removed`, transaction('t4', end(`security/${ISIN}`))],
  [
    'unique-participants',
    'participant/BMSP has the LEI of participant/AMSP',
    transaction('t4', put('participant/BMSP', { lei: 'L1' })),
  ],
  ['business-dates', 'date/TARGET goes back', transaction('t4', put('date/TARGET', { businessDate: '2026-11-19' }))],
  ['commands', 'writes without a command', { transactionId: 't4', writes: [], policies: [{ key: 'x', isSet: true }] }],
  ['commands', 'writes without a command', { transactionId: 't4', writes: [put('party/x', {})], policies: [] }],
  ['commands', 'command/AMSP/t3 is carried out twice', transaction('t4', put('command/AMSP/t3', {}))],
];

describe('an audit', () => {
  test('finds nothing where everything is as it must be', () => {
    expect(audited(transaction('t4', ...TRANSFER))).toEqual([]);
    expect(audited(transaction('t4', put('date/TARGET', { businessDate: '2026-11-23' })))).toEqual([]);
  });

  test('finds nothing where a proposed definition is adopted by another organisation', () => {
    const adopted = defined({ adoptedOn: DAY, adoptedBy: { mspId: 'BMSP' } });
    expect(audited(transaction('t4', adopted))).toEqual([]);
  });

  test('finds a proposal that nobody finds', () => {
    const [draft, index] = ['definition-draft/AMSP/Away@1', 'definition-index/kind/compliance/Away@1'];
    const planned = transaction('t4', drafted('Away@1'), foundBy(draft));
    const proposed = put('definition/Away@1', {
      ...{ form: '{"kind":"compliance"}', hash: 'h', author: { mspId: 'AMSP' } },
      ...{ draftedOn: DAY, proposedOn: DAY },
    });
    expect(audited(planned, transaction('t5', proposed, end(draft), foundBy(index)))).toEqual([]);
    expect(audited(planned, transaction('t5', proposed, end(draft)))).toEqual([['definitions', `${index} is missing`]]);
  });

  test('finds nothing where units leave the register for paper and come back to somebody else', () => {
    const out = transaction('t4', ...givenOut('6', '6'), entry('t4/0', { ...REMATERIALISED, units: '6' }));
    const back = transaction(
      't5',
      lot('cleo', 't5/0', '6'),
      issued('100'),
      paper('B-1', '6', 'cancelled'),
      onPaper('0'),
      entry('t5/0', { kind: 'dematerialisation', to: 'cleo', units: '6', order: ON_TERMS }),
    );
    expect(audited(out, back)).toEqual([]);
    expect(audited(out, back, { ...back, transactionId: 't6' })).toContainEqual([
      'paper',
      `paper/${ISIN}/B-1 goes cancelled->cancelled`,
    ]);
  });

  test.each(SOUND_ENCUMBRANCES)('finds nothing where %s', (_, sound) => {
    expect(audited(sound)).toEqual([]);
  });

  test('finds nothing while units in dispute are frozen, and when they are free after its end', () => {
    const over = [
      transaction('t4', disputed('open'), frozenBy('d-1')),
      transaction('t5', disputed('upheld'), frozenBy('d-1')),
      transaction('t6', disputed('upheld', { endedOn: DAY }), end(`freeze/units/${ISIN}/bob`)),
    ];
    expect(audited(...over)).toEqual([]);
    expect(audited(...over, transaction('t7', disputed('upheld'), frozenBy('d-1')))).toEqual([
      ['disputes', `dispute/${ISIN}/d-1 goes upheld->upheld`],
    ]);
  });

  test('finds a security that is changed after its end', () => {
    const ended = put(`security/${ISIN}`, { isin: ISIN, authorisedUnits: '120', deactivated: { on: DAY } });
    const again = put(`security/${ISIN}`, { isin: ISIN, authorisedUnits: '120' });
    expect(audited(transaction('t4', ended), transaction('t5', again))).toEqual([
      ['unique-securities', `${ISIN} is changed after its end`],
    ]);
  });

  test.each(WRONG)('%s: %s', (invariant, finding, wrong) => {
    expect(audited(wrong)).toContainEqual([invariant, finding]);
  });

  const R = { role: 'registrar', validFrom: DAY, validUntil: DAY };
  const N = { role: 'notary', validFrom: DAY, validUntil: DAY, unitsMax: '10' };
  const automatic = { by: 'automatic', ballot: { end: undefined } } as const;

  test.each<[string, Passing, string | undefined]>([
    ['with its votes', {}, undefined],
    ['without a deed', { transfer: { terms: undefined } }, 'has no deed'],
    ['without consent', { transfer: { accepted: { party: 'ada' } } }, 'has no consent of its receiver'],
    ['to a nominee of its owner', { transfer: { toDesignation: ['ada'], terms: undefined } }, 'has no deed'],
    ['with a ballot that did not pass', { ballot: { end: 'expired' } }, 'has no ballot that it passed'],
    ['by other terms', { ballot: { terms: 'c'.repeat(64) } }, 'was voted on by other terms'],
    ['with one vote', { votes: YES.slice(0, 1) }, 'has not the votes that its protocol asks for'],
    [
      'with a vote against',
      { votes: [...YES.slice(0, 1), vote('notary', 'N', 'no')] },
      'has not the votes that its protocol asks for',
    ],
    [
      'with a vote of a stranger',
      { votes: [...YES.slice(0, 1), vote('notary', 'X')] },
      'has not the votes that its protocol asks for',
    ],
    [
      'with a vote that was over',
      { votes: [...YES.slice(0, 1), vote('notary', 'N', 'yes', { validUntil: '2026-11-19' })] },
      'has not the votes that its protocol asks for',
    ],
    [
      'with the vote of a deputy',
      { votes: [...YES.slice(0, 1), vote('notary', 'N', 'stepsAside'), vote('notary', 'D')] },
      undefined,
    ],
    [
      'with the vote of a deputy for whom nobody stepped aside',
      { votes: [...YES.slice(0, 1), vote('notary', 'D')] },
      'has not the votes that its protocol asks for',
    ],
    ['with standing votes', { ...automatic, standing: [R, N] }, undefined],
    ['with one standing vote', { ...automatic, standing: [R] }, 'has not the votes that its protocol asks for'],
    [
      'of more units than a standing vote covers',
      { ...automatic, standing: [R, { ...N, unitsMax: '9' }] },
      'has not the votes that its protocol asks for',
    ],
    [
      'with standing votes where it is voted by ballot',
      { standing: [R, N], votes: [] },
      'has not the votes that its protocol asks for',
    ],
    [
      'that the register elsewhere has not confirmed',
      { register: { evidenceOf: 'land register' } },
      'is not confirmed by the register whose evidence it is',
    ],
  ])('a transfer of title %s', (_, given, flaw) => {
    const found = audited(passing(given)).filter(([invariant]) => invariant === 'title');
    expect(found).toEqual(flaw === undefined ? [] : [['title', `i1 ${flaw}`]]);
  });

  test('a lot that was changed in place is found, however little', () => {
    const changed = transaction(
      't3',
      put(lotKey('bob', 't3/0'), { isin: ISIN, holderId: 'bob', lotId: 't3/0', units: '41' }),
    );
    expect(audited(changed)).toContainEqual(['lots', `${lotKey('bob', 't3/0')} is changed`]);
  });

  test('an entry of a day that has not come is found', () => {
    const early = put(`movement/${ISIN}/2026-11-21/t4/0`, {
      ...{ isin: ISIN, businessDate: '2026-11-21', verdictHash: VERDICT },
      ...{ kind: 'transfer', from: 'bob', to: 'cleo', units: '10' },
    });
    const [found] = audited(transaction('t4', ENDED, GIVEN, LEFT, early));
    expect(found).toEqual(['business-dates', `movement/${ISIN}/2026-11-21/t4/0 is of a day that has not come`]);
  });

  test('every invariant has a case above', () => {
    expect([...new Set(WRONG.map(([invariant]) => invariant))].sort()).toEqual(
      INVARIANTS.map(({ name }) => name).sort(),
    );
  });

  test('a copy of an image goes its own way', () => {
    const auditor = new Auditor();
    for (const each of SOUND) auditor.apply(each);
    const copy = auditor.image.copy();
    auditor.apply(transaction('t4', ...TRANSFER));
    expect([copy.holdings.of(ISIN, 'bob'), auditor.image.holdings.of(ISIN, 'bob')]).toEqual([40n, 30n]);
    expect([copy.holdings.total(ISIN), auditor.image.holdings.total(ISIN)]).toEqual([100n, 100n]);
  });
});
