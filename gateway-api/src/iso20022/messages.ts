import { settlementInstructionMessage } from './sese-023.js';
import { statusAdvice } from './sese-024.js';
import { settlementConfirmation } from './sese-025.js';
import type { SettlementView } from './settlement-view.js';
import { xmlDocument, type XmlElement } from './xml.js';

/** Messages that the gateway writes, in the versions of the ISO 20022 catalogue that it writes them in. */
export const MESSAGE_VERSIONS = {
  'sese.023': 'sese.023.001.11',
  'sese.024': 'sese.024.001.12',
  'sese.025': 'sese.025.001.11',
} as const;

/** Name of a message. */
export type MessageName = keyof typeof MESSAGE_VERSIONS;

/** A message about a delivery as XML; undefined where there is none of it now: a status before, a confirmation after. */
export function settlementMessage(name: MessageName, view: SettlementView): string | undefined {
  const body = bodyOf(name, view);
  if (body === undefined) return undefined;
  const xmlns = `urn:iso:std:iso:20022:tech:xsd:${MESSAGE_VERSIONS[name]}`;
  return xmlDocument(['Document', [body], { xmlns }]);
}

function bodyOf(name: MessageName, view: SettlementView): XmlElement | undefined {
  if (name === 'sese.023') return settlementInstructionMessage(view);
  if (name === 'sese.024') return view.status === 'settled' ? undefined : statusAdvice(view);
  return view.settled === undefined ? undefined : settlementConfirmation(view, view.settled);
}
