import { join, relative } from 'node:path';
import { firstOperator, type GatewaySite } from './gateways.js';

/** What of the market the examples show. */
export interface Shown {
  readonly isin?: string;
  /** A holding that came by a transfer on which it was voted. */
  readonly certified?: { readonly isin: string; readonly holderId: string };
}

/** Stands for what whoever verifies a certificate chooses at random. */
const NONCE = 'choose-22-letters-or-more';

/** What a new user needs in order to go on: addresses, keys, and calls that work when pasted. */
export function summary(sites: readonly GatewaySite[], data: string, shown: Shown): string[] {
  const rows = sites.map((site) => ({ site, ...firstOperator(data, site.organization) }));
  const width = Math.max(...rows.map(({ site }) => site.organization.name.length));
  const lines = rows.map(
    ({ site, operator, key }) => `  ${site.organization.name.padEnd(width)}  ${site.url}  ${operator}  ${key}`,
  );
  const examples = curlLines(rows, shown).map((line) => `  ${line}`);
  const command = scripLines(rows, data).map((line) => `  ${line}`);
  return [
    'Gateways, and one operator key each:',
    ...lines,
    '',
    'Try:',
    ...examples,
    '',
    'Or at the command line:',
    ...command,
  ];
}

interface Row {
  readonly site: GatewaySite;
  readonly operator: string;
  readonly key: string;
}

function scripLines(rows: readonly Row[], data: string): string[] {
  const first = rows[0];
  if (!first) return [];
  const { mspId, domain } = first.site.organization;
  const name = domain.split('.')[0] ?? mspId;
  const file = fromHere(join(data, 'gateway', mspId, `${first.operator}.key`));
  return [
    `npx scrip profile add ${name} --url ${first.site.url} --api-key-file '${file}' && npx scrip participants list`,
  ];
}

/** A path as it is typed here: short below this folder, in full elsewhere. */
function fromHere(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short;
}

function curlLines(rows: readonly Row[], { isin, certified }: Shown): string[] {
  const first = rows[0];
  if (!first) return [];
  const onboarding = rows.find(({ site }) => site.organization.roles.includes('custodian')) ?? first;
  const authorised = `curl -s -H 'Authorization: Bearer ${first.key}'`;
  const read = `${authorised} ${first.site.url}/v1`;
  const party = JSON.stringify({
    name: 'Mara Example',
    address: { line1: '1 Sample Street', city: 'Dublin', postalCode: 'D02 X285', country: 'IE' },
    country: 'IE',
  });
  // in quotation marks: zsh takes a question mark for a pattern of files
  const certificate =
    certified === undefined
      ? []
      : [`${authorised} '${first.site.url}/v1/certificates/${certified.isin}/${certified.holderId}?nonce=${NONCE}'`];
  return [
    `${read}/securities`,
    isin === undefined ? `${read}/business-date` : `${read}/securities/${isin}/register`,
    `curl -s -X POST -H 'Authorization: Bearer ${onboarding.key}' -H 'Content-Type: application/json' ` +
      `-H 'Idempotency-Key: first-party' -d '${party}' ${onboarding.site.url}/v1/parties`,
    ...certificate,
  ];
}
