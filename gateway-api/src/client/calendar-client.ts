import type { ReadOptions } from './read-options.js';
import type { ChannelOption, CommandOptions, Requests } from './requests.js';
import type * as api from './types.js';

const path = (calendar: string, rest = ''): string => `/v1/calendars/${encodeURIComponent(calendar)}${rest}`;

/** What a client does with business days: every function throws {@link ProblemError} when it is refused. */
export class CalendarClient {
  readonly #requests: Requests;

  constructor(requests: Requests) {
    this.#requests = requests;
  }

  /** The moment that holds for each calendar. */
  dates(options: ChannelOption = {}): Promise<api.BusinessDates> {
    return this.#requests.get('/v1/business-date', { ...options });
  }

  /** Asks for the next step of a business day, or agrees to it. */
  advance(body: api.NewBusinessDate, options: CommandOptions = {}): Promise<api.AdvancedBusinessDate> {
    return this.#requests.post('/v1/business-date', body, options);
  }

  /** Proposes a later business day although others lie between; another operator approves it. */
  correct(body: api.NewCorrection, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post('/v1/business-date/corrections', body, options);
  }

  list(options: ChannelOption = {}): Promise<api.CalendarList> {
    return this.#requests.get('/v1/calendars', { ...options });
  }

  get(calendar: string, options: ChannelOption = {}): Promise<api.CalendarReply> {
    return this.#requests.get(path(calendar), { ...options });
  }

  /** Proposes other holidays; another operator approves them. */
  changeHolidays(calendar: string, body: api.NewHolidays, options: CommandOptions = {}): Promise<api.Approval> {
    return this.#requests.post(path(calendar, '/holidays'), body, options);
  }

  /** Pending instructions that should have settled. */
  lateInstructions(calendar: string, options: ReadOptions = {}): Promise<api.LateInstructions> {
    return this.#requests.get(path(calendar, '/late-instructions'), { ...options });
  }

  /** Pending instructions whose settlement date has become a holiday. */
  displacedInstructions(calendar: string, options: ReadOptions = {}): Promise<api.DisplacedInstructions> {
    return this.#requests.get(path(calendar, '/displaced-instructions'), { ...options });
  }

  raiseBreak(body: api.NewBreak, options: CommandOptions = {}): Promise<api.RaisedBreak> {
    return this.#requests.post('/v1/breaks', body, options);
  }

  /** Gives a break to another organisation to clear up. */
  assignBreak(
    calendar: string,
    breakId: string,
    body: api.NewAssignment,
    options: CommandOptions = {},
  ): Promise<api.BreakReceipt> {
    return this.#requests.post(path(calendar, `/breaks/${encodeURIComponent(breakId)}/assignment`), body, options);
  }

  /** Says where a difference comes from; the break stays open. */
  explainBreak(
    calendar: string,
    breakId: string,
    body: api.NewResolution,
    options: CommandOptions = {},
  ): Promise<api.BreakReceipt> {
    return this.#requests.post(path(calendar, `/breaks/${encodeURIComponent(breakId)}/explanation`), body, options);
  }

  /** Proposes how a break ends; another operator approves it. */
  resolveBreak(
    calendar: string,
    breakId: string,
    body: api.NewResolution,
    options: CommandOptions = {},
  ): Promise<api.Approval> {
    return this.#requests.post(path(calendar, `/breaks/${encodeURIComponent(breakId)}/resolution`), body, options);
  }

  break(calendar: string, breakId: string, options: ChannelOption = {}): Promise<api.BreakReply> {
    return this.#requests.get(path(calendar, `/breaks/${encodeURIComponent(breakId)}`), { ...options });
  }

  breaks(
    calendar: string,
    options: ReadOptions & {
      readonly status?: 'open' | 'resolved';
      readonly severity?: 'blocking' | 'warning';
      readonly owner?: string;
      readonly raisedBy?: string;
      readonly isin?: string;
    } = {},
  ): Promise<api.BreakList> {
    return this.#requests.get(path(calendar, '/breaks'), { ...options });
  }
}
