import { Global, Module, type DynamicModule } from '@nestjs/common';
import { RefusalTexts } from './refusals.js';
import type { AnyRoute, Form, Page, Route } from './route.js';

/** Everything that is declared, for who describes it: the OpenAPI document, the navigation. DI token. */
export class Declarations {
  constructor(readonly all: readonly AnyRoute[]) {}

  /** The routes of the programmatic interface. */
  get routes(): readonly Route[] {
    return this.all.filter((each) => each.kind === 'api');
  }

  /** The form whose path, with its names, this is. */
  formAt(path: string | undefined): Form | undefined {
    return this.all.find((each): each is Form => each.kind === 'form' && each.path === path);
  }

  /** The pages that have an entry in the navigation, in its order. */
  get places(): readonly (Page & { readonly nav: NonNullable<Page['nav']> })[] {
    return this.all
      .filter((each) => each.kind === 'page')
      .flatMap((each) => (each.nav === undefined ? [] : [{ ...each, nav: each.nav }]))
      .sort((a, b) => a.nav.place - b.nav.place);
  }
}

/** What every room declared, for who asks for it. */
@Global()
@Module({})
export class DeclarationsModule {
  static with(all: readonly AnyRoute[], texts: RefusalTexts): DynamicModule {
    const providers = [
      { provide: Declarations, useValue: new Declarations(all) },
      { provide: RefusalTexts, useValue: texts },
    ];
    return { module: DeclarationsModule, providers, exports: [Declarations, RefusalTexts] };
  }
}
