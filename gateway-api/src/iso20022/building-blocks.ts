import { createHash } from 'node:crypto';
import type { Money } from '@scrip/model';
import type { XmlElement } from './xml.js';
import type { AccountView, SettlementView } from './settlement-view.js';

/** Who issues the ids of parties and organisations in messages. */
const ISSUER = 'Scrip';

/** Max35Text, Max52Text. */
const [ID_MAX, TRADE_ID_MAX] = [35, 52];

/**
 * The transaction id of a message (Max35Text): id and position of the leg, or, where that is too long, the first digits of
 * its SHA-256, which everybody computes alike. The whole id is the trade id where it fits there.
 */
export function transactionIdOf({ instructionId, leg }: Pick<SettlementView, 'instructionId' | 'leg'>): string {
  const whole = leg === undefined ? instructionId : `${instructionId}-${String(leg)}`;
  return whole.length <= ID_MAX ? whole : createHash('sha256').update(whole, 'utf8').digest('hex').slice(0, ID_MAX);
}

export const tradeId = ({ instructionId }: SettlementView): XmlElement | undefined =>
  instructionId.length <= TRADE_ID_MAX ? ['TradId', instructionId] : undefined;

/** A date as a choice of a date and a time, which nearly every date of these messages is. */
export const dated = (name: string, date: string): XmlElement => [name, [['Dt', [['Dt', date]]]]];

export const paymentOf = ({ amount }: SettlementView): 'APMT' | 'FREE' => (amount === undefined ? 'FREE' : 'APMT');

export const financialInstrument = ({ isin }: SettlementView): XmlElement => ['FinInstrmId', [['ISIN', isin]]];

export const quantity = (name: string, units: bigint): XmlElement => [name, [['Qty', [unit(units)]]]];

export const unit = (units: bigint): XmlElement => ['Unit', units.toString()];

const named = (name: string, id: string): XmlElement => [
  name,
  [
    ['Id', id.slice(0, ID_MAX)],
    ['Issr', ISSUER],
  ],
];

export const accountOwner = ({ own }: SettlementView): XmlElement => [
  'AcctOwnr',
  [['Id', [named('PrtryId', own.party)]]],
];

export const safekeepingAccount = ({ party }: AccountView): XmlElement => ['SfkpgAcct', [['Id', party]]];

/** The parties of the other side, as the settlement chain has them: the register, and who keeps the account. */
export function counterparties({ side, counterparty, network }: SettlementView): XmlElement {
  const { servicer, lei } = counterparty;
  return [
    side === 'DELI' ? 'RcvgSttlmPties' : 'DlvrgSttlmPties',
    [
      ['Dpstry', [['Id', [['NmAndAdr', [['Nm', network]]]]]]],
      [
        'Pty1',
        [
          ['Id', [named('PrtryId', servicer)]],
          lei === undefined ? undefined : ['LEI', lei],
          safekeepingAccount(counterparty),
        ],
      ],
    ],
  ];
}

export const transactionType = ({ isBuyIn }: SettlementView): XmlElement => [
  'SctiesTxTp',
  [['Cd', isBuyIn ? 'BYIY' : 'TRAD']],
];

/** Who delivers is credited with the amount, who receives is debited. */
export const amountOf = (
  name: string,
  side: SettlementView['side'],
  amount: Money | undefined,
): XmlElement | undefined =>
  amount === undefined
    ? undefined
    : [
        name,
        [
          ['Amt', amount.amount, { Ccy: amount.currency }],
          ['CdtDbtInd', side === 'DELI' ? 'CRDT' : 'DBIT'],
        ],
      ];
