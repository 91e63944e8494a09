import { Judge, type Judged, type Setting } from './judged.js';
import { LOGIC } from './logic.js';

/**
 * What a definition says of a movement. It is read and judged by nothing but what the reference of the language says, and
 * imports nothing of the project: it shares no mistake with what it is compared with.
 *
 * @param name - name and version of the definition
 * @param setting - the facts, and what is asked by the texts that were read (`rulesOfText`)
 */
export function evaluate(name: string, setting: Omit<Setting, 'logic'> & Partial<Pick<Setting, 'logic'>>): Judged {
  const judge = new Judge({ logic: LOGIC, ...setting });
  const verdict = judge.named(name);
  return { ...verdict, leaves: judge.leaves };
}
