'use strict';

const { Contract } = require('fabric-contract-api');
const { perform } = require('./steps.cjs');

/**
 * The probe has no business meaning: a test writes a transaction as a list of stub calls, and the probe makes exactly
 * those calls in that order. So a test file shows the whole transaction that it talks about, and one small chaincode
 * serves every row of the conformance suite, on devnet and on real peers alike.
 */
class ProbeContract extends Contract {
  constructor() {
    super('probe');
  }

  /** Performs a JSON array of steps and returns the JSON array of their results. */
  async run(ctx, program) {
    const results = [];
    for (const step of JSON.parse(program)) {
      results.push(await perform(ctx.stub, step));
    }
    return JSON.stringify(results);
  }

  /** One blind write: the smallest transaction that changes the ledger, the unit of the benchmarks. */
  async put(ctx, key, value) {
    await ctx.stub.putState(key, Buffer.from(value));
  }

  /** Reads a record, writes it again: what an update costs when it does no work of its own. */
  async update(ctx, key, value) {
    const before = await ctx.stub.getState(key);
    await ctx.stub.putState(key, Buffer.from(value));
    return String(before.length);
  }
}

module.exports.contracts = [ProbeContract];
