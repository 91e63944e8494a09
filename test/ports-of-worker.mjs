const FIRST_PORT = 12_000;
const PORTS_PER_WORKER = 1_000;
const WORKERS = 20;

/** Suites that run at the same time start networks: each worker takes its ports from a range of its own. */
const worker = (Number(process.env.JEST_WORKER_ID ?? '1') - 1) % WORKERS;
const first = FIRST_PORT + worker * PORTS_PER_WORKER;
process.env.SCRIP_PORTS ??= `${first}-${first + PORTS_PER_WORKER - 1}`;
