import { type Noun, verb } from '../command/verb.js';
import { showRecord } from '../output/shows.js';

const show = verb({
  name: 'show',
  kind: 'read',
  summary: 'Show which network, channel and organisation this is, and which business day it has',
  example: '',
  args: {},
  options: {},
  run: async (call) => {
    const [ledger, gateway, dates] = await Promise.all([
      call.ledger(),
      call.client.gateway(),
      call.client.calendars.dates(call.channel),
    ]);
    return showRecord({ ...ledger, mspId: gateway.mspId, businessDates: dates.items }, [
      ['network', ledger.network],
      ['channel', ledger.channel],
      ['organisation', gateway.mspId],
      ['gateway', call.access.url],
      ['reference calendar', ledger.referenceCalendar],
      ['business dates', dates.items.map(({ calendar, date, phase }) => `${calendar} ${date} ${phase}`)],
    ]);
  },
});

/** The network as a whole. */
export const NETWORK: Noun = { name: 'network', summary: 'The network as this gateway shows it', verbs: [show] };
