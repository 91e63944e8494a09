import type { JsonObject } from './certificate.js';

const FORMS: Readonly<Record<string, string>> = {
  registered: 'in registered form',
  bookEntry: 'in book-entry form',
  bearerDeposited: 'by deposited bearer securities',
};

/** What the record of a security says of title to it in law; empty where it says nothing. */
export function titleInWords(security: JsonObject): readonly string[] {
  const title = objectOf(security['title']);
  if (title === undefined) return [];
  const kept = objectOf(title['register']) ?? {};
  const form = FORMS[textOf(title['form'])] ?? `in the form ${textOf(title['form'])}`;
  const register =
    kept['evidenceOf'] === undefined
      ? `this register makes the right, under ${textOf(kept['constitutiveUnder'])}`
      : `this register is evidence of ${textOf(kept['evidenceOf'])}, for which ${textOf(kept['confirmedBy'])} speaks`;
  const { protocol, prevailing } = title;
  return [
    `By the record of the security, title to it is held ${form} by the law of ${textOf(title['law'])}; ${register}; it ` +
      `passes by the protocol ${textOf(protocol)}.`,
    ...(prevailing === undefined
      ? []
      : [`The document with the SHA-256 ${textOf(prevailing)} prevails over what is on the network.`]),
  ];
}

/** What is left open about title. */
export function titleNotProven(security: JsonObject): readonly string[] {
  const title = objectOf(security['title']);
  if (title === undefined)
    return ['By which law title passes, and whether this register makes it: the security does not say.'];
  const kept = objectOf(title['register']) ?? {};
  if (kept['evidenceOf'] === undefined) return ['That the law sees title as the record of the security has it.'];
  return [`That ${textOf(kept['evidenceOf'])} says the same: that register makes the right, and not this one.`];
}

const objectOf = (value: unknown): JsonObject | undefined =>
  typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
