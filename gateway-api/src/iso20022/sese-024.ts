import {
  accountOwner,
  amountOf,
  dated,
  financialInstrument,
  paymentOf,
  quantity,
  safekeepingAccount,
  tradeId,
  transactionIdOf,
  transactionType,
} from './building-blocks.js';
import type { SettlementView } from './settlement-view.js';
import type { XmlElement } from './xml.js';

/**
 * SecuritiesSettlementTransactionStatusAdvice, sese.024.001.12: how a delivery stands that has not settled.
 * Matching is the affirmation of all parties; what was refused, withdrawn, ended, closed or bought in says so as processing
 * status, with the code of the error catalogue where there is one.
 */
export const statusAdvice = (view: SettlementView): XmlElement => [
  'SctiesSttlmTxStsAdvc',
  [
    ['TxId', [['AcctOwnrTxId', transactionIdOf(view)]]],
    ...(ENDED[view.status]?.(view) ?? openStatus(view)),
    [
      'TxDtls',
      [
        tradeId(view),
        accountOwner(view),
        safekeepingAccount(view.own),
        financialInstrument(view),
        quantity('SttlmQty', view.units),
        amountOf('SttlmAmt', view.side, view.amount),
        dated('SttlmDt', view.settlementDate),
        dated('TradDt', view.tradeDate),
        ['SctiesMvmntTp', view.side],
        ['Pmt', paymentOf(view)],
        ['SttlmParams', [transactionType(view)]],
      ],
    ],
  ],
];

type Status = readonly XmlElement[];

const reason = (code: string, more?: string): XmlElement => [
  'Rsn',
  [['Cd', [['Cd', code]]], more === undefined ? undefined : ['AddtlRsnInf', more]],
];
const processed = (how: string, code: string, more?: string): Status => [['PrcgSts', [[how, [reason(code, more)]]]]];

const ENDED: Partial<Record<SettlementView['status'], (view: SettlementView) => Status>> = {
  refused: ({ code }) => processed(code === 'ENDED_BY_ORDER' ? 'Canc' : 'Rjctd', 'OTHR', code),
  withdrawn: () => processed('Canc', 'OTHR', 'INSTRUCTION_WITHDRAWN'),
  expired: () => processed('Canc', 'OTHR', 'INSTRUCTION_EXPIRED'),
  boughtIn: () => processed('Canc', 'BYIY'),
};

function openStatus(view: SettlementView): Status {
  if (!view.isMatched) return [['MtchgSts', [['Umtchd', [reason('CMIS')]]]]];
  const settling: XmlElement =
    view.status === 'failing'
      ? ['Flng', [reason(failingCode(view), view.code)]]
      : ['Pdg', view.isDue ? [['NoSpcfdRsn', 'NORE']] : [reason('FUTU')]];
  return [
    ['MtchgSts', [['Mtchd', []]]],
    ['SttlmSts', [settling]],
  ];
}

/** Reasons of failing that have a code of ISO 20022: lack of securities, awaited money, blocked securities, parts. */
const FAILING: Readonly<Record<string, string>> = {
  ...{ UNITS_INSUFFICIENT: 'LACK', UNITS_RESERVED: 'LACK', UNITS_ENCUMBERED: 'SBLO', UNITS_FROZEN: 'FROZ' },
  ...{ SECURITY_FROZEN: 'FROZ', HOLDER_FROZEN: 'FROZ', PAYMENT_NOT_RECEIVED: 'MONY' },
};

const failingCode = ({ code = '', hasParts }: SettlementView): string =>
  hasParts ? 'PART' : (FAILING[code] ?? 'OTHR');
