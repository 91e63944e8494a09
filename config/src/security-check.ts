import type { ConfigProblem } from './config-error.js';
import type { Entries, Entry } from './entries.js';
import type { Role } from './organization.js';
import type { SecurityFile, SecurityKind } from './security.js';
import { suggest } from './suggestion.js';

/** What an ISO 10962 code of each kind begins with: category and group, and the interest type where it decides. */
const CLASSIFICATION: Readonly<Record<SecurityKind, { readonly code: RegExp; readonly words: string }>> = {
  'ordinary-share': { code: /^ES/, words: 'ES, common or ordinary shares' },
  'coupon-bond': { code: /^DB[FV]/, words: 'DBF or DBV, bonds with fixed or variable interest' },
  'zero-coupon-bond': { code: /^D[BY]Z/, words: 'DBZ or DYZ, bonds or money market instruments at a discount' },
  'corporate-note': { code: /^D[BTY][FV]/, words: 'DB, DT or DY with fixed or variable interest' },
  'fund-unit': { code: /^C[ICEFM]/, words: 'CI, CE, CF or CM, collective investment vehicles' },
  cash: { code: /^TC/, words: 'TC, currencies' },
  convertible: { code: /^DC/, words: 'DC, convertible bonds' },
};

function checkActor(
  entries: Entries,
  entry: Entry<SecurityFile>,
  keys: readonly string[],
  role: Role,
): ConfigProblem[] {
  const { file, value } = entry;
  const mspId = role === 'issuer' ? value.issuer.mspId : value.registrar;
  const known = entries.names('organization', 'mspId');
  if (!known.includes(mspId)) {
    return [file.problem(keys, `no organisation has the mspId ${mspId}`, suggest(mspId, known))];
  }
  const organization = entries.organizations.find((each) => each.value.mspId === mspId)?.value;
  if (organization !== undefined && !organization.roles.includes(role)) {
    return [file.problem(keys, `${mspId} has not the role ${role}`, `its roles: ${organization.roles.join(', ')}`)];
  }
  const channel = entries.channels.find((each) => each.value.name === value.channel)?.value;
  if (channel === undefined || channel.members.includes(mspId)) return [];
  const hint = `its members: ${channel.members.join(', ')}`;
  return [file.problem(keys, `${mspId} is not a member of channel ${channel.name}`, hint)];
}

/** Whoever votes as notary is a member of the channel. */
function checkNotary(entries: Entries, { file, value }: Entry<SecurityFile>): ConfigProblem[] {
  const { title, channel: name } = value;
  const channel = entries.channels.find((each) => each.value.name === name)?.value;
  if (title === undefined || channel === undefined || channel.members.includes(title.notary)) return [];
  const hint = `its members: ${channel.members.join(', ')}`;
  return [file.problem(['title', 'notary'], `${title.notary} is not a member of channel ${name}`, hint)];
}

function checkPlaces(entries: Entries, { file, value }: Entry<SecurityFile>): ConfigProblem[] {
  const channels = entries.names('channel', 'name');
  const calendars = entries.names('calendar', 'id');
  return [
    ...(channels.includes(value.channel)
      ? []
      : [file.problem(['channel'], `no channel is named ${value.channel}`, suggest(value.channel, channels))]),
    ...(calendars.includes(value.calendar)
      ? []
      : [file.problem(['calendar'], `no calendar has the id ${value.calendar}`, suggest(value.calendar, calendars))]),
  ];
}

function checkTerms({ file, value }: Entry<SecurityFile>): ConfigProblem[] {
  const { terms, issuer } = value;
  const problems: ConfigProblem[] = [];
  const { code, words } = CLASSIFICATION[terms.kind];
  if (!code.test(value.cfi)) {
    problems.push(file.problem(['cfi'], `CFI ${value.cfi} is not that of a ${terms.kind}`, `expected ${words}`));
  }
  if ('lei' in issuer === 'register' in issuer) {
    const message = 'an issuer is known by its LEI or by its entry in a public register';
    problems.push(file.problem(['issuer'], message, 'give one of lei and register'));
  }
  if ('maturityDate' in terms && terms.maturityDate <= terms.issueDate) {
    const message = `maturityDate ${terms.maturityDate} is not after issueDate ${terms.issueDate}`;
    problems.push(file.problem(['terms', 'maturityDate'], message));
  }
  const isWorth = 'maturityDate' in terms || terms.kind === 'cash';
  if (isWorth && value.denomination === undefined) {
    problems.push(file.problem([], `a ${terms.kind} needs a denomination`, 'add denomination: { amount, currency }'));
  }
  if (terms.kind === 'cash' && value.denomination !== undefined && value.denomination.currency !== value.currency) {
    const message = `a unit of cash is worth ${value.denomination.currency}, its currency is ${value.currency}`;
    problems.push(file.problem(['denomination', 'currency'], message, `write currency: ${value.currency}`));
  }
  return problems;
}

/** Checks each security against members, channels and calendars, and its terms against its classification. */
export function checkSecurities(entries: Entries): ConfigProblem[] {
  return entries.securities.flatMap((entry) => [
    ...checkActor(entries, entry, ['issuer', 'mspId'], 'issuer'),
    ...checkActor(entries, entry, ['registrar'], 'registrar'),
    ...checkNotary(entries, entry),
    ...checkPlaces(entries, entry),
    ...checkTerms(entry),
  ]);
}
