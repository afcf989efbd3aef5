import http from 'node:http';
import type { Health } from './health.js';
import type { Metrics } from './metrics.js';

/**
 * What `/health/ready` says: 200 when this process can do its work, 503 otherwise. How it is protected is told to whoever
 * watches, not to the world.
 */
export async function readyAnswer(
  health: Health,
  to: 'world' | 'watcher',
): Promise<{ readonly status: 200 | 503; readonly body: string }> {
  const { facts, ...found } = await health.look();
  const told = to === 'world' ? found : { ...found, facts };
  return { status: found.status === 'ok' ? 200 : 503, body: JSON.stringify(told) };
}

/**
 * Listens for whoever watches: `/metrics`, `/health/live` and `/health/ready`, on an address of its own that the world
 * does not reach. A worker has no other. Gives how to end it.
 */
export async function watchOn(
  host: string,
  port: number,
  { health, metrics }: { health: Health; metrics: Metrics },
): Promise<() => Promise<void>> {
  metrics.watchProcess();
  const server = http.createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const type = 'application/json; charset=utf-8';
      if (request.url === '/metrics') {
        const { type: contentType, text } = await metrics.text();
        response.writeHead(200, { 'content-type': contentType }).end(text);
      } else if (request.url === '/health/live') {
        response.writeHead(200, { 'content-type': type }).end(JSON.stringify({ status: 'ok' }));
      } else if (request.url === '/health/ready') {
        const { status, body } = await readyAnswer(health, 'watcher');
        response.writeHead(status, { 'content-type': type }).end(body);
      } else response.writeHead(404).end();
    };
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`Op METRICS_PORT ${port} kan niet worden geluisterd (${error.message}).`)),
    );
    server.listen(port, host, resolve);
  });
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
}
