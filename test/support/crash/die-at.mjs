// Loaded before the platform (`node --import`): kills the process with SIGKILL at its nth step of I/O, counted from the
// moment the file DIE_ARMED appears. A step is a call that changes what is on disk, in S3 or in the database; what comes by the
// clock (a lease that is renewed, a sweep, the queue) is none. With DIE_AFTER=1 the step is let through first, so that each is
// tried once without effect and once with.
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire, syncBuiltinESMExports } from 'node:module';

const AT = Number(process.env.DIE_AT ?? 0);
const AFTER = process.env.DIE_AFTER === '1';
const ARMED = process.env.DIE_ARMED;
const COUNT_TO = process.env.DIE_COUNT;
let steps = 0;
let armed = false;

function isArmed() {
  armed ||= fs.existsSync(ARMED);
  return armed;
}

function die() {
  process.kill(process.pid, 'SIGKILL');
}

/** Counts a step and dies when its turn has come to die before it; gives whether it is to die after it. */
function begin() {
  steps += 1;
  fs.appendFileSync(COUNT_TO, '.'); // one byte a step: its size is the count
  if (steps !== AT) return false;
  if (!AFTER) die();
  return true;
}

/** Wraps one asynchronous step. */
function stepped(work) {
  return async function (...args) {
    if (!isArmed()) return await work.apply(this, args);
    const last = begin();
    const result = await work.apply(this, args);
    if (last) die();
    return result;
  };
}

const changes =
  /^\s*(insert|update|delete|commit|begin|savepoint|with\b[^]*\b(insert into|update|delete from))\b/i;
const byTheClock = /bullmq|"flood_count"|^\s*update sweep\b|\bset (receiver_until|lease_until) =/i;
const require = createRequire(`${process.cwd()}/package.json`);
const { Client } = require('pg');
const query = Client.prototype.query;
Client.prototype.query = function (config, ...rest) {
  const text = typeof config === 'string' ? config : config?.text;
  const callback = rest.some((arg) => typeof arg === 'function') || typeof config?.submit === 'function';
  if (callback || typeof text !== 'string' || !changes.test(text) || byTheClock.test(text))
    return query.call(this, config, ...rest);
  return stepped(() => query.call(this, config, ...rest))();
};

for (const name of ['rename', 'link', 'rm', 'mkdir']) fs.promises[name] = stepped(fs.promises[name]);
const open = fs.promises.open;
fs.promises.open = async function (...args) {
  const handle = await open.apply(this, args);
  handle.sync = stepped(handle.sync);
  return handle;
};

// What is written to S3.
for (const transport of [http, https]) {
  const { request } = transport;
  transport.request = function (options, ...rest) {
    const writes = ['PUT', 'POST', 'DELETE'].includes(options?.method);
    const last = writes && isArmed() && begin();
    const made = request.call(this, options, ...rest);
    if (last) made.once('response', die);
    return made;
  };
}
syncBuiltinESMExports();
