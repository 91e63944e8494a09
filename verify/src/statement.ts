import type { JsonObject } from './certificate.js';
import type { Configurations } from './checks/configuration.js';
import type { Creation } from './checks/creation.js';
import type { CertifiedEntry } from './checks/entry.js';
import type { ReadVersions } from './checks/read-set.js';
import type { Signers } from './checks/signers.js';
import { freezeInWords } from './freezes.js';
import { heldForOthers } from './held-for.js';
import { titleInWords, titleNotProven } from './title.js';
import { votesInWords, votesNotProven } from './votes.js';
import type { EndorsedTransaction } from './transaction/endorsed-transaction.js';
import type { KeyVersion } from './transaction/read-write-set.js';

/** What a certificate proves, and what it does not. */
export interface Statement {
  /** In sentences. */
  readonly proven: readonly string[];
  /** What the reader must see to before relying on it; none: nothing. */
  readonly conditions: readonly string[];
  readonly notProven: readonly string[];
  readonly facts: Facts;
}

/** The facts behind the sentences. */
export interface Facts {
  readonly channel: string;
  readonly chaincode: EndorsedTransaction['chaincode'];
  readonly configuration: {
    readonly anchor: string;
    readonly isPinned: boolean;
    readonly sequence: number;
    readonly asOfBlock: number;
  };
  /** Name of the holder; absent where the certificate does not show it. */
  readonly holder?: string;
  readonly nonce: string;
  /** When the peers were asked, as the caller said it, ISO 8601. */
  readonly askedAt: string;
  readonly signedBy: readonly { readonly mspId: string; readonly subject: string }[];
  readonly members: readonly string[];
  readonly versions: { readonly security: KeyVersion; readonly holder: KeyVersion };
  readonly lots: readonly LotFacts[];
  /** Over keys and versions of all lots, where there are too many to be listed. */
  readonly lotsSummary?: readonly string[];
  /** The answer that the peers signed. */
  readonly entry: JsonObject;
}

/** A lot with how it came about. */
export interface LotFacts {
  readonly lotId: string;
  readonly units: string;
  readonly version?: KeyVersion;
  readonly createdBy: Creation;
}

/** What was found, to be put into words. */
export interface Findings {
  readonly transaction: EndorsedTransaction;
  readonly configurations: Configurations;
  readonly signers: Signers;
  readonly entry: CertifiedEntry;
  readonly versions: ReadVersions;
  readonly creations: ReadonlyMap<string, Creation>;
  readonly holder: string | undefined;
  /** Whether the verifier gave a nonce of its own. */
  readonly isFresh: boolean;
}

/** Puts what was found into words. */
export function statementOf(findings: Findings): Statement {
  const facts = factsOf(findings);
  return {
    proven: provenBy(findings, facts),
    conditions: conditionsOf(findings),
    notProven: notProven(facts),
    facts,
  };
}

function factsOf({ transaction, configurations, signers, entry, versions, creations, holder }: Findings): Facts {
  const { fingerprint, isPinned, last, asOfBlock } = configurations;
  return {
    channel: transaction.channel,
    chaincode: transaction.chaincode,
    configuration: { anchor: fingerprint, isPinned, sequence: last.sequence, asOfBlock },
    ...(holder === undefined ? {} : { holder }),
    ...{ nonce: entry.nonce, askedAt: transaction.time.toISOString() },
    signedBy: signers.identities.map(({ mspId, certificate }) => ({ mspId, subject: certificate.commonName })),
    members: last.members.map(({ mspId }) => mspId),
    versions: { security: versions.security, holder: versions.holder },
    lots: entry.lots.flatMap(({ lotId, units }) => {
      const [createdBy, version] = [creations.get(lotId), versions.lots.get(lotId)];
      return createdBy === undefined ? [] : { lotId, units, ...(version === undefined ? {} : { version }), createdBy };
    }),
    ...(versions.lotsSummary.length === 0 ? {} : { lotsSummary: versions.lotsSummary }),
    entry: entry.json,
  };
}

function provenBy({ signers, entry, holder, transaction }: Findings, { members, lots }: Facts): readonly string[] {
  const { json, holderId, isin, units } = entry;
  const text = (name: string): string => String(json[name]);
  const security = json['security'] as JsonObject;
  const organisations = signers.members.map(({ mspId }) => mspId);
  const who = holder === undefined ? `The party ${holderId}` : `${holder} (party ${holderId})`;
  return [
    `${who} was registered with ${units} units of ${String(security['name'])}, ISIN ${isin}, on the register of the ` +
      `channel ${transaction.channel} that ${String(security['registrar'])} keeps, on the business date ${text('businessDate')}.`,
    `Of these, ${text('reserved')} units were reserved for settlements, ${text('encumbered')} encumbered, ` +
      `${text('frozen')} frozen by order or over disputes, and ${text('available')} free of all of that.`,
    ...heldForOthers(entry),
    ...encumbrancesIn(json),
    `Peers of ${organisations.length} of ${members.length} members signed this answer for the nonce ${entry.nonce}: ` +
      `${organisations.join(', ')}.`,
    ...creationsOf(entry),
    ...titleInWords(security),
    ...deedsIn(lots),
    ...takenOverIn(lots),
    ...votesIn(lots),
    ...ordersIn(lots),
  ];
}

const encumbrancesIn = (json: JsonObject): readonly string[] => [
  ...listIn(json, 'encumbrances').map((each) => `Encumbered so: ${encumbranceInWords(each)}.`),
  ...listIn(json, 'freezes').map(freezeInWords),
];

/** Kind, units, whom it serves, and its rank with the parcel that tells which others lie on the same units. */
const encumbranceInWords = (each: JsonObject): string =>
  [
    `${asWords(each['kind'])} ${asWords(each['encumbranceId'])} of ${asWords(each['units'])} units for party ${asWords(each['beneficiary'])}`,
    ...(each['rank'] === undefined
      ? []
      : [`rank ${JSON.stringify(each['rank'])} on parcel ${JSON.stringify(each['parcel'])}`]),
    ...(each['kind'] === 'usufruct' ? ['which has the income'] : []),
    ...(each['orderedBy'] === undefined ? [] : [`ordered through ${asWords(each['orderedBy'])}`]),
    ...(each['until'] === undefined ? [] : [`until ${asWords(each['until'])}`]),
  ].join(', ');

const asWords = (value: unknown): string => (typeof value === 'string' ? value : '');

const listIn = (json: JsonObject, name: string): readonly JsonObject[] =>
  Array.isArray(json[name]) ? (json[name] as readonly JsonObject[]) : [];

const creationsOf = ({ lots }: CertifiedEntry): readonly string[] =>
  lots.length === 0
    ? []
    : [
        `Each of the ${lots.length} lots was written by the transaction that its id names, endorsed by a majority of ` +
          'members and by the attestors of the lots that it consumed.',
      ];

/** The deeds by which the holder got title to lots, by the entries of the register. */
const deedsIn = (lots: readonly LotFacts[]): readonly string[] =>
  lots.flatMap(({ lotId, units, createdBy: { movement } }) =>
    movement?.deed === undefined
      ? []
      : `Title to the lot ${lotId} of ${units} units passed on ${movement.businessDate} by a deed on the terms with the SHA-256 ${movement.deed}.`,
  );

/** What title to lots rests on that were taken over from another register. */
const takenOverIn = (lots: readonly LotFacts[]): readonly string[] =>
  lots.flatMap(({ lotId, units, createdBy: { movement } }) =>
    movement?.acquiredBy === undefined
      ? []
      : `The lot ${lotId} of ${units} units was taken over from another register on ${movement.businessDate}; title to it rests on ` +
        `${movement.acquiredBy.by}, document with the SHA-256 ${movement.acquiredBy.document}.`,
  );

/** The votes by which title to lots passed, by the entries of the register. */
const votesIn = (lots: readonly LotFacts[]): readonly string[] =>
  lots.flatMap(({ lotId, units, createdBy: { movement } }) =>
    movement?.title === undefined ? [] : votesInWords(`The lot ${lotId} of ${units} units`, movement.title),
  );

/** The orders by which the holder got lots without the will of who had them, by the entries of the register. */
const ordersIn = (lots: readonly LotFacts[]): readonly string[] =>
  lots.flatMap(({ lotId, units, createdBy: { movement } }) =>
    movement?.order === undefined
      ? []
      : `The lot ${lotId} of ${units} units came on ${movement.businessDate} by order of ${movement.order.by}, not by the will of who had it: ` +
        `${movement.order.basis}, document with the SHA-256 ${movement.order.document}.`,
  );

function conditionsOf({ configurations, holder, isFresh }: Findings): readonly string[] {
  const { fingerprint, isPinned } = configurations;
  return [
    ...(isPinned
      ? []
      : [
          `No anchor was pinned, so this may be a network that somebody made up: compare ${fingerprint} with the ` +
            'fingerprint of the channel from a source that you trust.',
        ]),
    ...(isFresh ? [] : ['No nonce of yours was compared, so this may be an old certificate.']),
    ...(holder === undefined ? ['The certificate does not show who the holder is.'] : []),
  ];
}

const notProven = ({ configuration: { asOfBlock }, entry, lots }: Facts): readonly string[] => [
  'The time: it is what the caller said. Peers refuse calls that are off by more than 15 minutes, by their own clocks.',
  'That nothing has happened since: a certificate is about the moment at which the peers answered.',
  'That the transactions of the lots were valid: blocks do not sign that. It is inferred from the majority, which has the lots.',
  `That the configuration did not change after block ${asOfBlock}: who was revoked or expelled later could have signed.`,
  ...titleNotProven(entry['security'] as JsonObject),
  ...votesNotProven(lots.flatMap(({ createdBy: { movement } }) => movement?.title ?? [])),
  'Rights that are not on the register, and who presents this certificate.',
];
