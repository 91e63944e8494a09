import type { ExpiringCertificate } from '@scrip/credentials';
import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { routeOf } from './request-log.js';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The gateway's own measurements, in a registry of their own so that several gateways fit into one process. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'scrip_http_request_seconds',
    help: 'Time from request to answer',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.#registry],
  });
  readonly #retries = new Counter({
    name: 'scrip_ledger_retries_total',
    help: 'Submissions repeated inside, by reason',
    labelNames: ['channel', 'reason'],
    registers: [this.#registry],
  });
  readonly #block = new Gauge({
    name: 'scrip_read_model_block',
    help: 'Last block in the read model',
    labelNames: ['channel'],
    registers: [this.#registry],
  });
  readonly #batch = new Histogram({
    name: 'scrip_batch_items',
    help: 'Items put into one transaction',
    labelNames: ['channel', 'kind'],
    buckets: [1, 2, 5, 10, 20, 50],
    registers: [this.#registry],
  });
  readonly #findings = new Counter({
    name: 'scrip_audit_findings_total',
    help: 'What the audit of the blocks found wrong, by invariant',
    labelNames: ['channel', 'invariant'],
    registers: [this.#registry],
  });
  readonly #overrides = new Counter({
    name: 'scrip_lawful_overrides_total',
    help: 'Lawful overrides that were prepared or submitted here, by what became of them',
    labelNames: ['channel', 'status'],
    registers: [this.#registry],
  });
  readonly #notBroughtHome = new Gauge({
    name: 'scrip_lots_not_brought_home',
    help: 'Lots that could not be brought to those who should attest them, in the last round',
    labelNames: ['channel', 'isin'],
    registers: [this.#registry],
  });
  readonly #streams = new Gauge({
    name: 'scrip_event_streams',
    help: 'Event streams that are open',
    registers: [this.#registry],
  });

  readonly #certificateEnd = new Gauge({
    name: 'scrip_certificate_not_after_timestamp_seconds',
    help: 'End of a certificate that the gateway depends on, Unix time',
    labelNames: ['certificate'],
    registers: [this.#registry],
  });

  #certificates: () => readonly ExpiringCertificate[] = () => [];

  /** Shows the ends of these certificates, as they are at each scrape. */
  showCertificates(certificates: () => readonly ExpiringCertificate[]): void {
    this.#certificates = certificates;
  }

  retried(channel: string, reason: string): void {
    this.#retries.inc({ channel, reason });
  }

  reachedBlock(channel: string, block: number): void {
    this.#block.set({ channel }, block);
  }

  batched(channel: string, kind: 'instruct' | 'settle', items: number): void {
    this.#batch.observe({ channel, kind }, items);
  }

  foundByAudit(channel: string, invariant: string): void {
    this.#findings.inc({ channel, invariant });
  }

  overridden(channel: string, status: string): void {
    this.#overrides.inc({ channel, status });
  }

  notBroughtHome(channel: string, isin: string, lots: number): void {
    this.#notBroughtHome.set({ channel, isin }, lots);
  }

  streamsOpen(count: number): void {
    this.#streams.set(count);
  }

  /** Times requests by route pattern. */
  observeRequests(): RequestHandler {
    return (request, response, next) => {
      const stop = this.#requests.startTimer();
      response.once('finish', () => {
        stop({ method: request.method, route: routeOf(request), status: response.statusCode });
      });
      next();
    };
  }

  /** Answers with the Prometheus text format. */
  handler(): RequestHandler {
    return async (_request, response) => {
      for (const { name, notAfter } of this.#certificates()) {
        this.#certificateEnd.set({ certificate: name }, Math.floor(notAfter.getTime() / 1000));
      }
      response.type(this.#registry.contentType).send(await this.#registry.metrics());
    };
  }
}
