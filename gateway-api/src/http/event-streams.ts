import type { Request, RequestHandler, Response } from 'express';
import { eventsAfter, formatEventId, parseEventId, type EventId } from '../read-model/event-log.js';
import type { ReadModel } from '../read-model/read-model.js';
import { judgeOf, type Judge } from './authentication.js';
import { Problem } from './problem.js';
import { EventsQuery } from './schemas/events.js';
import { parsePart } from './validation.js';

/** Bounds of event streams. */
export interface StreamBounds {
  readonly streamsMax: number;
  readonly heartbeatMs: number;
  /** Events read at a time: what a slow reader can make us hold. */
  readonly pageSize: number;
  /** How long a reader may not read before the stream is closed; it comes back with Last-Event-ID. */
  readonly stalledMsMax: number;
}

/** Proxies close connections that are silent for a minute. */
export const DEFAULT_STREAM_BOUNDS: StreamBounds = {
  streamsMax: 200,
  heartbeatMs: 15_000,
  pageSize: 100,
  stalledMsMax: 30_000,
};

/** What the streams need. */
export interface EventStreamParts {
  readonly readModel: ReadModel;
  /** The channel that is meant. @throws {Problem} CHANNEL_NOT_FOUND */
  readonly channelOf: (name: string | undefined) => string;
  readonly bounds?: StreamBounds;
  readonly onCount?: (open: number) => void;
}

/**
 * Server-sent events of a channel (WHATWG HTML, section 9.2). Every stream reads the event log from its own place at
 * its own pace, so a slow reader costs a page of memory and loses nothing.
 */
export class EventStreams {
  readonly #parts: EventStreamParts;
  readonly #bounds: StreamBounds;
  readonly #open = new Set<EventStream>();

  constructor(parts: EventStreamParts) {
    this.#parts = parts;
    this.#bounds = parts.bounds ?? DEFAULT_STREAM_BOUNDS;
  }

  /** Answers GET /v1/events. */
  handler(): RequestHandler {
    return (request, response) => {
      const query = parsePart(EventsQuery, { ...request.query }, 'query');
      const channel = this.#parts.channelOf(query.channel);
      const after = this.#startingPlace(request, channel, query.from);
      if (this.#open.size >= this.#bounds.streamsMax) throw Problem.of('EVENT_STREAMS_EXHAUSTED');
      const { readModel } = this.#parts;
      const parts = { readModel, channel, after, response, bounds: this.#bounds, judge: judgeOf(response) };
      const stream = new EventStream(parts);
      this.#open.add(stream);
      this.#parts.onCount?.(this.#open.size);
      response.once('close', () => {
        stream.end();
        this.#open.delete(stream);
        this.#parts.onCount?.(this.#open.size);
      });
      stream.begin();
    };
  }

  /** Ends all streams, so that the server can stop; readers come back with Last-Event-ID. */
  closeAll(): void {
    for (const stream of this.#open) stream.end();
  }

  /** After the last event that the reader has; else from the block asked for; else what comes next. */
  #startingPlace(request: Request, channel: string, from: number | undefined): EventId {
    const last = request.get('Last-Event-ID');
    if (last !== undefined && last !== '') {
      const id = parseEventId(last);
      if (id !== undefined) return id;
      throw Problem.of('VALIDATION_FAILED', {
        errors: [{ in: 'header', pointer: '#/Last-Event-ID', detail: 'is not block:tx:index' }],
      });
    }
    const block = from ?? this.#parts.readModel.block(channel) + 1;
    return { block, tx: -1, index: -1 };
  }
}

/** What one stream is made of. */
interface EventStreamOf {
  readonly readModel: ReadModel;
  readonly channel: string;
  readonly after: EventId;
  readonly response: Response;
  readonly bounds: StreamBounds;
  readonly judge: Judge;
}

/** One open stream. Before each page and each heartbeat its operator is judged again; it ends with the right to read. */
class EventStream {
  readonly #readModel: ReadModel;
  readonly #channel: string;
  readonly #response: Response;
  readonly #bounds: StreamBounds;
  readonly #judge: Judge;
  readonly #stopListening: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  #after: EventId;
  #stalled: NodeJS.Timeout | undefined;

  constructor({ readModel, channel, after, response, bounds, judge }: EventStreamOf) {
    this.#readModel = readModel;
    this.#channel = channel;
    this.#after = after;
    this.#response = response;
    this.#bounds = bounds;
    this.#judge = judge;
    this.#stopListening = readModel.onBlock((changed) => {
      if (changed === channel) this.#send();
    });
    this.#heartbeat = setInterval(() => this.#beat(), bounds.heartbeatMs);
  }

  begin(): void {
    this.#response.status(200).set({
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    });
    this.#response.flushHeaders();
    this.#response.write('retry: 1000\n\n');
    this.#send();
  }

  end(): void {
    this.#stopListening();
    clearInterval(this.#heartbeat);
    clearTimeout(this.#stalled);
    if (!this.#response.writableEnded) this.#response.end();
  }

  /** Whatever the judge throws ends the stream; why, the reader is told when it asks again. */
  #mayGoOn(): boolean {
    try {
      this.#judge();
      return true;
    } catch {
      this.end();
      return false;
    }
  }

  #beat(): void {
    if (this.#mayGoOn() && this.#stalled === undefined) this.#response.write(': alive\n\n');
  }

  /** Writes page after page until the log or the reader's buffer is at its end. */
  #send(): void {
    while (this.#stalled === undefined && !this.#response.writableEnded && this.#mayGoOn()) {
      const page = eventsAfter(this.#readModel.database, this.#channel, this.#after, this.#bounds.pageSize);
      const last = page.at(-1);
      if (last === undefined) return;
      this.#after = last;
      const text = page.map(({ type, facts, transactionId, ...place }) => {
        const content = JSON.stringify({ type, channel: this.#channel, block: place.block, transactionId, facts });
        return `id: ${formatEventId(place)}\nevent: ${type}\ndata: ${content}\n\n`;
      });
      if (!this.#response.write(text.join(''))) this.#waitForReader();
    }
  }

  #waitForReader(): void {
    this.#stalled = setTimeout(() => this.#response.destroy(), this.#bounds.stalledMsMax);
    this.#response.once('drain', () => {
      clearTimeout(this.#stalled);
      this.#stalled = undefined;
      this.#send();
    });
  }
}
