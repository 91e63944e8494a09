/**
 * Loaded into a child Node process with `--import`: ends it when its standard input closes, which happens when the
 * parent closes it and also when the parent dies without a word, so no child outlives its network.
 */
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
/** A program that has finished its work may end although its parent still lives. */
process.stdin.unref();
