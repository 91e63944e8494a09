import { selectAttestors, type MspId, type Participants } from '@scrip/model';

/**
 * Who attests a calendar and its business date: the calendar authority and the registrar, so that neither can move time
 * or the days alone; a regulator joins where that is one organisation.
 *
 * @throws DomainError ATTESTORS_TOO_FEW
 */
export const calendarAttestors = (participants: Participants): readonly MspId[] =>
  selectAttestors(
    [...participants.withRole('calendarAuthority'), ...participants.withRole('registrar')],
    participants.withRole('regulator'),
  );
