// Starts a judge as the pool does and says its pid, so that a test can kill the parent.
import { fork } from 'node:child_process';
const child = fork(process.argv[2], [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
process.stdout.write(`${child.pid}\n`);
setInterval(() => undefined, 1000);
