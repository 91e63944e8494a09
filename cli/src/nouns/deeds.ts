import { writeFileSync } from 'node:fs';
import type { DeedForm, DeedReply, NewDeed } from '@scrip/gateway-api';
import { businessDate, DEED_CAPACITIES, instructionId, isin, partyId, units } from '@scrip/model';
import { anyText, argument, by, choice, option, required } from '../command/input.js';
import type { Shown } from '../command/shown.js';
import { UsageError } from '../command/usage-error.js';
import { type Noun, verb } from '../command/verb.js';
import { stated } from '../input/body.js';
import { messageOf } from '../output/message-of.js';
import { facts } from '../output/table.js';
import { writePrivately } from '../profile/profiles.js';

const FORM = {
  pdf: option('--pdf <file>', 'write the deed there as a PDF', anyText),
  html: option('--html <file>', 'write it there as a page', anyText),
};

const make = verb({
  name: 'make',
  kind: 'read',
  summary: 'Make the deed of a transfer, and what the other party needs to check it; the ledger is told nothing',
  example:
    '--isin DE0007236101 --from PABCDEFGHIJKLMNOPQRSTUVWXYZ234567 --to PBCDEFGHIJKLMNOPQRSTUVWXYZ234567A --units 10 --price "990 EUR" --out deed.json',
  args: {},
  options: {
    isin: required('--isin <isin>', 'the security', by(isin)),
    from: required('--from <party>', 'who gives', by(partyId)),
    to: required('--to <party>', 'who gets', by(partyId)),
    units: required('--units <n>', 'whole units', by(units)),
    seller: choice('--seller-as <capacity>', 'in what capacity the seller acts (else principal)', DEED_CAPACITIES),
    buyer: choice('--buyer-as <capacity>', 'in what capacity the buyer acts (else principal)', DEED_CAPACITIES),
    price: option('--price <amount currency>', 'money that is given in return', anyText),
    inKind: option('--in-kind <words>', 'what else is given in return (else nothing: a gift)', anyText),
    sellerName: option('--seller-name <name>', 'for the document alone', anyText),
    buyerName: option('--buyer-name <name>', 'for the document alone', anyText),
    tradeDate: option('--trade-date <date>', 'trade date', by(businessDate)),
    settlementDate: option('--settlement-date <date>', 'settlement date', by(businessDate)),
    out: option('--out <file>', 'write the deed there, for transfers submit --deed', anyText),
    opening: option('--opening <file>', 'write there what the other party needs, for transfers accept', anyText),
    ...FORM,
  },
  run: async (call, given) => {
    const { isin: of, from: fromHolderId, to: toHolderId, units: amount, tradeDate, settlementDate } = given;
    const names = stated({ seller: given.sellerName, buyer: given.buyerName });
    const body: NewDeed = stated({
      ...{ isin: of, fromHolderId, toHolderId, units: amount, tradeDate, settlementDate },
      ...{ sellersCapacity: given.seller ?? 'principal', buyersCapacity: given.buyer ?? 'principal' },
      consideration: considerationOf(given),
      names: Object.keys(names).length === 0 ? undefined : names,
    });
    const reply = await call.client.title.makeDeed(body, call.channel);
    const { deed, consideration } = reply;
    if (given.out !== undefined) writePrivately(given.out, `${JSON.stringify(deed, undefined, 2)}\n`);
    if (given.opening !== undefined) writePrivately(given.opening, `${JSON.stringify(consideration, undefined, 2)}\n`);
    await writeForms(given, (form) =>
      call.client.title.makeDeedDocument({ ...body, consideration }, form, call.channel),
    );
    if (given.out === undefined) return { reply, lines: [JSON.stringify(reply, undefined, 2)] };
    return { reply, lines: [`The deed is in ${given.out}: scrip transfers submit --deed ${given.out}`] };
  },
});

/** @throws UsageError when both or a malformed amount are given */
function considerationOf(given: {
  readonly price: string | undefined;
  readonly inKind: string | undefined;
}): NewDeed['consideration'] {
  const { price, inKind: words } = given;
  if (price !== undefined && words !== undefined) throw new UsageError('--price and --in-kind exclude each other');
  if (words !== undefined) return { in: 'kind', words };
  if (price === undefined) return { in: 'gift' };
  const [amount, currency, more] = price.split(' ');
  if (amount === undefined || currency === undefined || more !== undefined) {
    throw new UsageError('--price: must be an amount and its currency, such as "990 EUR"');
  }
  return { in: 'money', amount: { amount, currency } };
}

/** Writes a deed as the documents that are wanted. @throws UsageError where a file cannot be written */
async function writeForms(
  wanted: { readonly pdf: string | undefined; readonly html: string | undefined },
  get: (form: DeedForm) => Promise<Uint8Array>,
): Promise<readonly string[]> {
  const forms = [
    [wanted.pdf, 'application/pdf'],
    [wanted.html, 'text/html'],
  ] as const;
  const written: string[] = [];
  for (const [file, form] of forms) {
    if (file === undefined) continue;
    const bytes = await get(form);
    try {
      writeFileSync(file, bytes);
    } catch (error) {
      throw new UsageError(`${file} cannot be written: ${messageOf(error)}`);
    }
    written.push(file);
  }
  return written;
}

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show the deed of a transfer, with consents, votes and moments',
  example: 'transfer-2026-1 --pdf deed.pdf',
  args: { transfer: argument('transfer', 'id of the transfer', by(instructionId)) },
  options: FORM,
  run: async (call, { transfer: id, ...wanted }) => {
    const reply = await call.client.title.deed(id, call.channel);
    const written = await writeForms(wanted, (form) => call.client.title.deedDocument(id, form, call.channel));
    return shown(reply, written);
  },
});

function shown(reply: DeedReply, written: readonly string[]): Shown {
  const { deed, entered, consideration, title } = reply;
  const price = consideration?.in === 'money' ? Object.values(consideration.amount).join(' ') : consideration?.in;
  const lines = facts([
    ['transfer', `${entered.instructionId}, ${entered.status}`],
    ['security', `${reply.security} ${reply.isin}`],
    ['law', title.law],
    ['units', reply.units],
    ['seller', `${reply.seller} as ${deed.sellersCapacity}`],
    ['buyer', `${reply.buyer} as ${deed.buyersCapacity}`],
    ['consideration', price ?? `not shown here: SHA-256 ${deed.consideration}`],
    ['terms', entered.terms],
    ['accepted', entered.buyersConsent?.on],
    ['votes', entered.votes.map(({ role, decision, voter }) => `${role} ${decision} by ${voter}`)],
    ['standing votes', entered.standing],
    ['moments', Object.entries(entered.moments).map(([name, on]) => `${name} ${on}`)],
    ['written to', written],
  ]);
  return { reply, lines };
}

/** What parties agree to. */
export const DEEDS: Noun = {
  name: 'deeds',
  summary: 'Deeds of transfers, as data and as documents',
  verbs: [make, show],
};
