import type { Calendar } from './calendar.js';
import type { Channel } from './channel.js';
import type { Listing } from './listing.js';
import type { Organization } from './organization.js';

/** Everything that the configuration folder says, checked as a whole. */
export interface Consortium {
  readonly name: string;
  /** Name of the network in what parties sign: lower case, digits, dots and hyphens; never changed. */
  readonly network: string;
  /** Calendar that decides the dates of claims, mandates and keys. */
  readonly referenceCalendar: string;
  readonly organizations: readonly Organization[];
  readonly channels: readonly Channel[];
  readonly calendars: readonly Calendar[];
  /** The securities with which the network opens, in the order of their file. */
  readonly listings: readonly Listing[];
}
