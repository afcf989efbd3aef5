// A judge for tests of the pool: what it does stands in the name of the file it is given.
import { networkInterfaces } from 'node:os';

process.on('disconnect', () => process.exit(0));
const held = [];
process.on('message', ({ files }) => {
  const { name } = files;
  const done = () =>
    process.send({
      kind: 'judged',
      count: null,
      verdict: { verdict: 'accepted', election: name, pid: process.pid },
    });
  if (name.startsWith('hungry')) {
    const grow = () => {
      held.push(Buffer.alloc(16 * 1024 * 1024, 1));
      setTimeout(grow, 5);
    };
    return grow();
  }
  if (name.startsWith('endless')) for (;;) Math.random();
  if (name.startsWith('crash')) process.kill(process.pid, 'SIGKILL');
  if (name.startsWith('asleep')) return;
  if (name.startsWith('show'))
    return process.send({
      kind: 'judged',
      count: null,
      verdict: {
        env: Object.keys(process.env),
        uid: process.argv[2],
        interfaces: Object.keys(networkInterfaces()),
      },
    });
  if (name.startsWith('fault')) return process.send({ kind: 'fault', message: 'ENOENT' });
  setTimeout(done, name.startsWith('slow') ? 150 : 1);
});
