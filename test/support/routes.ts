import { RequestMethod, type Type } from '@nestjs/common';
import { ACCESS } from '../../src/identity/access.js';
import { ROOMS } from '../../src/app.module.js';
import { RehearsalModule } from '../../src/rehearsal/rehearsal.module.js';
import type { Access } from '../../src/platform/http/access.js';
import { controllersOf } from '../../src/platform/http/declared-routes.js';
import { declarationOf } from '../../src/platform/http/handle.js';

/** One route of the application and who may use it, read from the decorators that the framework itself reads. */
export interface AppRoute {
  readonly method: string;
  /** `/v1/leveringen/:id`. */
  readonly path: string;
  /** Undefined: nobody. */
  readonly access: Access | undefined;
}

/** Every route of every module that the application names, in the order of path and method. Starts nothing. */
export function appRoutes(): readonly AppRoute[] {
  return controllersOf([...ROOMS, RehearsalModule])
    .flatMap(routesOf)
    .sort((a, b) => (a.path === b.path ? compare(a.method, b.method) : compare(a.path, b.path)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : 1);

function routesOf(controller: Type): AppRoute[] {
  const prefixes = pathsOf(controller);
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
    const method = handler && (Reflect.getMetadata('method', handler) as RequestMethod | undefined);
    if (handler === undefined || method === undefined) return [];
    const access = declarationOf(handler)?.access ?? accessOf(handler) ?? accessOf(controller);
    return prefixes.flatMap((prefix) =>
      pathsOf(handler).map((path) => ({ method: RequestMethod[method], path: join(prefix, path), access })),
    );
  });
}

function accessOf(target: object): Access | undefined {
  return Reflect.getMetadata(ACCESS, target) as Access | undefined;
}

function pathsOf(target: object): readonly string[] {
  const path = Reflect.getMetadata('path', target) as string | readonly string[];
  return typeof path === 'string' ? [path] : path;
}

function join(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
}
