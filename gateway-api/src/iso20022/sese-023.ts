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
} from './building-blocks.js';
import type { SettlementView } from './settlement-view.js';
import type { XmlElement } from './xml.js';

/** SecuritiesSettlementTransactionInstruction, sese.023.001.11: the delivery as its account owner instructs it. */
export const settlementInstructionMessage = (view: SettlementView): XmlElement => [
  'SctiesSttlmTxInstr',
  [
    ['TxId', transactionIdOf(view)],
    [
      'SttlmTpAndAddtlParams',
      [
        ['SctiesMvmntTp', view.side],
        ['Pmt', paymentOf(view)],
      ],
    ],
    view.deliveries > 1 ? counts(view) : undefined,
    ['TradDtls', [tradeId(view), dated('TradDt', view.tradeDate), dated('SttlmDt', view.settlementDate)]],
    financialInstrument(view),
    ['QtyAndAcctDtls', [quantity('SttlmQty', view.units), accountOwner(view), safekeepingAccount(view.own)]],
    ['SttlmParams', [transactionType(view), ['PrtlSttlmInd', view.mayBePartial ? 'PART' : 'NPAR']]],
    counterparties(view),
    amountOf('SttlmAmt', view.side, view.amount),
  ],
];

/** Which of several deliveries that settle together it is. */
const counts = ({ number, deliveries }: SettlementView): XmlElement => [
  'NbCounts',
  [
    [
      'TtlNb',
      [
        ['CurInstrNb', String(number)],
        ['TtlOfLkdInstrs', String(deliveries)],
      ],
    ],
  ],
];
