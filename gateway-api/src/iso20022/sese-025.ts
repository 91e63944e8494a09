import {
  accountOwner,
  amountOf,
  counterparties,
  dated,
  financialInstrument,
  paymentOf,
  quantity,
  safekeepingAccount,
  tradeId,
  transactionIdOf,
  transactionType,
  unit,
} from './building-blocks.js';
import type { SettledView, SettlementView } from './settlement-view.js';
import type { XmlElement } from './xml.js';

/** SecuritiesSettlementTransactionConfirmation, sese.025.001.11: what has settled of a delivery, last. */
export const settlementConfirmation = (view: SettlementView, settled: SettledView): XmlElement => [
  'SctiesSttlmTxConf',
  [
    [
      'TxIdDtls',
      [
        ['AcctOwnrTxId', transactionIdOf(view)],
        ['SctiesMvmntTp', view.side],
        ['Pmt', paymentOf(view)],
      ],
    ],
    isPart(settled) ? ['AddtlParams', [['PrtlSttlm', settled.left > 0n ? 'PAIN' : 'PARC']]] : undefined,
    [
      'TradDtls',
      [
        tradeId(view),
        dated('TradDt', view.tradeDate),
        dated('SttlmDt', view.settlementDate),
        dated('FctvSttlmDt', settled.on),
      ],
    ],
    financialInstrument(view),
    [
      'QtyAndAcctDtls',
      [
        quantity('SttldQty', settled.units),
        isPart(settled) ? ['PrevslySttldQty', [unit(settled.before)]] : undefined,
        isPart(settled) ? ['RmngToBeSttldQty', [unit(settled.left)]] : undefined,
        accountOwner(view),
        safekeepingAccount(view.own),
      ],
    ],
    ['SttlmParams', [transactionType(view)]],
    counterparties(view),
    amountOf('SttldAmt', view.side, settled.amount),
  ],
];

const isPart = ({ before, left }: SettledView): boolean => before > 0n || left > 0n;
