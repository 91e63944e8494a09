import { calendarId, mspId, type CalendarId, type MspId } from '../identifiers/names.js';
import { pinnedName, type PinnedName } from '../identifiers/pinned-name.js';
import { optional, record, type Reader } from '../serialisation/reader.js';

/**
 * Body of `security:register`: by which definition, and the place that the network gives the security. The issuer acts
 * through who registers it.
 */
export interface SecurityPlacement {
  readonly definition: PinnedName;
  /** Who keeps the holder register. */
  readonly registrar: MspId;
  /** Who screens every movement; absent: nobody. */
  readonly screener?: MspId;
  /** Whose business dates decide. */
  readonly calendar: CalendarId;
}

/** Reader of a placement. */
export const securityPlacement: Reader<SecurityPlacement> = record({
  definition: pinnedName,
  registrar: mspId,
  screener: optional(mspId),
  calendar: calendarId,
});
