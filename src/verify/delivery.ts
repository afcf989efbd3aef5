import type { ByteSource } from './source.js';

/** A file as it came: the name its sender gave it, and its bytes. */
export interface NamedSource {
  readonly name: string;
  readonly source: ByteSource;
}

/** What is judged: a package (ZIP), or a bare `.eml.xml` with its `.signature`, as API clients send. */
export type Delivery =
  | { readonly kind: 'package'; readonly name: string; readonly source: ByteSource }
  | { readonly kind: 'pair'; readonly eml: NamedSource; readonly signature: NamedSource | null };
