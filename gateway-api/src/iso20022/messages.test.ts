import { describe, expect, test } from '@jest/globals';
import { jointInstruction } from '@scrip/model';
import { deviations, readXml, STRUCTURES, type ReadElement } from '../support/message-structure.js';
import { transactionIdOf } from './building-blocks.js';
import { MESSAGE_VERSIONS, settlementMessage, type MessageName } from './messages.js';
import type { SettlementView } from './settlement-view.js';
import { viewOfJoint, viewOfTransfer, type MessageSources } from './view-of-instruction.js';
import { xmlDocument } from './xml.js';

const [ADA, BOB] = ['A', 'B'].map((letter) => `P${letter.repeat(32)}`) as [string, string];
const [SHARE, CASH] = ['US0378331005', 'DE0001102580'];
const LEI = '7LTWFZYICNSX8D621K86';
const eur = (amount: string): object => ({ amount, currency: 'EUR' });
const SOURCES: MessageSources = {
  network: 'Test & Co',
  businessDate: '2026-11-24',
  servicerOf: (party) => (party === ADA ? 'AuroraMSP' : 'BorealisMSP'),
  leiOf: (servicer) => (servicer === 'AuroraMSP' ? LEI : undefined),
  cashUnit: (isin) => (isin === CASH ? ({ amount: '0.01', currency: 'EUR' } as never) : undefined),
};

const delivers = (units: string, more: object = {}): object => ({
  ...{ kind: 'delivery', isin: SHARE, from: ADA, to: BOB, units },
  ...more,
});
const pays = { kind: 'payment', from: BOB, to: ADA, amount: eur('500.00'), payingAgent: 'BankMSP' };
const joint = (more: object = {}): ReturnType<typeof jointInstruction> =>
  jointInstruction(
    {
      ...{ instructionId: 'j-1', legs: [delivers('10'), pays], mode: 'onAffirmation' },
      ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-24', lastDay: '2026-11-30' },
      ...{ proposedBy: 'AuroraMSP', proposedOn: '2026-11-20', affirmations: [], payments: [], status: 'affirmed' },
      ...more,
    },
    '',
  );
const view = (more: object = {}, party = ADA, leg = 0): SettlementView => {
  const made = viewOfJoint(joint(more), leg, party, SOURCES);
  if (made === undefined) throw new Error('no such delivery');
  return made;
};
const part = (units: string, more: object = {}): object => ({
  ...{ units, settledOn: '2026-11-24', transactionId: 'a'.repeat(64) },
  ...more,
});
const FAILURE = { since: '2026-11-24', code: 'UNITS_INSUFFICIENT', legs: [0], accruedTo: '2026-11-24' };
const SETTLED = { status: 'settled', decidedOn: '2026-11-25' };
const BOUGHT_IN = { status: 'boughtIn', decidedOn: '2026-11-25' };

function read(name: MessageName, of: SettlementView): ReadElement {
  const text = settlementMessage(name, of);
  if (text === undefined) throw new Error('no such message');
  const document = readXml(text);
  expect([document.name, document.attributes]).toEqual([
    ...['Document', { xmlns: `urn:iso:std:iso:20022:tech:xsd:${MESSAGE_VERSIONS[name]}` }],
  ]);
  const [message, ...more] = document.children;
  expect(more).toEqual([]);
  if (message === undefined) throw new Error('an empty document');
  return message;
}
const at = (element: ReadElement, ...path: readonly string[]): ReadElement | undefined =>
  path.reduce<ReadElement | undefined>((found, name) => found?.children.find((each) => each.name === name), element);
const textAt = (element: ReadElement, ...path: readonly string[]): string | undefined => at(element, ...path)?.text;

const VIEWS: readonly (readonly [string, SettlementView])[] = [
  ['a delivery against payment', view()],
  ['the receipt of it', view({}, BOB)],
  ['a delivery free of payment', view({ legs: [delivers('10')] })],
  ['one of two deliveries', view({ legs: [delivers('10'), delivers('3', { from: BOB, to: ADA })] }, BOB, 1)],
  [
    'a delivery against tokenised cash',
    view({ legs: [delivers('10'), delivers('700', { isin: CASH, from: BOB, to: ADA })] }),
  ],
  ['what nobody has affirmed', view({ status: 'proposed' })],
  ['what fails', view({ failure: FAILURE })],
  ['what fails after a part', view({ failure: FAILURE, parts: [part('4', { payment: eur('200.00') })] })],
  ['what has settled', view(SETTLED)],
  [
    'what has settled in parts',
    view({ ...SETTLED, parts: [part('4', { payment: eur('200.00') }), part('6', { payment: eur('300.00') })] }, BOB),
  ],
  ['what was refused', view({ status: 'refused', refusal: 'LOCKED_UP', decidedOn: '2026-11-24' })],
  ['what was withdrawn', view({ status: 'withdrawn', decidedOn: '2026-11-24' })],
  ['what has expired', view({ status: 'expired', decidedOn: '2026-12-01' })],
  ['what was bought in', view(BOUGHT_IN)],
  ['a cover of a buy-in, by a long id', view({ ...SETTLED, instructionId: 'x'.repeat(64), coverOf: 'j-0' })],
];

describe.each(Object.keys(MESSAGE_VERSIONS) as MessageName[])('%s', (name) => {
  test.each(VIEWS)('of %s is well-formed, complete and in order', (_, of) => {
    const text = settlementMessage(name, of);
    const isStatus = of.status !== 'settled';
    const isWritten = name === 'sese.023' || (name === 'sese.024' ? isStatus : of.settled !== undefined);
    expect(text !== undefined).toBe(isWritten);
    if (text === undefined) return;
    const structure = STRUCTURES[MESSAGE_VERSIONS[name]];
    if (structure === undefined) throw new Error('a message without a structure');
    expect(deviations(read(name, of), structure)).toEqual([]);
  });
});

describe('what messages say', () => {
  test('who delivers sees a delivery for which it is credited, who receives a receipt for which it is debited', () => {
    const [sold, bought] = [read('sese.023', view()), read('sese.023', view({}, BOB))];
    const of = (message: ReadElement): unknown => [
      textAt(message, 'SttlmTpAndAddtlParams', 'SctiesMvmntTp'),
      textAt(message, 'SttlmTpAndAddtlParams', 'Pmt'),
      ...[
        textAt(message, 'SttlmAmt', 'Amt'),
        at(message, 'SttlmAmt', 'Amt')?.attributes,
        textAt(message, 'SttlmAmt', 'CdtDbtInd'),
      ],
      textAt(message, 'QtyAndAcctDtls', 'SfkpgAcct', 'Id'),
    ];
    expect(of(sold)).toEqual(['DELI', 'APMT', '500.00', { Ccy: 'EUR' }, 'CRDT', ADA]);
    expect(of(bought)).toEqual(['RECE', 'APMT', '500.00', { Ccy: 'EUR' }, 'DBIT', BOB]);
    expect(textAt(sold, 'RcvgSttlmPties', 'Pty1', 'SfkpgAcct', 'Id')).toBe(BOB);
    expect(textAt(bought, 'DlvrgSttlmPties', 'Pty1', 'LEI')).toBe(LEI);
    expect(textAt(bought, 'DlvrgSttlmPties', 'Dpstry', 'Id', 'NmAndAdr', 'Nm')).toBe('Test & Co');
  });

  test('an amount is that of one delivery alone, in cash of the ledger as well', () => {
    const cash = delivers('700', { isin: CASH, from: BOB, to: ADA });
    expect(view({ legs: [delivers('10'), cash] }).amount).toEqual(eur('7.00'));
    for (const legs of [[delivers('10'), delivers('1'), pays], [delivers('10'), pays, pays], [delivers('10')]]) {
      expect(view({ legs }).amount).toBeUndefined();
    }
    expect(view({ legs: [delivers('10'), cash] }, BOB, 1).amount).toBeUndefined();
    const counted = read(
      'sese.023',
      view({ legs: [delivers('10'), pays, delivers('3', { from: BOB, to: ADA })] }, ADA, 2),
    );
    expect([textAt(counted, 'NbCounts', 'TtlNb', 'CurInstrNb'), textAt(counted, 'TxId')]).toEqual(['2', 'j-1-2']);
  });

  test.each<[string, object, readonly string[], string]>([
    ['not affirmed', { status: 'proposed' }, ['MtchgSts', 'Umtchd', 'Rsn', 'Cd', 'Cd'], 'CMIS'],
    ['due later', { settlementDate: '2026-11-25' }, ['SttlmSts', 'Pdg', 'Rsn', 'Cd', 'Cd'], 'FUTU'],
    ['due and on its way', {}, ['SttlmSts', 'Pdg', 'NoSpcfdRsn'], 'NORE'],
    ['without units', { failure: FAILURE }, ['SttlmSts', 'Flng', 'Rsn', 'Cd', 'Cd'], 'LACK'],
    [
      'not paid',
      { failure: { ...FAILURE, code: 'PAYMENT_NOT_RECEIVED' } },
      ['SttlmSts', 'Flng', 'Rsn', 'Cd', 'Cd'],
      'MONY',
    ],
    ['kept by a rule', { failure: { ...FAILURE, code: 'LOCKED_UP' } }, ['SttlmSts', 'Flng', 'Rsn', 'Cd', 'Cd'], 'OTHR'],
    ['settled in part', { failure: FAILURE, parts: [part('4')] }, ['SttlmSts', 'Flng', 'Rsn', 'Cd', 'Cd'], 'PART'],
    ['refused', { status: 'refused', refusal: 'LOCKED_UP' }, ['PrcgSts', 'Rjctd', 'Rsn', 'AddtlRsnInf'], 'LOCKED_UP'],
    [
      'ended by order',
      { status: 'refused', refusal: 'ENDED_BY_ORDER' },
      ['PrcgSts', 'Canc', 'Rsn', 'Cd', 'Cd'],
      'OTHR',
    ],
    ['expired', { status: 'expired' }, ['PrcgSts', 'Canc', 'Rsn', 'AddtlRsnInf'], 'INSTRUCTION_EXPIRED'],
    ['bought in', BOUGHT_IN, ['PrcgSts', 'Canc', 'Rsn', 'Cd', 'Cd'], 'BYIY'],
  ])('a status of what is %s', (_, more, path, expected) => {
    expect(textAt(read('sese.024', view(more)), ...path)).toBe(expected);
  });

  test('a confirmation is of the last part, with what went before and what is left', () => {
    const parts = [part('4', { payment: eur('200.00') }), part('2', { payment: eur('100.00') })];
    const message = read('sese.025', view({ parts }));
    const of = (name: string): string | undefined => at(message, 'QtyAndAcctDtls', name)?.children[0]?.text;
    expect([
      textAt(message, 'QtyAndAcctDtls', 'SttldQty', 'Qty', 'Unit'),
      of('PrevslySttldQty'),
      of('RmngToBeSttldQty'),
    ]).toEqual(['2', '4', '4']);
    expect([textAt(message, 'AddtlParams', 'PrtlSttlm'), textAt(message, 'SttldAmt', 'Amt')]).toEqual([
      'PAIN',
      '100.00',
    ]);
    const last = read('sese.025', view({ ...SETTLED, parts: [part('4'), part('6')] }));
    expect(textAt(last, 'AddtlParams', 'PrtlSttlm')).toBe('PARC');
    expect(at(read('sese.025', view(SETTLED)), 'AddtlParams')).toBeUndefined();
  });

  test('a transfer is a delivery free of payment', () => {
    const instructed = {
      ...{ instructionId: 't-1', isin: SHARE, fromHolderId: ADA, toHolderId: BOB, units: '5' },
      ...{ tradeDate: '2026-11-20', settlementDate: '2026-11-24' },
    };
    const settled = viewOfTransfer(
      { instructed, status: 'settled', decidedOn: '2026-11-25', moments: {} },
      BOB,
      SOURCES,
    );
    if (settled === undefined) throw new Error('no such transfer');
    const message = read('sese.025', settled);
    expect(textAt(message, 'TxIdDtls', 'Pmt')).toBe('FREE');
    expect(textAt(message, 'TradDtls', 'FctvSttlmDt', 'Dt', 'Dt')).toBe('2026-11-25');
    const pending = viewOfTransfer({ instructed, status: 'pending', moments: {} }, ADA, SOURCES);
    expect(pending === undefined ? undefined : settlementMessage('sese.025', pending)).toBeUndefined();
    expect(viewOfTransfer({ instructed, status: 'pending', moments: {} }, 'PX', SOURCES)).toBeUndefined();
  });

  test('an id that is too long is replaced by what everybody computes alike', () => {
    expect(transactionIdOf({ instructionId: 'x'.repeat(35) })).toBe('x'.repeat(35));
    const hashed = transactionIdOf({ instructionId: 'x'.repeat(36) });
    expect(hashed).toMatch(/^[0-9a-f]{35}$/);
    expect(transactionIdOf({ instructionId: 'x'.repeat(36) })).toBe(hashed);
  });
});

test('texts are escaped, and what XML cannot carry is refused', () => {
  const text = `<&>"'`;
  const document = readXml(xmlDocument(['A', [['B', text, { c: text }]]]));
  expect([document.children[0]?.text, document.children[0]?.attributes]).toEqual([text, { c: text }]);
  expect(() => xmlDocument(['A', '\u0000'])).toThrow('XML');
});

test('the check of structure sees what is missing, unknown, out of order and of another form', () => {
  const structure = STRUCTURES['sese.023.001.11'];
  const message = read('sese.023', view());
  if (structure === undefined) throw new Error('a message without a structure');
  const changed = (children: ReadElement[]): readonly string[] => deviations({ ...message, children }, structure);
  const [first, second, ...rest] = message.children;
  if (first === undefined || second === undefined) throw new Error('an empty message');
  expect(changed([second, ...rest])).toEqual(['/SctiesSttlmTxInstr/TxId is missing']);
  expect(changed([second, first, ...rest])).toEqual(['/SctiesSttlmTxInstr is out of order']);
  expect(changed([{ ...first, text: '' }, second, ...rest])).toEqual(['/SctiesSttlmTxInstr/TxId is ']);
  expect(changed([...message.children, { name: 'X', attributes: {}, children: [], text: '' }])[0]).toContain('unknown');
  for (const broken of ['<A><B></A></B>', '<A>', '<A/><A/>', '<A>&x;</A>', '<A b=c/>'])
    expect(() => readXml(broken)).toThrow();
});
