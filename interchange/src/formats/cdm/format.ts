import { readJson, writeJson } from '../../document/json.js';
import { InterchangeError } from '../../document/interchange-error.js';
import type { Source } from '../../document/source.js';
import { isRecord } from '../../document/tree.js';
import type { Form, Format } from '../../mapping/mapping.js';
import { productShape } from './shape.js';
import { BOND_ENTRIES } from './table.js';

const PRODUCT = /(?:^|\.)TransferableProduct$/;
const SECURITY = /(?:^|\.)Security$/;

const RIGHT = 'the model says in one word which rights there are (debtEconomics), not their days, prices and notices';
const INFLATION = 'an inflation rate of the model is one of a swap: it has no base and no floor of a bond';

const noPlace: Form['noPlace'] = {
  'size authorisedUnits': 'the product is one unit: how many there are belongs to a trade or a position',
  'bond@1 issuePercent': 'the price at issue belongs to a trade',
  'listedOn@1 segment': 'a party has an identifier, and a segment of a market has none',
  'followsIndex@1': INFLATION,
  'issuerMayRedeem@1': RIGHT,
  'issuerMayRedeemMakeWhole@1': RIGHT,
  'issuerMayRedeemAfter@1': RIGHT,
  'issuerMayCleanUp@1': RIGHT,
  'holderMayRequire@1': RIGHT,
  'holderMayRequireAfter@1': RIGHT,
  'holderMayConvert@1': RIGHT,
  'sinks@1': RIGHT,
  'coveredBy@1': 'the model says in one word that the bond is covered',
  'neverMatures@1': 'a product without a termination date says nothing of it',
  'hasStub@1 lasts': 'the model says on which side an irregular period is, and whether it is short or long',
};

const REFERENCE = 'it is a reference within the document';

const unsaid: Form['unsaid'] = [
  ['@version', 'it is the version of the model'],
  ['@key', REFERENCE],
  ['asset/party/@key:external', REFERENCE],
  ['asset/partyRole', 'who the issuer is, is said by its LEI, or by its number in a register'],
  ['asset/party/name', 'the language names an issuer by its LEI, or by its number in a register'],
  ['asset/identifier', 'the language knows a security by its ISIN alone'],
  ['asset/taxonomy', 'the language classifies securities by the CFI code alone'],
  ['asset/isExchangeListed', 'the language names the market on which a security is listed'],
  [
    'economicTerms/payout/calculationPeriodDates/calculationPeriodFrequency/rollConvention',
    'periods roll on the day of the first payment in the language, and here on another',
  ],
];

const isBond = (record: Source): boolean =>
  PRODUCT.test(record.at('@type')?.value ?? '') &&
  SECURITY.test(record.at('asset/@type')?.value ?? '') &&
  record.at('asset/securityType')?.value === 'Debt';

/** Products of debt, wherever they are in a document: they are parts of trades and of events. */
function bondsIn(part: Source): readonly Source[] {
  if (isBond(part)) return [part];
  return isRecord(part.tree)
    ? Object.keys(part.tree).flatMap((name) => part.all([{ name, isItem: false }]).flatMap(bondsIn))
    : [];
}

const BOND: Form = {
  name: 'TransferableProduct (Debt)',
  path: '',
  instrument: 'bond@1',
  fits: () => true,
  find: (document) => {
    const found = bondsIn(document);
    for (const each of found) productShape(each);
    return found;
  },
  wrap: (object) => object,
  entries: BOND_ENTRIES,
  noPlace,
  otherwise: 'the model describes what is paid on a product: it has no place for other rights, events and rules',
  unsaid,
  demands: [],
};

/** The Common Domain Model of FINOS, of which bonds are read and written: transferable products of debt. */
export const CDM: Format = {
  name: 'cdm',
  title: 'CDM 7',
  forms: [BOND],
  recognises: (text) => /^\s*\{/.test(text) && /"@(?:type|model)"\s*:\s*"cdm/.test(text),
  read: (text) => {
    const document = readJson(text);
    if (isRecord(document)) return document;
    throw new InterchangeError('DOCUMENT_INVALID', 'a document of the Common Domain Model is an object', '/');
  },
  write: writeJson,
};
