import type { DynamicModule, Type } from '@nestjs/common';
import { declarationOf } from './handle.js';
import type { AnyRoute } from './route.js';

type AnyModule = DynamicModule | Type;

/** Every controller that these modules bring, each once. Starts nothing. */
export function controllersOf(modules: readonly AnyModule[]): readonly Type[] {
  const found = new Set<Type>();
  const seen = new Set<Type>();
  const visit = (module: AnyModule): void => {
    const type = 'module' in module ? module.module : module;
    if (seen.has(type)) return;
    seen.add(type);
    const own: Partial<DynamicModule> = 'module' in module ? module : {};
    for (const next of [...(own.imports ?? []), ...listOf<AnyModule>('imports', type)])
      visit(next as AnyModule);
    for (const controller of [...(own.controllers ?? []), ...listOf<Type>('controllers', type)])
      found.add(controller);
  };
  modules.forEach(visit);
  return [...found];
}

function listOf<T>(key: string, target: object): readonly T[] {
  return (Reflect.getMetadata(key, target) as T[] | undefined) ?? [];
}

/** Every route, page and form that these modules bind to a handler, in the order of their controllers. */
export function declaredRoutes(modules: readonly AnyModule[]): readonly AnyRoute[] {
  return controllersOf(modules).flatMap((controller) => {
    const prototype = controller.prototype as object;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value as unknown;
      return typeof handler === 'function' ? (declarationOf(handler) ?? []) : [];
    });
  });
}
