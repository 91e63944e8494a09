import type { DeedDocument } from '../../deeds/deed-document.js';
import { Sheet } from './sheet.js';

/** A deed as a PDF. */
export function deedPdf({ title, about, date, sections, foot }: DeedDocument): Promise<Buffer> {
  const sheet = new Sheet({ title, subject: about.join(' · '), date: new Date(`${date}T00:00:00Z`) });
  sheet.title(title, about);
  for (const { heading, facts } of sections) {
    sheet.heading(heading);
    sheet.facts(facts);
  }
  return sheet.end(foot);
}
