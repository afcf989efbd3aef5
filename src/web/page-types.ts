import type { ComponentChildren } from 'preact';
import type { Tone } from './components/alert.js';

/** A place in the main navigation. `current`: this page is it or stands below it. */
export interface NavItem {
  readonly href: string;
  readonly label: string;
  readonly current?: boolean | undefined;
  /** How many things wait there; 0 shows nothing. */
  readonly waiting?: number | undefined;
}

/** A body that the person may act for: what is chosen is on every page, and in the log. */
export interface Hat {
  readonly id: string;
  /** `GSB Heumen, Tweede Kamer 2026`. */
  readonly label: string;
  /** How many notices there were not read. */
  readonly waiting?: number | undefined;
}

/** What just happened, said on the next page. */
export interface Flash {
  readonly tone: Tone;
  readonly title: string;
  readonly text?: string | undefined;
}

/** Everything of a page that is not its body. Paths are on this site; texts are plain, escaped on the way out. */
export interface PageProps {
  /** The one h1, and the title of the window. */
  readonly title: string;
  readonly lead?: string | undefined;
  readonly body: ComponentChildren;
  /** Shows OEFENING on top of the page and on paper. */
  readonly rehearsal: boolean;
  readonly nav: readonly NavItem[];
  /** Version of the software, in the footer. */
  readonly version: string;
  /** Who is signed in; absent: the page offers signing in. */
  readonly user?: { readonly name: string } | undefined;
  /** How long their session still stands, in milliseconds: when nothing more is done, and at the latest. */
  readonly session?: { readonly idleMs: number; readonly endMs: number } | undefined;
  /** The Caribbean island that they work for. */
  readonly island?: string | undefined;
  readonly hats?: readonly Hat[] | undefined;
  readonly currentHat?: string | undefined;
  /** Path of this page, to come back to after changing hats. */
  readonly path?: string | undefined;
  readonly flash?: Flash | undefined;
  /** The way back, above the title. */
  readonly back?: { readonly href: string; readonly label: string } | undefined;
  /** A form on it was turned down: the window's title then starts with *Fout*. */
  readonly hasErrors?: boolean | undefined;
  readonly helpdesk?: { readonly phone: string; readonly email?: string | undefined } | undefined;
  /** Where the frame's own forms and links go. */
  readonly paths?: Partial<FramePaths> | undefined;
}

/** The paths of the frame's own forms and links. */
export interface FramePaths {
  readonly home: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly account: string;
  /** Takes `hoed`, the id of the hat, and `terug`, the path to come back to (check it with localPath). */
  readonly changeHat: string;
}
