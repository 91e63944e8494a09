/** Loaded before a program that must not need a network: whoever reaches for one ends the process. */
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';

const REACHED = 99;

function refuse() {
  process.stderr.write('this program has reached for a network\n');
  process.exit(REACHED);
}

net.Socket.prototype.connect = refuse;
dgram.Socket.prototype.send = refuse;
dns.lookup = refuse;
globalThis.fetch = refuse;
