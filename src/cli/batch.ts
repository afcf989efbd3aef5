import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { readRequest } from './arguments.js';
import { judgeRequest, Misuse } from './judge-request.js';
import { linesOf } from './lines.js';
import { jsonReport } from './report.js';

/**
 * Answers one line of JSON for each line read, in order. A line that cannot be judged is answered `{"error": "…"}` and
 * the next one is read; an empty line is passed over. Gives false when there was one that could not be judged.
 */
export async function runBatch(input: Readable, output: Writable): Promise<boolean> {
  let sound = true;
  for await (const line of linesOf(input)) {
    if (line?.trim() === '') continue;
    const answer = line === null ? { error: 'De regel is te lang.' } : await answerLine(line);
    if ('error' in answer) sound = false;
    if (!output.write(`${JSON.stringify(answer)}\n`)) await once(output, 'drain');
  }
  return sound;
}

async function answerLine(line: string): Promise<object> {
  let data: unknown;
  try {
    data = JSON.parse(line);
  } catch {
    return { error: 'De regel is geen JSON.' };
  }
  const request = readRequest(data);
  if (typeof request === 'string') return { error: request };
  try {
    return jsonReport(await judgeRequest(request));
  } catch (error) {
    if (error instanceof Misuse) return { error: error.message };
    return { error: `Er ging iets mis in dit programma: ${String(error)}` };
  }
}
