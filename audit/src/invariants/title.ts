import type { Change, MovementEntry } from '../change.js';
import type { Invariant } from '../invariant.js';
import type { LedgerImage } from '../ledger-image.js';
import { listIn, recordIn, storedOf, textIn, textsIn, unitsIn, type Stored } from '../stored.js';

/** I12 of title: what the attestors of a security have not let pass does not pass. */
export const title: Invariant = {
  name: 'title',
  statement:
    'Title passes by a transfer to whose deed its receiver has consented, with the votes that its protocol asks for, or by order of who may give one.',
  check: (change, after) => [
    ...settledIn(change).flatMap((transfer) => flaws(transfer, change, after)),
    ...change.entries.filter(isTransfer).flatMap((entry) => entryFlaws(entry, after)),
    ...change.entries.filter(isByOrder).flatMap((entry) => orderFlaws(entry, after)),
  ],
};

const isTransfer = ({ record }: MovementEntry): boolean => textIn(record, 'kind') === 'transfer';

/** Whatever has moved the units, of one leg or of several: the entry names the deed. */
function entryFlaws({ key, isin, record }: MovementEntry, after: LedgerImage): readonly string[] {
  const isTitled = recordIn(after.get(`security/${isin}`), 'title') !== undefined;
  if (!isTitled || record === undefined || !passesTitle(record, '')) return [];
  if (textIn(record, 'deed') === '') return [`${key} passes title without a deed`];
  return passedFlaws(key, recordIn(after.get(`security/${isin}`), 'title'), recordIn(record, 'title'), after);
}

/** The protocol that an entry names is that of the security, and the votes that it tells are as many as that asks for. */
function passedFlaws(
  key: string,
  of: Stored | undefined,
  passed: Stored | undefined,
  after: LedgerImage,
): readonly string[] {
  const name = textIn(of, 'protocol');
  const definition = after.get(`definition/${name}`);
  const isNamed = textIn(passed, 'protocol') === name && textIn(passed, 'protocolHash') === textIn(definition, 'hash');
  if (!isNamed) return [`${key} names another protocol than its security has`];
  const yes = listIn(passed, 'votes').filter((vote) => textIn(vote, 'decision') === 'yes');
  const places = new Set(yes.map((vote) => textIn(vote, 'role')));
  return isMet(recordIn(protocolOf(after, name), 'passesWhen'), places)
    ? []
    : [`${key} has not the votes that it takes`];
}

/** Movements that pass title without the word of its holder. */
const BY_ORDER = new Set(['forcedTransfer', 'enforcement', 'recovery']);
const isByOrder = ({ record }: MovementEntry): boolean => BY_ORDER.has(textIn(record, 'kind'));

/** Who keeps the register that makes the right has said so; where each transfer is voted on, a regulator has. */
function orderFlaws({ key, isin, record }: MovementEntry, after: LedgerImage): readonly string[] {
  const of = recordIn(after.get(`security/${isin}`), 'title');
  if (of === undefined || record === undefined || !passesTitle(record, '')) return [];
  const by = textIn(recordIn(record, 'order'), 'by');
  const keeper = textIn(recordIn(of, 'register'), 'confirmedBy');
  if (keeper !== '') return by === keeper ? [] : [`${key} is not by who keeps the register whose evidence it is`];
  const voting = recordIn(protocolOf(after, textIn(of, 'protocol')), 'voting');
  const isRegulator = textsIn(after.get(`participant/${by}`), 'roles').includes('regulator');
  return textIn(voting, 'by') === 'ballot' && !isRegulator ? [`${key} passes title without votes or a regulator`] : [];
}

const settledIn = ({ transaction }: Change): readonly Stored[] =>
  transaction.writes
    .filter(({ key, value }) => key.startsWith('instruction/') && value !== undefined)
    .flatMap(({ value = '' }) => optionally(storedOf(value)))
    .filter((record) => textIn(record, 'status') === 'settled' && passesTitle(record, 'HolderId'));

/** Whether another one is on the register afterwards, or another one is whom the units are held for. */
const passesTitle = (of: Stored, holder: 'HolderId' | ''): boolean => {
  const [from, to] = (['from', 'to'] as const).map((side) => ({
    holder: textIn(of, `${side}${holder}`),
    owner: textsIn(of, `${side}Designation`).at(-1) ?? textIn(of, `${side}${holder}`),
  }));
  return from?.holder !== to?.holder || from?.owner !== to?.owner;
};

function flaws(transfer: Stored, change: Change, after: LedgerImage): readonly string[] {
  const security = after.get(`security/${textIn(transfer, 'isin')}`);
  const of = recordIn(security, 'title');
  if (of === undefined) return [];
  const id = textIn(transfer, 'instructionId');
  const flaw = deedFlaw(transfer) ?? voteFlaw(transfer, of, change, after);
  return flaw === undefined ? [] : [`${id} ${flaw}`];
}

function deedFlaw(transfer: Stored): string | undefined {
  if (textIn(transfer, 'terms') === '') return 'has no deed';
  const consented = textIn(recordIn(transfer, 'accepted'), 'party');
  return consented === textIn(transfer, 'toHolderId') ? undefined : 'has no consent of its receiver';
}

function voteFlaw(transfer: Stored, of: Stored, change: Change, after: LedgerImage): string | undefined {
  const protocol = protocolOf(after, textIn(of, 'protocol'));
  const isEvidence = textIn(recordIn(of, 'register'), 'evidenceOf') !== '';
  const asked = recordIn(protocol, 'passesWhen');
  const isByBallot = textIn(recordIn(protocol, 'voting'), 'by') === 'ballot';
  const yes = new Set(isByBallot ? [] : standingRoles(transfer, after));
  if (isByBallot || isEvidence) {
    const ballot = endedIn(change, textIn(transfer, 'instructionId'));
    if (ballot === undefined) return 'has no ballot that it passed';
    if (textIn(ballot, 'terms') !== textIn(transfer, 'terms')) return 'was voted on by other terms';
    const silent = textIn(recordIn(protocol, 'voting'), 'silence') === 'yes' && isOver(ballot);
    for (const role of rolesCarried(ballot, silent)) yes.add(role);
  }
  if (isEvidence && !yes.has('externalRegister')) return 'is not confirmed by the register whose evidence it is';
  return isMet(asked, yes) ? undefined : 'has not the votes that its protocol asks for';
}

/** Definitions are stored as texts in their canonical form. */
const protocolOf = (after: LedgerImage, name: string): Stored | undefined =>
  recordIn(storedOf(textIn(after.get(`definition/${name}`), 'form')), 'protocol');

function endedIn({ transaction }: Change, id: string): Stored | undefined {
  const { value = '' } = transaction.writes.find(({ key }) => key === `ballot/${id}`) ?? {};
  const ballot = storedOf(value);
  return textIn(ballot, 'end') === 'passed' ? ballot : undefined;
}

const isOver = (ballot: Stored): boolean => textIn(ballot, 'lastDay') < textIn(ballot, 'endedOn');

/** The places from which a ballot was carried: by a vote of who sits there, or of the deputy of who cannot or will not. */
function rolesCarried(ballot: Stored, silent: boolean): readonly string[] {
  const votes = listIn(ballot, 'votes');
  const on = textIn(ballot, 'endedOn');
  return listIn(ballot, 'seats').flatMap((seat) => {
    const role = textIn(seat, 'role');
    const by = (voter: string): Stored | undefined =>
      votes.find((vote) => textIn(vote, 'role') === role && textIn(vote, 'voter') === voter);
    const first = textIn(seat, 'mspId');
    const isAside = seat['isConflicted'] === true || textIn(by(first), 'decision') === 'stepsAside';
    const cast = by(isAside ? textIn(seat, 'deputy') : first);
    const until = textIn(cast, 'validUntil');
    const decision = until !== '' && until < on ? '' : textIn(cast, 'decision');
    if (decision === 'yes') return [role];
    return silent && !votes.some((vote) => textIn(vote, 'role') === role) ? [role] : [];
  });
}

function standingRoles(transfer: Stored, after: LedgerImage): readonly string[] {
  const on = textIn(transfer, 'decidedOn');
  return after
    .under(`standing-vote/${textIn(transfer, 'isin')}/`)
    .flatMap(([, record]) => optionally(record))
    .filter((standing) => textIn(standing, 'validFrom') <= on && on <= textIn(standing, 'validUntil'))
    .filter((standing) => textIn(standing, 'unitsMax') === '' || unitsIn(transfer) <= unitsIn(standing, 'unitsMax'))
    .map((standing) => textIn(standing, 'role'));
}

/** Whether so many of the votes of a tree are there. */
function isMet(tree: Stored | undefined, yes: ReadonlySet<string>): boolean {
  if (textIn(tree, 'is') === 'vote') return yes.has(textIn(tree, 'from'));
  const needed = tree?.['votes'];
  return typeof needed === 'number' && listIn(tree, 'of').filter((each) => isMet(each, yes)).length >= needed;
}

const optionally = (record: Stored | undefined): readonly Stored[] => (record === undefined ? [] : [record]);
