import { RequestMethod, type DynamicModule, type Type } from '@nestjs/common';
import { ACCESS, type Access } from '../../src/identity/access.js';
import { AppModule } from '../../src/app.module.js';
import type { PlatformOptions } from '../../src/platform/platform.module.js';

/** One route of the application and who may use it, read from the decorators that the framework itself reads. */
export interface AppRoute {
  readonly method: string;
  /** `/v1/leveringen/:id`. */
  readonly path: string;
  /** Undefined: nobody. */
  readonly access: Access | undefined;
}

type AnyModule = DynamicModule | Type;

const FACTS = { settings: { varDir: '/nowhere' }, databaseUrl: '', logLevel: 'silent' };

/** Every route of every module that the application names, in the order of path and method. Starts nothing. */
export function appRoutes(): readonly AppRoute[] {
  const controllers = new Set<Type>();
  collect(AppModule.with(FACTS as PlatformOptions), controllers, new Set());
  return [...controllers]
    .flatMap(routesOf)
    .sort((a, b) => (a.path === b.path ? compare(a.method, b.method) : compare(a.path, b.path)));
}

const compare = (a: string, b: string): number => (a < b ? -1 : 1);

function collect(module: AnyModule, into: Set<Type>, seen: Set<Type>): void {
  const type = 'module' in module ? module.module : module;
  if (seen.has(type)) return;
  seen.add(type);
  const own: Partial<DynamicModule> = 'module' in module ? module : {};
  for (const controller of [...(own.controllers ?? []), ...listOf<Type>('controllers', type)])
    into.add(controller);
  for (const next of [...(own.imports ?? []), ...listOf<AnyModule>('imports', type)])
    collect(next as AnyModule, into, seen);
}

function listOf<T>(key: string, target: object): readonly T[] {
  return (Reflect.getMetadata(key, target) as T[] | undefined) ?? [];
}

function routesOf(controller: Type): AppRoute[] {
  const prefixes = pathsOf(controller);
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
    const method = handler && (Reflect.getMetadata('method', handler) as RequestMethod | undefined);
    if (handler === undefined || method === undefined) return [];
    const access = accessOf(handler) ?? accessOf(controller);
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
