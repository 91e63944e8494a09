import { OVERRIDE_SCHEMA, type OverrideDocument } from '@scrip/verify';
import type { z } from 'zod';
import { charterOf } from '../http/ledger-name.js';
import type * as schemas from '../http/schemas/lawful-override.js';
import { LedgerUnavailable } from '../ledger/ledger-error.js';
import type { ChannelServices } from '../services.js';
import type { KeptEndorsement, LawfulOverride, OverrideStore } from './override-store.js';

/** An override by the business dates of now: one whose last day has passed is expired, unless it was submitted. */
export function overrideToday(queries: ChannelServices['queries'], override: LawfulOverride): LawfulOverride {
  if (override.status !== 'prepared') return override;
  const dates = queries.businessDays.dates();
  const isOver = override.dated.some((stated) =>
    dates.some(({ calendar, date }) => calendar === stated.calendar && date > stated.until),
  );
  return isOver ? { ...override, status: 'expired' } : override;
}

/** An override as a list shows it. */
export function overrideEntry(
  override: LawfulOverride,
  endorsements: readonly KeptEndorsement[],
): z.input<typeof schemas.LawfulOverrideEntry> {
  const { submittedBy, block } = override;
  return {
    id: override.id,
    channel: override.channel,
    status: override.status,
    function: override.function,
    summary: override.summary,
    basis: override.basis as OverrideBasis,
    document: override.document,
    endorsers: [...override.endorsers],
    endorsements: endorsements.map(({ mspId, name, addedBy, addedAt }) => ({ mspId, name, addedBy, addedAt })),
    preparedBy: override.preparedBy,
    preparedAt: override.preparedAt,
    dated: override.dated.map((each) => ({ ...each })),
    transactionId: override.transactionId,
    ...(submittedBy === undefined ? {} : { submittedBy }),
    ...(block === undefined ? {} : { block }),
  };
}

type OverrideBasis = z.input<typeof schemas.LawfulOverrideEntry>['basis'];

/** An override with what is to be signed. */
export async function overrideView(
  { ledger, queries }: ChannelServices,
  store: OverrideStore,
  override: LawfulOverride,
): Promise<object> {
  const endorsements = store.endorsements(override.id);
  const unmet =
    override.status === 'prepared' ? await told(ledger.overrides.unmet(override.envelope, endorsements)) : [];
  const { network } = charterOf(queries);
  return {
    ...overrideEntry(override, endorsements),
    ...(unmet === undefined || override.status !== 'prepared' ? {} : { unmetPolicies: unmet }),
    toSign: toSign(network, override),
  };
}

function toSign(network: string, override: LawfulOverride): OverrideDocument {
  const { channel, transactionId, body, act, summary, endorsers, basis, document, dated } = override;
  return {
    ...{ schema: OVERRIDE_SCHEMA, network, channel, transactionId, function: override.function, body },
    ...(act === undefined ? {} : { act }),
    ...{ summary, endorsers, basis, document, dated },
    payload: Buffer.from(override.payload).toString('base64'),
    transaction: Buffer.from(override.envelope).toString('base64'),
  };
}

/** What cannot be told now keeps nobody from reading the rest. */
async function told<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof LedgerUnavailable) return undefined;
    throw error;
  }
}
