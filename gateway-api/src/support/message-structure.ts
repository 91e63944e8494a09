/** An element of a message: whether it must be there, and what it may have in it, in this order. */
export interface ElementRule {
  readonly name: string;
  readonly isMandatory: boolean;
  /** Absent: it has a text. */
  readonly within?: readonly ElementRule[];
  /** Exactly one of what is within is there. */
  readonly isChoice?: true;
  /** Form of the text. */
  readonly form?: RegExp;
}

const must = (name: string, within?: readonly ElementRule[] | RegExp): ElementRule => rule(name, true, within);
const may = (name: string, within?: readonly ElementRule[] | RegExp): ElementRule => rule(name, false, within);
const oneOf = (base: ElementRule): ElementRule => ({ ...base, isChoice: true });

function rule(name: string, isMandatory: boolean, within?: readonly ElementRule[] | RegExp): ElementRule {
  if (within === undefined) return { name, isMandatory };
  return within instanceof RegExp ? { name, isMandatory, form: within } : { name, isMandatory, within };
}

const TEXT_35 = /^.{1,35}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const NUMBER = /^\d{1,18}$/;
const REASON = oneOf(must('Cd', [must('Cd', /^[A-Z]{4}$/)]));
const reasons = (name: string): ElementRule =>
  oneOf(may(name, [may('NoSpcfdRsn', /^NORE$/), may('Rsn', [REASON, may('AddtlRsnInf', /^.{1,210}$/)])]));
const date = (base: ElementRule): ElementRule => oneOf({ ...base, within: [oneOf(must('Dt', [must('Dt', DATE)]))] });
const PROPRIETARY = [must('Id', TEXT_35), must('Issr', TEXT_35)];
const ACCOUNT = may('SfkpgAcct', [must('Id', TEXT_35)]);
const OWNER = may('AcctOwnr', [oneOf(must('Id', [must('PrtryId', PROPRIETARY)]))]);
const QUANTITY = [oneOf(must('Qty', [must('Unit', NUMBER)]))];
const INSTRUMENT = must('FinInstrmId', [may('ISIN', /^[A-Z]{2}[A-Z0-9]{9}\d$/)]);
const MOVEMENT = must('SctiesMvmntTp', /^(DELI|RECE)$/);
const PAYMENT = must('Pmt', /^(FREE|APMT)$/);
const TYPE = oneOf(must('SctiesTxTp', [must('Cd', /^(TRAD|BYIY)$/)]));
const TRADE_ID = may('TradId', /^.{1,52}$/);
const AMOUNT = [must('Amt', /^\d{1,18}(\.\d{1,5})?$/), must('CdtDbtInd', /^(CRDT|DBIT)$/)];
const PARTIES = [
  may('Dpstry', [oneOf(must('Id', [must('NmAndAdr', [must('Nm', /^.{1,350}$/)])]))]),
  may('Pty1', [oneOf(must('Id', [must('PrtryId', PROPRIETARY)])), may('LEI', /^[A-Z0-9]{18}\d{2}$/), ACCOUNT]),
];

/**
 * What of three messages of the ISO 20022 catalogue the gateway uses, in the order of their schemas, with every element
 * that the schemas make mandatory. Read from code that was generated out of the published schemas (the package
 * python-iso20022 0.3.0, modules sese_023_001_11, sese_024_001_12 and sese_025_001_11).
 */
export const STRUCTURES: Readonly<Record<string, ElementRule>> = {
  'sese.023.001.11': must('SctiesSttlmTxInstr', [
    must('TxId', TEXT_35),
    must('SttlmTpAndAddtlParams', [MOVEMENT, PAYMENT]),
    oneOf(may('NbCounts', [must('TtlNb', [must('CurInstrNb', /^\d{1,6}$/), must('TtlOfLkdInstrs', /^\d{1,6}$/)])])),
    must('TradDtls', [TRADE_ID, date(may('TradDt')), date(must('SttlmDt'))]),
    INSTRUMENT,
    must('QtyAndAcctDtls', [oneOf(must('SttlmQty', QUANTITY)), OWNER, ACCOUNT]),
    must('SttlmParams', [TYPE, may('PrtlSttlmInd', /^(PART|NPAR)$/)]),
    may('DlvrgSttlmPties', PARTIES),
    may('RcvgSttlmPties', PARTIES),
    may('SttlmAmt', AMOUNT),
  ]),
  'sese.024.001.12': must('SctiesSttlmTxStsAdvc', [
    must('TxId', [must('AcctOwnrTxId', TEXT_35)]),
    oneOf(may('PrcgSts', [reasons('Rjctd'), reasons('Canc')])),
    oneOf(may('MtchgSts', [may('Mtchd', []), reasons('Umtchd')])),
    oneOf(may('SttlmSts', [reasons('Pdg'), reasons('Flng')])),
    may('TxDtls', [
      ...[TRADE_ID, OWNER, ACCOUNT, INSTRUMENT, oneOf(must('SttlmQty', QUANTITY)), may('SttlmAmt', AMOUNT)],
      ...[date(must('SttlmDt')), date(may('TradDt')), MOVEMENT, PAYMENT, must('SttlmParams', [TYPE])],
    ]),
  ]),
  'sese.025.001.11': must('SctiesSttlmTxConf', [
    must('TxIdDtls', [must('AcctOwnrTxId', TEXT_35), MOVEMENT, PAYMENT]),
    may('AddtlParams', [may('PrtlSttlm', /^(PAIN|PARC)$/)]),
    must('TradDtls', [TRADE_ID, date(may('TradDt')), date(may('SttlmDt')), date(must('FctvSttlmDt'))]),
    INSTRUMENT,
    must('QtyAndAcctDtls', [
      oneOf(must('SttldQty', QUANTITY)),
      ...[
        oneOf(may('PrevslySttldQty', [must('Unit', NUMBER)])),
        oneOf(may('RmngToBeSttldQty', [must('Unit', NUMBER)])),
      ],
      ...[OWNER, ACCOUNT],
    ]),
    must('SttlmParams', [TYPE]),
    may('DlvrgSttlmPties', PARTIES),
    may('RcvgSttlmPties', PARTIES),
    may('SttldAmt', AMOUNT),
  ]),
};

/** An element as it was read. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: ReadElement[];
  text: string;
}

const TOKEN = /<\?xml[^>]*\?>|<(\/?)([A-Za-z][\w.-]*)((?: [\w:]+="[^"<]*")*)(\/?)>|([^<>]+)/gy;

/** Reads a document that has elements, attributes and texts alone. @throws Error when it is not well-formed */
export function readXml(document: string): ReadElement {
  const root: ReadElement = { name: '', attributes: {}, children: [], text: '' };
  const open: ReadElement[] = [root];
  let at = 0;
  for (const match of document.matchAll(TOKEN)) {
    if (match.index !== at) break;
    at += match[0].length;
    const [, slash, name, attributes = '', isEmpty, text] = match;
    const parent = open.at(-1);
    if (parent === undefined) throw new Error('an element after the root');
    if (text !== undefined) parent.text += unescaped(text);
    else if (slash === '/') {
      if (parent.name !== name) throw new Error(`${parent.name} is closed by ${String(name)}`);
      open.pop();
    } else if (name !== undefined) {
      const given = [...attributes.matchAll(/ ([\w:]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [
        key,
        unescaped(value),
      ]);
      const element: ReadElement = {
        name,
        attributes: Object.fromEntries(given) as Record<string, string>,
        children: [],
        text: '',
      };
      parent.children.push(element);
      if (isEmpty !== '/') open.push(element);
    }
  }
  if (at !== document.length || open.length !== 1) throw new Error(`not well-formed at character ${String(at)}`);
  const [element, ...more] = root.children;
  if (element === undefined || more.length > 0) throw new Error('a document has one root');
  return element;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&([^;]*);?/g, (_, name: string) => {
    const character = ENTITIES[name];
    if (character === undefined) throw new Error(`an entity ${name}`);
    return character;
  });
}

/** What of an element is not as its rule has it: unknown, out of order, missing, or of another form. */
export function deviations({ name, children, text }: ReadElement, expected: ElementRule, path = ''): readonly string[] {
  const here = `${path}/${name}`;
  if (name !== expected.name) return [`${here} in place of ${expected.name}`];
  const { within, form, isChoice } = expected;
  if (within === undefined) {
    if (children.length > 0) return [`${here} has elements`];
    return form?.test(text) === false ? [`${here} is ${text}`] : [];
  }
  const order = children.map((child) => within.findIndex((each) => each.name === child.name));
  const unknown = children.filter((_, index) => order[index] === -1).map((child) => `${here}/${child.name} is unknown`);
  const isOrdered = order.every((position, index) => index === 0 || position > (order[index - 1] ?? -1));
  const missing = within
    .filter((each) => each.isMandatory && !children.some((child) => child.name === each.name))
    .map((each) => `${here}/${each.name} is missing`);
  const inside = children.flatMap((child, index) => {
    const known = within[order[index] ?? -1];
    return known === undefined ? [] : deviations(child, known, here);
  });
  const chosen = isChoice === true && children.length !== 1 ? [`${here} has ${String(children.length)} choices`] : [];
  return [...unknown, ...(isOrdered ? [] : [`${here} is out of order`]), ...missing, ...chosen, ...inside];
}
