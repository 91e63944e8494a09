import { definitions } from '@scrip/model';
import type { DefinedSecurity } from './defined.js';
import { doubtful, wrong, type PackCheck, type PackFinding } from './pack-finding.js';

const { TERMS } = definitions;

/** What a pack is told of the product, by the names of its facts. */
interface Facts {
  readonly complex: boolean;
  readonly priip: boolean;
  readonly informationSheet: boolean;
  readonly debt: boolean;
  readonly debentures: boolean;
  readonly votingEquity: boolean;
}

const tellIf = (isSo: boolean, finding: PackFinding): readonly PackFinding[] => (isSo ? [finding] : []);

/** Whether payments hang on prices or on the credit of others. */
const isDerivative = ({ said }: DefinedSecurity): boolean => said.has(TERMS.observes) || said.has(TERMS.linkedToCredit);

/** What makes debt complex though nothing else is looked at: ESMA/2015/1787, chapter V. */
const COMPLEX_DEBT: readonly (readonly [kind: { readonly is: string }, what: string])[] = [
  [TERMS.writesDownOn, 'is written down on an event'],
  [TERMS.convertsAt, 'converts on an event'],
  [TERMS.convertsOn, 'converts on an event'],
  [TERMS.holderMayConvert, 'converts into other securities'],
  [TERMS.neverMatures, 'has no maturity'],
  [TERMS.takesLosses, 'is a tranche that takes losses'],
];

const DEBT: ReadonlySet<string> = new Set([
  'bond@1',
  'certificate@1',
  'trancheNote@1',
  'profitNote@1',
  'convertibleNote@1',
]);

/** Debt that stays debt: what converts into shares is equity in the law of the United States (17 CFR 230.405). */
const isPlainDebt = ({ of, said }: DefinedSecurity): boolean =>
  DEBT.has(of.instrument.written.is) &&
  of.instrument.written.is !== 'convertibleNote@1' &&
  ![TERMS.holderMayConvert, TERMS.convertsAt, TERMS.convertsOn].some((kind) => said.has(kind));

const isShare = ({ of }: DefinedSecurity): boolean => of.instrument.written.is === 'share@1';

const euProspectus: Check = ({ complex, priip }, of) => {
  const debt = DEBT.has(of.of.instrument.written.is);
  const [, reason] = COMPLEX_DEBT.find(([kind]) => debt && of.said.has(kind)) ?? [];
  const hangs = 'what it pays hangs on others';
  return [
    ...tellIf(
      isDerivative(of) && !complex,
      wrong('complex', `${hangs}, which is complex (Directive 2014/65/EU, article 25(4)(a)): say "a complex"`),
    ),
    ...tellIf(
      isDerivative(of) && !priip,
      wrong('priip', `${hangs}: say "packaged product" (Regulation (EU) No 1286/2014)`),
    ),
    ...tellIf(
      !isDerivative(of) && !complex && reason !== undefined,
      doubtful('complex', `it ${String(reason)}, which is taken for complex (ESMA/2015/1787): is it simple?`),
    ),
  ];
};

const swissOffer: Check = ({ informationSheet }, of) =>
  tellIf(
    isDerivative(of) && !informationSheet,
    wrong(
      'informationSheet',
      'what it pays hangs on others, and only shares and debt without derivative character need no information sheet ' +
        '(FinSA, article 59(1)): say "needing an information sheet"',
    ),
  );

const debtOrEquity: Check = ({ debt }, of) => [
  ...tellIf(debt && isShare(of), wrong('debt', 'this is a share: say "equity"')),
  ...tellIf(!debt && isPlainDebt(of), wrong('debt', 'this is debt, and nothing converts it: say "debt"')),
];

const hongKongOffer: Check = ({ debentures }, of) => [
  ...tellIf(debentures && isShare(of), wrong('debentures', 'this is a share: say "shares"')),
  ...tellIf(!debentures && isPlainDebt(of), wrong('debentures', 'this is debt: say "debentures"')),
];

const regulationD: Check = ({ votingEquity }, of) => [
  ...tellIf(votingEquity && isPlainDebt(of), wrong('votingEquity', 'this is debt: say "other securities"')),
  ...tellIf(
    !votingEquity && isShare(of) && of.said.one(TERMS.votes)?.with.only === undefined && of.said.has(TERMS.votes),
    wrong('votingEquity', 'these shares vote: say "voting equity"'),
  ),
];

type Check = (facts: Facts, of: DefinedSecurity) => readonly PackFinding[];

const CHECKS: Readonly<Record<string, Check>> = {
  EuProspectus: euProspectus,
  SwissOffer: swissOffer,
  Rule144: debtOrEquity,
  RegSCategory3: debtOrEquity,
  HongKongOffer: hongKongOffer,
  RegD506b: regulationD,
  RegD506c: regulationD,
};

/** Facts of a pack that say another product than the terms: simple what is structured, debt what is a share. */
export const packProduct: PackCheck = (pack, security) =>
  security === undefined ? [] : (CHECKS[pack.name]?.(pack.with as unknown as Facts, security) ?? []);
