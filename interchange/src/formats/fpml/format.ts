import { InterchangeError } from '../../document/interchange-error.js';
import type { Source } from '../../document/source.js';
import { readXml, writeXml } from '../../document/xml.js';
import { isRecord } from '../../document/tree.js';
import type { Form, Format } from '../../mapping/mapping.js';
import { BOND_ENTRIES, CONVERTIBLE_ENTRIES } from './table.js';

/** Namespace of the confirmation view of FpML 5; the other views have a namespace of their own. */
const NAMESPACE = 'http://www.fpml.org/FpML-5/confirmation';
const NAMESPACES = /^http:\/\/www\.fpml\.org\/FpML-5\//;

const SCHEDULE = 'a bond of FpML has no calendar of payments: no first day, no last day, no stub';
const ONE_COUPON = 'a bond of FpML has one rate, which stands for its whole life';
const NOT_A_TERM = 'FpML describes a bond as an underlying: it has no place for rights, events and rules';

const noPlace: Form['noPlace'] = {
  'paysFixed@1 from': SCHEDULE,
  'paysFixed@1 until': SCHEDULE,
  'paysFloating@1': 'a bond of FpML says that it floats, and not at which rate',
  'paysStepped@1': ONE_COUPON,
  'hasStub@1': SCHEDULE,
  'accruesFrom@1': SCHEDULE,
  'bond@1 issuedOn': 'a bond of FpML has no day of issue',
  'issuer by lei': 'issuerName is the name of the issuer in words, and issuerPartyReference a party of a trade',
  'issuer by register': 'issuerName is the name of the issuer in words, and issuerPartyReference a party of a trade',
  'repaysInParts@1': 'maturity says when all is due, not in which parts',
  'repaysInAmounts@1': 'maturity says when all is due, not in which amounts',
  'neverMatures@1': 'a bond of FpML without maturity says nothing of it',
};

const unsaid: Form['unsaid'] = [
  ['@id', 'it is a reference within the document'],
  ['instrumentId', 'the language knows a security by its ISIN alone'],
  ['clearanceSystem', 'where units are deposited is said by the sentences on title: "register constitutive under …"'],
  ['definition', 'it refers to another product of the document'],
  ['issuerName', 'the language names an issuer by its LEI, or by its number in a register'],
  ['issuerPartyReference', 'the language names an issuer by its LEI, or by its number in a register'],
  ['creditQuality', 'what others think of the issuer is no term'],
  ['creditRating', 'what others think of the issuer is no term'],
  ['couponRate', 'it is no fixed rate'],
  ['paymentFrequency', 'which interest is paid so often is not said'],
];

const form = (name: string, isConvertible: boolean): Form => ({
  ...{ name, path: `/${name}`, instrument: 'bond@1', noPlace, unsaid, otherwise: NOT_A_TERM, demands: [] },
  fits: (said) => said.has('holderMayConvert@1') === isConvertible,
  find: (document) => allNamed(document, name),
  wrap: (object) => ({ [name]: object }),
  entries: isConvertible ? [...BOND_ENTRIES, ...CONVERTIBLE_ENTRIES] : BOND_ENTRIES,
});

/** Elements of a name, wherever they are in a document: bonds are parts of trades. */
function allNamed(document: Source, name: string): readonly Source[] {
  const { tree } = document;
  if (!isRecord(tree)) return [];
  return Object.keys(tree).flatMap((each) =>
    document.all([{ name: each, isItem: false }]).flatMap((child) => (each === name ? [child] : allNamed(child, name))),
  );
}

/** FpML 5, of which bonds and convertible bonds are read and written. */
export const FPML: Format = {
  name: 'fpml',
  title: 'FpML 5',
  forms: [form('bond', false), form('convertibleBond', true)],
  recognises: (text) => /^\s*</.test(text.replace(/^\uFEFF/, '')),
  read: (text) => {
    const { namespace, root } = readXml(text);
    if (NAMESPACES.test(namespace)) return root;
    throw new InterchangeError(
      'DOCUMENT_INVALID',
      `its namespace is "${namespace}", and that of FpML 5 begins with http://www.fpml.org/FpML-5/`,
      '/',
    );
  },
  write: (document) => writeXml({ namespace: NAMESPACE, root: isRecord(document) ? document : {} }),
};
