'use strict';

/** Results a test may ask for when it does not limit a query itself; far above what any test stores. */
const NO_LIMIT = 1_000_000;

const text = (bytes) => (bytes === undefined || bytes === null ? '' : Buffer.from(bytes).toString('utf8'));
const base64 = (bytes) => (bytes === undefined || bytes === null ? '' : Buffer.from(bytes).toString('base64'));
const fromBase64 = (string) => Buffer.from(string, 'base64');

/** Reads at most `limit` entries as `[key, value]`; stopping early is a behaviour under test, so it closes the iterator. */
async function entries(iterator, limit = NO_LIMIT) {
  const found = [];
  while (found.length < limit) {
    const next = await iterator.next();
    if (next.value) {
      found.push([next.value.key, text(next.value.value)]);
    }
    if (next.done) {
      break;
    }
  }
  await iterator.close();
  return found;
}

async function page({ iterator, metadata }) {
  return { entries: await entries(iterator), bookmark: metadata.bookmark, count: metadata.fetchedRecordsCount };
}

async function history(iterator) {
  const found = [];
  for (let next = await iterator.next(); ; next = await iterator.next()) {
    if (next.value) {
      const { txId, value, isDelete, timestamp } = next.value;
      const seconds = Number(timestamp.seconds);
      found.push({ txId, value: text(value), isDelete: Boolean(isDelete), seconds, nanos: timestamp.nanos });
    }
    if (next.done) {
      break;
    }
  }
  await iterator.close();
  return found;
}

/** A private value travels in the transient map under the step's `transient` name, never in the arguments. */
const transientValue = (stub, step) => stub.getTransient().get(step.transient) ?? Buffer.alloc(0);

/** One entry per stub call. A step is `{op, ...}`; its result must be a JSON value. */
const operations = {
  get: async (stub, s) => text(await stub.getState(s.key)),
  put: (stub, s) => stub.putState(s.key, Buffer.from(s.value)),
  putMany: async (stub, s) => {
    for (const [key, value] of s.entries) {
      await stub.putState(key, Buffer.from(value));
    }
  },
  delete: (stub, s) => stub.deleteState(s.key),
  range: async (stub, s) => entries(await stub.getStateByRange(s.start, s.end), s.limit),
  page: async (stub, s) => page(await stub.getStateByRangeWithPagination(s.start, s.end, s.size, s.bookmark)),
  compositeKey: (stub, s) => stub.createCompositeKey(s.type, s.parts),
  compositeRange: async (stub, s) => entries(await stub.getStateByPartialCompositeKey(s.type, s.parts), s.limit),
  query: async (stub, s) => entries(await stub.getQueryResult(s.query)),
  history: async (stub, s) => history(await stub.getHistoryForKey(s.key)),
  setPolicy: (stub, s) => stub.setStateValidationParameter(s.key, fromBase64(s.policy)),
  getPolicy: async (stub, s) => base64(await stub.getStateValidationParameter(s.key)),

  privateGet: async (stub, s) => text(await stub.getPrivateData(s.collection, s.key)),
  privateHash: async (stub, s) => base64(await stub.getPrivateDataHash(s.collection, s.key)),
  privatePut: (stub, s) => stub.putPrivateData(s.collection, s.key, Buffer.from(transientValue(stub, s))),
  privateDelete: (stub, s) => stub.deletePrivateData(s.collection, s.key),
  privatePurge: (stub, s) => stub.purgePrivateData(s.collection, s.key),
  privateRange: async (stub, s) => entries((await stub.getPrivateDataByRange(s.collection, s.start, s.end)).iterator),
  privateGetPolicy: async (stub, s) => base64(await stub.getPrivateDataValidationParameter(s.collection, s.key)),
  privateSetPolicy: (stub, s) => stub.setPrivateDataValidationParameter(s.collection, s.key, fromBase64(s.policy)),

  event: (stub, s) => stub.setEvent(s.name, Buffer.from(s.payload)),
  transientLength: (stub, s) => transientValue(stub, s).length,
  creator: (stub) => {
    const { mspid, idBytes } = stub.getCreator();
    return { mspId: mspid, idBytes: base64(idBytes) };
  },
  timestamp: (stub) => {
    const { seconds, nanos } = stub.getTxTimestamp();
    return { seconds: Number(seconds), nanos };
  },
  mspId: (stub) => stub.getMspID(),
  putSized: (stub, s) => stub.putState(s.key, Buffer.alloc(s.bytes, 'x')),
  hang: () => new Promise(() => undefined),
  crash: () => process.exit(1),
  fail: (stub, s) => {
    throw new Error(s.message);
  },
  invoke: async (stub, s) => {
    const response = await stub.invokeChaincode(s.chaincode, s.args, s.channel ?? '');
    return { status: response.status, message: response.message ?? '', payload: text(response.payload) };
  },
};

/** Performs a step and carries on when it fails: its result is `{value}` or `{error}`. */
operations.attempt = async (stub, s) => {
  try {
    return { value: await perform(stub, s.step) };
  } catch (error) {
    return { error: error.message };
  }
};

/** Steps that only write; the shim's answer to them says nothing and must not look like a result. */
const SILENT = new Set([
  'put',
  'putMany',
  'putSized',
  'delete',
  'setPolicy',
  'privatePut',
  'privateDelete',
  'privatePurge',
  'privateSetPolicy',
  'event',
]);

/** Performs one step against the stub. An unknown operation is a mistake in the test and fails the transaction. */
async function perform(stub, step) {
  if (!Object.hasOwn(operations, step.op)) {
    throw new Error(`the probe knows no operation "${step.op}"`);
  }
  const result = await operations[step.op](stub, step);
  return SILENT.has(step.op) ? null : result;
}

module.exports = { perform };
