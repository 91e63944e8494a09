import type { Database } from '../../storage/database.js';
import type { EventPlace } from '../event-place.js';
import type { KnownEvent } from '../known-event.js';

type Member<Event, Type> = Event extends { readonly type: infer Known } ? (Type extends Known ? Event : never) : never;

/** The event of a type; several types may share one shape. */
export type EventOf<Type extends KnownEvent['type']> = Member<KnownEvent, Type>;

/** What each of some events changes in the read model. */
export type ProjectionsOf<Types extends KnownEvent['type']> = {
  readonly [Type in Types]: (database: Database, place: EventPlace, event: EventOf<Type>) => void;
};
