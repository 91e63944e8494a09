import { readJson, writeJson } from '../../document/json.js';
import { InterchangeError } from '../../document/interchange-error.js';
import type { Source } from '../../document/source.js';
import { isRecord } from '../../document/tree.js';
import type { Entry, Form, Format } from '../../mapping/mapping.js';
import { convertsAsSafe } from './safe-price.js';
import { buysInRange, SAFE_ENTRIES, WARRANT_ENTRIES } from './issuances.js';
import { requireObject, type ObjectType } from './shape.js';
import { COMMON_ENTRIES, PREFERRED_ENTRIES } from './stock-class.js';

const BY_ID = 'Open Cap Format names securities and classes by identifiers of the file';

const noPlace: Form['noPlace'] = {
  isin: BY_ID,
  cfi: 'Open Cap Format classifies by its own types of objects',
  'issuer by lei': 'the issuer is an object of its own, by name and tax number',
  'issuer by register': 'the issuer is an object of its own, by name and tax number',
  'head title': 'the name of a class is that of its title of stock, not of a document',
  'share@1 class': 'the name is the title here',
  'holderMayConvert@1 from': 'a conversion right of a class has no first day',
  'holderMayConvert@1 until': 'a conversion right of a class has no last day',
  'holderMayConvert@1 fractions': 'rounding_type says that parts are not delivered, not what is paid for them',
  'holderMayConvert@1 price': 'the price of conversion is that of the issue over the ratio',
  'convertsOn@1 into': 'a class of a round to come has no identifier',
  'convertsOn@1 rounding': 'a conversion of a SAFE has no rounding',
  'ranksAmong@1': 'seniority is a number among all classes of a company',
  'ranks@1': 'seniority is a number among all classes of a company',
};

const unsaid: Form['unsaid'] = [
  ['id', 'it is no name of a definition, such as ORBIT_SERIES_A@1'],
  ['security_id', 'it is no name of a definition, such as ORBIT_SERIES_A@1'],
  ['custom_id', 'it is the number of one certificate'],
  ['comments', 'comments are no terms'],
  ['default_id_prefix', 'units of the register have no certificates with such numbers'],
  ['board_approval_date', 'it is a fact about the issue, not a term'],
  ['stockholder_approval_date', 'it is a fact about the issue, not a term'],
  ['seniority', 'it is a number among all classes of a company: say "ranks before …" or "ranks after …"'],
  ['stakeholder_id', 'who holds it stands in the register'],
  ['consideration_text', 'what was paid stands in the register'],
  ['purchase_price', 'what was paid stands in the register'],
  ['security_law_exemptions', 'under which exemption it is sold is said by the rules: "to subscribe …"'],
  ['vestings', 'vesting belongs to who got it'],
  ['vesting_terms_id', 'vesting belongs to who got it'],
  ['conversion_rights/conversion_mechanism/rounding_type', 'the language says what is paid for parts of a share'],
  ['pro_rata', 'the language says up to which amount holders take part in later issues'],
];

const ISSUANCE: Form['demands'] = [
  ['custom_id', 'the number of the certificate or the agreement'],
  ['stakeholder_id', 'who gets it'],
  ['security_law_exemptions', 'under which exemptions it is issued'],
];

interface Kind {
  readonly instrument: string;
  readonly type: ObjectType;
  /** The field by which kinds of one type differ. */
  readonly where?: readonly [field: string, value: string];
  readonly file: string;
  readonly entries: readonly Entry[];
  readonly demands?: Form['demands'];
  readonly fits?: Form['fits'];
  readonly needs?: string;
}

const form = ({ instrument, type, where, file, entries, demands = [], fits = () => true, needs }: Kind): Form => ({
  ...(needs === undefined ? {} : { needs }),
  fits,
  name: where === undefined ? type : `${type} (${where[1]})`,
  path: '/items/0',
  instrument,
  find: (document) =>
    objectsOf(document).filter((object) => {
      if (object.at('object_type')?.value !== type) return false;
      requireObject(object, type);
      return where === undefined || object.at(where[0])?.value === where[1];
    }),
  wrap: (object) => ({ file_type: file, items: [object] }),
  entries,
  noPlace,
  otherwise: 'Open Cap Format describes who has what in a company: it has no place for this right or rule',
  unsaid,
  demands,
});

/** Objects of a file, or the one object that a document is. */
const objectsOf = (document: Source): readonly Source[] =>
  document.at('file_type') === undefined ? [document] : document.all('items');

const CLASSES = 'OCF_STOCK_CLASSES_FILE';
const TRANSACTIONS = 'OCF_TRANSACTIONS_FILE';

/** Open Cap Format, of which stock classes, SAFEs and warrants are read and written. */
export const OCF: Format = {
  name: 'ocf',
  title: 'Open Cap Format 1.2',
  forms: [
    form({
      ...{ instrument: 'share@1', type: 'STOCK_CLASS', file: CLASSES, entries: COMMON_ENTRIES },
      where: ['class_type', 'COMMON'],
    }),
    form({
      ...{ instrument: 'preferredShare@1', type: 'STOCK_CLASS', file: CLASSES, entries: PREFERRED_ENTRIES },
      where: ['class_type', 'PREFERRED'],
    }),
    form({
      ...{ instrument: 'safe@1', type: 'TX_CONVERTIBLE_ISSUANCE', file: TRANSACTIONS, entries: SAFE_ENTRIES },
      where: ['convertible_type', 'SAFE'],
      fits: convertsAsSafe,
      needs: 'it converts into (purchase / safe price) on an event',
      demands: [...ISSUANCE, ['seniority', 'its place among the convertibles of the company']],
    }),
    form({
      ...{ instrument: 'warrant@1', type: 'TX_WARRANT_ISSUANCE', file: TRANSACTIONS, entries: WARRANT_ENTRIES },
      fits: buysInRange,
      needs: 'it is a right to buy, on any day of a range',
      demands: [...ISSUANCE, ['purchase_price', 'what was paid for the warrant itself']],
    }),
  ],
  recognises: (text) => /^\s*\{/.test(text) && /"(?:file_type|object_type)"\s*:\s*"[A-Z_]+"/.test(text),
  read: (text) => {
    const document = readJson(text);
    if (isRecord(document)) return document;
    throw new InterchangeError('DOCUMENT_INVALID', 'a document of Open Cap Format is an object', '/');
  },
  write: writeJson,
};
