import type { AuditedTransaction, Write } from '../transaction.js';

/** The security that there is. */
export const ISIN = 'US0378331005';
/** Hash of a verdict. */
export const VERDICT = 'a'.repeat(64);
/** The business date. */
export const DAY = '2026-11-20';

const json = (value: object): string => JSON.stringify({ schema: 1, ...value });
/** A record that is written. */
export const put = (key: string, value: object): Write => ({ key, value: json(value) });
/** A record that ends. */
export const end = (key: string): Write => ({ key });
/** Key of a lot. */
export const lotKey = (holderId: string, lotId: string): string => `lot/${ISIN}/${holderId}/${lotId}`;
/** A lot that is created. */
export const lot = (holderId: string, lotId: string, units: string, sources: readonly string[] = []): Write =>
  put(lotKey(holderId, lotId), { isin: ISIN, holderId, lotId, units, sources });
/** Units that are outstanding. */
export const issued = (units: string): Write => put(`issued/${ISIN}`, { isin: ISIN, issued: units });
/** An entry of the day. */
export const entry = (id: string, more: object): Write =>
  put(`movement/${ISIN}/${DAY}/${id}`, { isin: ISIN, businessDate: DAY, verdictHash: VERDICT, ...more });
/** A transaction by a command, whose lots get their policies. */
export const transaction = (transactionId: string, ...writes: readonly Write[]): AuditedTransaction => ({
  transactionId,
  writes: [put(`command/AMSP/${transactionId}`, {}), ...writes],
  policies: writes
    .filter(({ key, value }) => key.startsWith('lot/') && value !== undefined)
    .map(({ key }) => ({ key, isSet: true })),
});

/** An order on agreed terms. */
export const ON_TERMS = { basis: 'terms', document: VERDICT };
/** A certificate. */
export const paper = (number: string, units: string, status: string): Write =>
  put(`paper/${ISIN}/${number}`, { isin: ISIN, number, units, status });
/** Units in certificates that are out. */
export const onPaper = (units: string): Write => put(`onPaper/${ISIN}`, { isin: ISIN, units });
/** What an entry of Bob's units that leave for paper says. */
export const REMATERIALISED = { kind: 'rematerialisation', from: 'bob', order: ON_TERMS } as const;

const EVIDENCE = { isin: ISIN, evidenceId: 'e-1', kind: 'audit', issuedOn: DAY };
/** Evidence of what stands behind the security. */
export const shown = (more: object = {}): Write => put(`evidence/${ISIN}/e-1`, { ...EVIDENCE, ...more });

const PROPOSED = { form: '{"kind":"compliance"}', hash: 'h', author: { mspId: 'AMSP' }, proposedOn: DAY };
/** A definition that is proposed. */
export const defined = (more: object = {}): Write => put('definition/Home@1', { ...PROPOSED, ...more });
/** A definition that is a draft. */
export const drafted = (name: string): Write =>
  put(`definition/${name}`, { ...PROPOSED, proposedOn: undefined, draftedOn: DAY });
/** An entry by which a definition is found. */
export const foundBy = (entry: string): Write => ({ key: entry, value: '1' });

/** A pledge of Ada's units. */
export const PLEDGE = { kind: 'pledge', holderId: 'ada', encumbranceId: 'e-1', parcel: 1, order: 1 };

/** Founding, a security, and 100 units in Ada's hands, five of them from paper, of which 30 wait for an instruction and 20 are pledged. */
export const SOUND: readonly AuditedTransaction[] = [
  transaction(
    't0',
    put('participant/AMSP', { lei: 'L1' }),
    put('date/TARGET', { businessDate: DAY }),
    put(`security/${ISIN}`, { isin: ISIN, authorisedUnits: '120', calendar: 'TARGET' }),
    defined(),
  ),
  transaction(
    't1',
    lot('ada', 't1/0', '100'),
    issued('100'),
    entry('t1/0', { kind: 'issue', to: 'ada', units: '95' }),
    entry('t1/1', { kind: 'dematerialisation', to: 'ada', units: '5', order: ON_TERMS }),
    paper('A-1', '5', 'cancelled'),
    shown(),
    put(`latestEvidence/${ISIN}`, { latest: [EVIDENCE] }),
  ),
  transaction(
    't2',
    put('joint/j1', { instructionId: 'j1', status: 'reserved', legs: [{ isin: ISIN, from: 'ada' }] }),
    put(`reserved/${ISIN}/ada`, { reservations: [{ instructionId: 'j1', units: '30' }] }),
    put(`encumbered/${ISIN}/ada`, {
      encumbrances: [
        { ...PLEDGE, units: '20' },
        { ...PLEDGE, encumbranceId: 'e-2', units: '15', order: 2 },
        { ...PLEDGE, encumbranceId: 'e-0', units: '90', until: '2026-11-19' },
      ],
    }),
  ),
  transaction(
    't3',
    end(lotKey('ada', 't1/0')),
    lot('bob', 't3/0', '40', ['t1/0']),
    lot('ada', 't3/1', '60', ['t1/0']),
    entry('t3/0', { kind: 'transfer', from: 'ada', to: 'bob', units: '40' }),
  ),
];
