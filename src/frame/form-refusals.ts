import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AttemptLog } from '../audit/attempts.js';
import { Refusal, type RefusalTable } from '../kernel/refusal.js';
import { InvalidInput } from '../platform/http/parse.js';
import { RefusalTexts } from '../platform/http/refusals.js';
import { actorOf } from '../platform/http/request.js';
import type { FieldProblem } from '../web/components/index.js';

/** Makes a form that was turned down come back with what is wrong at its fields, and sees to the log. */
@Injectable()
export class FormRefusals {
  constructor(private readonly attempts: AttemptLog) {}

  /**
   * The problems of a form. `table` has the texts of the feature's refusals; `field` is where a problem without a field of
   * its own belongs. What is no refusal of a form (a fault, nothing there, not signed in) is thrown on.
   */
  async problems(
    request: FastifyRequest,
    error: unknown,
    { table, field }: { table: RefusalTable; field: string },
  ): Promise<FieldProblem[]> {
    const problems = problemsOf(error, table, field);
    if (problems === null || !(error instanceof Refusal)) throw error;
    await this.attempts.record({
      actor: actorOf(request),
      method: request.method,
      route: request.routeOptions.url ?? null,
      traceId: request.traceId,
      code: error.code,
    });
    return problems;
  }
}

function problemsOf(error: unknown, table: RefusalTable, field: string): FieldProblem[] | null {
  if (error instanceof InvalidInput)
    return error.errors.map(({ pointer, detail }) => ({
      field: pointer.split('/')[1] ?? field,
      message: detail,
    }));
  if (!(error instanceof Refusal) || !Object.hasOwn(table, error.code)) return null;
  const { title, detail } = new RefusalTexts([table]).explain(error).text;
  return [{ field, message: `${title}. ${detail}` }];
}

/** The message at one field. */
export function problemAt(problems: readonly FieldProblem[], field: string): string | undefined {
  return problems.find((problem) => problem.field === field)?.message;
}

/** What was typed, to show it again; only texts, whatever was sent. */
export function typedOf(body: unknown): Readonly<Record<string, string>> {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
