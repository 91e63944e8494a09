import type { DualFunction } from '@scrip/model';
import { z } from 'zod';

const sentence =
  <S extends z.ZodType>(shape: S, say: (body: z.output<S>) => string) =>
  (body: unknown): string =>
    say(shape.parse(body));

const Party = z.object({ partyId: z.string() });

const Days = z.array(z.string());

const Ordered = z.object({ basis: z.string(), until: z.string().optional() });
const Ends = z.array(z.string()).optional();
const Lots = z.union([z.string(), z.array(z.string())]).optional();
const Paper = z.array(z.object({ number: z.string(), through: z.string().optional(), units: z.string() }));
const Lying = z.object({ isin: z.string(), holderId: z.string(), encumbranceId: z.string() });
const Encumbering = z.object({
  act: Lying.extend({
    ...{ kind: z.string(), units: z.string(), beneficiary: z.string() },
    ...{ until: z.string().optional(), over: z.string().optional() },
  }),
});
const overOf = (over: string | undefined): string => (over === undefined ? '' : `, in the rank after ${over}`);
/** What a holder gives, and how it is said. */
const GIVEN: Readonly<Record<string, string>> = {
  lock: 'are locked for',
  pledge: 'are pledged to',
  lien: 'are subject to a lien of',
  usufruct: 'are subject to a usufruct of',
};
const untilOf = (until: string | undefined): string => (until === undefined ? '' : ` until ${until}`);

/** What happens when an act is approved, in a sentence for the one who is asked. */
const SENTENCES: Readonly<Record<DualFunction, (body: unknown) => string>> = {
  'authority:changeStanding': sentence(
    z.object({ mspId: z.string(), status: z.string(), reason: z.string() }),
    ({ mspId, status, reason }) => `The standing of ${mspId} becomes ${status} (${reason}).`,
  ),
  'calendar:correct': sentence(
    z.object({ calendar: z.string(), businessDate: z.string(), reason: z.string() }),
    ({ calendar, businessDate, reason }) =>
      `This organisation asks that ${calendar} moves to ${businessDate} and leaves out what lies between (${reason}).`,
  ),
  'calendar:changeHolidays': sentence(
    z.object({ calendar: z.string(), add: Days, remove: Days }),
    ({ calendar, add, remove }) =>
      [
        `The holidays of ${calendar} change.`,
        ...(add.length === 0 ? [] : [`New: ${add.join(', ')}.`]),
        ...(remove.length === 0 ? [] : [`No longer: ${remove.join(', ')}.`]),
      ].join(' '),
  ),
  'calendar:resolveBreak': sentence(
    z.object({ calendar: z.string(), breakId: z.string() }),
    ({ calendar, breakId }) => `The break ${breakId} no longer keeps the business day of ${calendar} from ending.`,
  ),
  'compliance:exempt': sentence(
    z.object({ isin: z.string(), party: z.string(), rule: z.string(), reason: z.string(), validUntil: z.string() }),
    ({ isin, party, rule, reason, validUntil }) =>
      `The rule ${rule} of ${isin} does not hold for ${party} until ${validUntil} (${reason}).`,
  ),
  'credential:adoptIssuer': sentence(
    z.object({ issuer: z.string(), credentialType: z.string() }),
    ({ issuer, credentialType }) => `Credentials ${credentialType} of ${issuer} count here.`,
  ),
  'definition:adopt': sentence(
    z.object({ name: z.string(), hash: z.string() }),
    ({ name, hash }) => `The definition ${name} of SHA-256 ${hash} is adopted, and may be used from its day on.`,
  ),
  'definition:retire': sentence(
    z.object({ name: z.string() }),
    ({ name }) => `Nothing new uses the definition ${name} any more; what uses it keeps its meaning.`,
  ),
  'dispute:decide': sentence(
    Ordered.extend({ isin: z.string(), disputeId: z.string(), decision: z.string() }),
    ({ isin, disputeId, decision, basis }) =>
      decision === 'dismissed'
        ? `The dispute ${disputeId} over units of ${isin} is dismissed, and they are free (${basis}).`
        : `The dispute ${disputeId} over units of ${isin} is upheld; they stay where they are until the register is corrected (${basis}).`,
  ),
  'dispute:raise': sentence(
    z.object({
      act: z.object({ isin: z.string(), ground: z.string(), about: z.object({ entry: z.string(), on: z.string() }) }),
    }),
    ({ act: { isin, ground, about } }) =>
      `The transfer of ${isin} that entry ${about.entry} of ${about.on} made final is objected to (${ground}); what the receiver still has of it is frozen.`,
  ),
  'evidence:publish': sentence(
    z.object({ isin: z.string(), kind: z.string(), issuedOn: z.string(), validUntil: z.string().optional() }),
    ({ isin, kind, issuedOn, validUntil }) =>
      `A ${kind} of ${issuedOn} is shown for what stands behind ${isin}${untilOf(validUntil)}.`,
  ),
  'mandate:appoint': sentence(
    z.object({ principal: z.string(), mandateId: z.string() }),
    ({ principal, mandateId }) => `Those whom the appointment ${mandateId} names act for ${principal}.`,
  ),
  'mandate:appointOfficer': sentence(
    z.object({ entity: z.string(), office: z.string(), party: z.string() }),
    ({ entity, office, party }) => `${party} holds the office ${office} of ${entity}.`,
  ),
  'operator:appoint': sentence(
    z.object({ operators: z.array(z.object({ operatorId: z.string(), roles: z.array(z.string()) })) }),
    ({ operators }) =>
      operators.map(({ operatorId, roles }) => `${operatorId} is appointed ${roles.join(' and ')}.`).join(' '),
  ),
  'operator:dismiss': sentence(
    z.object({ operatorId: z.string() }),
    ({ operatorId }) => `${operatorId} no longer acts for this organisation.`,
  ),
  'party:cancelRecovery': sentence(
    z.object({ act: Party }),
    ({ act }) => `The recovery of the keys of ${act.partyId} ends at its objection; its keys stay in force.`,
  ),
  'party:completeRecovery': sentence(
    Party,
    ({ partyId }) => `The keys that the guardians of ${partyId} named replace all its keys.`,
  ),
  'party:declareCapacity': sentence(Party.extend({ holdsAs: z.string() }), ({ partyId, holdsAs }) =>
    holdsAs === 'nominee' ? `${partyId} holds as nominee for others.` : `${partyId} holds for itself alone.`,
  ),
  'party:restrict': sentence(Party, ({ partyId }) => `${partyId} can no longer act for itself.`),
  'party:restore': sentence(
    Party.extend({ imposedBy: z.string() }),
    ({ partyId, imposedBy }) => `${imposedBy} no longer restricts ${partyId}.`,
  ),
  'register:cancel': sentence(
    Ordered.extend({ isin: z.string(), units: z.string(), lots: Lots, ends: Ends }),
    ({ isin, units, lots, basis, ends }) =>
      [
        `${units} units of ${isin} that the issuer holds${lotsInWords(lots)} are cancelled (${basis}).`,
        ...endsInWords(ends),
      ].join(' '),
  ),
  'register:dematerialise': sentence(
    Ordered.extend({ isin: z.string(), holderId: z.string(), certificates: Paper, acquiredOn: z.string().optional() }),
    ({ isin, holderId, certificates, basis, acquiredOn }) =>
      [
        `${paperInWords(certificates)} of ${isin}, received and cancelled, become an entry of ${holderId} (${basis}).`,
        ...(acquiredOn === undefined ? [] : [`They count as acquired on ${acquiredOn}.`]),
      ].join(' '),
  ),
  'register:rematerialise': sentence(
    Ordered.extend({ act: z.object({ isin: z.string(), holderId: z.string(), certificates: Paper }) }),
    ({ act: { isin, holderId, certificates }, basis }) =>
      `${paperInWords(certificates)} of ${isin} are given out to ${holderId}, whose units leave the register (${basis}).`,
  ),
  'register:exchange': sentence(
    z.object({ act: z.object({ isin: z.string(), intoIsin: z.string(), holderId: z.string(), units: z.string() }) }),
    ({ act: { isin, intoIsin, holderId, units } }) =>
      `${units} units of ${isin} of ${holderId} are exchanged for units of ${intoIsin}.`,
  ),
  'register:forceTransfer': sentence(
    Ordered.extend({
      ...{ isin: z.string(), fromHolderId: z.string(), toHolderId: z.string(), units: z.string() },
      releases: z.array(z.object({ imposedBy: z.string(), units: z.string() })).optional(),
      discharges: z.array(z.string()).optional(),
      subjectTo: z.array(z.string()).optional(),
      overrides: z.string().optional(),
      lots: Lots,
      ends: Ends,
    }),
    ({ isin, fromHolderId, toHolderId, units, lots, basis, overrides, ends, ...order }) =>
      [
        `${units} units of ${isin}${lotsInWords(lots)} go from ${fromHolderId} to ${toHolderId} without its word (${basis}).`,
        ...(order.releases ?? []).map((each) => `${each.units} units that ${each.imposedBy} froze are released.`),
        ...(order.discharges ?? []).map((id) => `The encumbrance ${id} ends.`),
        ...(order.subjectTo ?? []).map((id) => `The encumbrance ${id} goes along.`),
        ...endsInWords(ends),
        ...(overrides === 'rules' ? ['The rules for holders do not stand in the way.'] : []),
        ...(overrides === 'ranks' ? ['It ends rights that rank before others which stay.'] : []),
      ].join(' '),
  ),
  'register:correct': sentence(
    Ordered.extend({
      ...{ isin: z.string(), toHolderId: z.string(), units: z.string() },
      ...{ breakId: z.string().optional(), disputeId: z.string().optional() },
      corrects: z.object({ entry: z.string(), on: z.string() }),
      ...{ acquiredOn: z.string().optional(), price: z.string().optional() },
    }),
    ({ isin, toHolderId, units, breakId, disputeId, corrects: { entry, on }, basis, acquiredOn, price }) =>
      [
        `${units} units of ${isin} that entry ${entry} of ${on} brought to the wrong holder go to ${toHolderId} (${basis}).`,
        ...(acquiredOn === undefined ? [] : [`They count as acquired on ${acquiredOn}.`]),
        ...(price === undefined ? [] : [`They count as bought at ${price} a unit.`]),
        breakId === undefined ? `The dispute ${disputeId ?? ''} was upheld.` : `This is over break ${breakId}.`,
      ].join(' '),
  ),
  'register:freezeHolder': sentence(
    Ordered.extend({ holderId: z.string(), isin: z.string().optional() }),
    ({ holderId, isin, basis, until }) =>
      `${holderId} neither gives nor receives units ${isin === undefined ? 'in any security' : `of ${isin}`}${untilOf(until)} (${basis}).`,
  ),
  'register:freezeSecurity': sentence(
    Ordered.extend({ isin: z.string() }),
    ({ isin, basis, until }) => `Nobody’s units of ${isin} move${untilOf(until)} (${basis}).`,
  ),
  'register:freezeUnits': sentence(
    Ordered.extend({ isin: z.string(), holderId: z.string(), units: z.string() }),
    ({ isin, holderId, units, basis, until }) =>
      `${units} units of ${isin} stay with ${holderId}${untilOf(until)} (${basis}).`,
  ),
  'register:liftFreeze': sentence(
    Ordered.extend({ isin: z.string().optional(), holderId: z.string().optional(), imposedBy: z.string() }),
    ({ isin, holderId, imposedBy, basis }) =>
      `${imposedBy} no longer freezes ${[holderId, isin].filter((each) => each !== undefined).join(' in ')} (${basis}).`,
  ),
  'register:issue': sentence(
    z.object({
      isin: z.string(),
      allocations: z.array(z.object({ units: z.string(), acquiredOn: z.string().optional() })),
    }),
    ({ isin, allocations }) => {
      const earlier = allocations.filter(({ acquiredOn }) => acquiredOn !== undefined).length;
      const takenOver = earlier === 0 ? '' : ` ${String(earlier)} of the lots count as acquired on an earlier day.`;
      const units = allocations.reduce((sum, allocation) => sum + BigInt(allocation.units), 0n);
      const holders = allocations.length === 1 ? 'one holder' : `${allocations.length} holders`;
      return `${units} units of ${isin} are issued to ${holders}.${takenOver}`;
    },
  ),
  'register:encumber': sentence(
    Encumbering,
    ({ act: { kind, isin, units, holderId, beneficiary, until, over } }) =>
      `${units} units of ${isin} of ${holderId} ${GIVEN[kind] ?? kind} ${beneficiary}${untilOf(until)}${overOf(over)}.`,
  ),
  'register:releaseUnits': sentence(
    z.object({ act: Lying }),
    ({ act: { isin, holderId, encumbranceId } }) => `${encumbranceId} no longer holds units of ${isin} of ${holderId}.`,
  ),
  'register:subordinate': sentence(
    z.object({ act: Lying.extend({ behind: z.string() }) }),
    ({ act: { isin, holderId, encumbranceId, behind } }) =>
      `${encumbranceId} on units of ${isin} of ${holderId} steps behind ${behind}.`,
  ),
  'register:attachUnits': sentence(
    Ordered.extend({
      ...{ isin: z.string(), holderId: z.string(), units: z.string(), beneficiary: z.string() },
      over: z.string().optional(),
    }),
    ({ isin, holderId, units, beneficiary, basis, until, over }) =>
      `${units} units of ${isin} of ${holderId} are attached for ${beneficiary}${untilOf(until)}${overOf(over)} (${basis}).`,
  ),
  'register:liftAttachment': sentence(
    Ordered.extend({ isin: z.string(), holderId: z.string(), encumbranceId: z.string() }),
    ({ isin, holderId, encumbranceId, basis }) =>
      `The attachment ${encumbranceId} of units of ${isin} of ${holderId} is lifted (${basis}).`,
  ),
  'register:enforce': sentence(
    z.object({ act: Lying.extend({ units: z.string(), toHolderId: z.string(), basis: z.string() }) }),
    ({ act: { isin, holderId, encumbranceId, units, toHolderId, basis } }) =>
      `${units} units of ${isin} go from ${holderId} to ${toHolderId} because ${encumbranceId} is enforced (${basis}); what ranks after it ends on them.`,
  ),
  'register:recoverHolding': sentence(
    Ordered.extend({ isin: z.string(), fromHolderId: z.string(), toHolderId: z.string(), ends: Ends }),
    ({ isin, fromHolderId, toHolderId, basis, ends }) =>
      [
        `All that ${fromHolderId} has of ${isin} goes to ${toHolderId}, which succeeds it (${basis}).`,
        ...endsInWords(ends),
      ].join(' '),
  ),
  'register:redeem': sentence(
    Ordered.extend({ isin: z.string(), holderId: z.string(), units: z.string(), lots: Lots, ends: Ends }),
    ({ isin, holderId, units, lots, basis, ends }) =>
      [
        `${units} units of ${isin} of ${holderId}${lotsInWords(lots)} are redeemed (${basis}).`,
        ...endsInWords(ends),
      ].join(' '),
  ),
  'security:amend': sentence(
    z.object({
      ...{ isin: z.string(), definition: z.string(), hash: z.string(), grandfathers: z.boolean() },
      solicitation: z.object({ recordDate: z.string(), deadline: z.string() }).optional(),
    }),
    ({ isin, definition, hash, grandfathers, solicitation }) =>
      `This organisation agrees that ${isin} is by the definition ${definition} of SHA-256 ${hash} ${
        solicitation === undefined
          ? 'from now on (its rules on the day of the definition, where that is later)'
          : `once its holders have agreed: those of the end of ${solicitation.recordDate} vote until ${solicitation.deadline}`
      }${grandfathers ? '; rules for holders leave alone what was acquired before' : ''}.`,
  ),
  'solicitation:withdraw': sentence(
    z.object({ isin: z.string(), number: z.number() }),
    ({ isin, number }) =>
      `The holders of ${isin} are asked no longer (solicitation ${String(number)}), and it stays as it is.`,
  ),
  'security:changeAuthorisedUnits': sentence(
    z.object({ isin: z.string(), authorisedUnits: z.string() }),
    ({ isin, authorisedUnits }) =>
      `This organisation asks that ${authorisedUnits} units of ${isin} are authorised; issuer and registrar must both ask.`,
  ),
  'security:changeScreener': sentence(
    z.object({ isin: z.string(), screener: z.string().optional() }),
    ({ isin, screener }) =>
      screener === undefined
        ? `Movements of ${isin} are no longer screened.`
        : `${screener} screens every movement of ${isin}, and units move only when it finds nothing.`,
  ),
  'security:closeOffering': sentence(
    z.object({ isin: z.string() }),
    ({ isin }) => `The offering of ${isin} is closed today: restrictions on resale run, and nothing more is issued.`,
  ),
  'security:deactivate': sentence(
    Ordered.extend({ isin: z.string(), openInstructions: z.string().optional() }),
    ({ isin, basis, openInstructions }) =>
      [
        `${isin} ends for good: nothing is done with it any more (${basis}).`,
        ...(openInstructions === undefined ? [] : ['Instructions that are open end with it.']),
      ].join(' '),
  ),
  'security:reopenOffering': sentence(
    z.object({ isin: z.string() }),
    ({ isin }) => `The offering of ${isin} is open again; what runs from its close begins anew.`,
  ),
  'settlement:cancel': sentence(
    Ordered.extend({ instructionId: z.string() }),
    ({ instructionId, basis }) => `The pending transfer ${instructionId} ends without having settled (${basis}).`,
  ),
  'ownership:giveNotice': sentence(
    z.object({ isin: z.string(), role: z.string() }),
    ({ isin, role }) => `This organisation gives up its place as ${role} of ${isin}; the issuer may name a successor.`,
  ),
  'ownership:replaceAttestor': sentence(
    z.object({ isin: z.string(), role: z.string(), successor: z.string(), basis: z.string() }),
    ({ isin, role, successor, basis }) =>
      `${successor} becomes ${role} of ${isin}, on the basis of ${basis}; all lots are brought to those who attest them then.`,
  ),
  'party:moveCustody': sentence(
    z.object({ partyId: z.string(), to: z.string(), basis: z.string() }),
    ({ partyId, to, basis }) =>
      `Party ${partyId} is to have its account with ${to}, on the basis of ${basis}: done when both sides have said so.`,
  ),
  'ownership:giveStandingVote': sentence(
    z.object({
      ...{ isin: z.string(), role: z.string(), validFrom: z.string(), validUntil: z.string() },
      unitsMax: z.string().optional(),
    }),
    ({ isin, role, validFrom, validUntil, unitsMax }) =>
      `From ${validFrom} until ${validUntil} every transfer of ${isin}${unitsMax === undefined ? '' : ` of up to ${unitsMax} units`} ` +
      `has the vote of this organisation as ${role}, without anybody looking at it.`,
  ),
  'trust:adopt': sentence(
    z.object({
      isin: z.string().optional(),
      type: z.string(),
      effect: z.string(),
      issuers: z.array(z.object({ mspId: z.string() })).optional(),
    }),
    ({ isin = 'the network', type, effect, issuers }) => {
      const trusted = issuers?.map(({ mspId }) => mspId).join(', ') ?? 'those whom the network trusts';
      return `A movement at ${isin} ${effect === 'blocks' ? 'is forbidden by' : 'needs'} claims ${type} of ${trusted}.`;
    },
  ),
};

/** The sentence for an act; a function that this version does not know is named as it is. */
export function actSummary(name: string, body: unknown): string {
  return Object.hasOwn(SENTENCES, name) ? SENTENCES[name as DualFunction](body) : `${name} is done.`;
}

/** Which lots are meant, where the act says so. */
function lotsInWords(lots: z.output<typeof Lots>): string {
  if (lots === undefined) return '';
  return typeof lots === 'string'
    ? ` (${lots})`
    : ` (of ${lots.length === 1 ? 'a named lot' : `${lots.length} named lots`})`;
}

/** Which certificates are meant, and what each stands for. */
const paperInWords = (certificates: z.output<typeof Paper>): string => {
  const named = certificates.map(({ number, through, units }) =>
    through === undefined ? `${number} (${units} units)` : `${number} to ${through} (${units} units each)`,
  );
  return `The certificates ${named.join(', ')}`;
};

/** Which instructions end with the act. */
const endsInWords = (ends: z.output<typeof Ends> = []): readonly string[] =>
  ends.map((id) => `The instruction ${id} ends for all of its parties.`);
