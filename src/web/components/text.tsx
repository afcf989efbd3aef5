import { findNumber } from '../../kernel/spoken-number.js';
import { createContext, type ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import { foreignText } from '../foreign-text.js';
import { leavesSite, safeHref } from '../href.js';
import { formatDay, formatIslandTime, formatTime, type TimePrecision } from '../format-time.js';

/** A heading within the page. Level 1 is the title, which renderPage writes: so it cannot be asked for here. */
export function Heading({
  level,
  id,
  children,
}: {
  level: 2 | 3 | 4;
  id?: string | undefined;
  children: ComponentChildren;
}) {
  const Tag = `h${level}` as const;
  return (
    <Tag class={`utrecht-heading-${level} utrecht-heading-${level}--distanced`} id={id}>
      {children}
    </Tag>
  );
}

/** Running text. `lead` introduces a page, `small` is for asides. */
export function Paragraph({
  kind,
  id,
  children,
}: {
  kind?: 'lead' | 'small' | undefined;
  id?: string | undefined;
  children: ComponentChildren;
}) {
  const extra = kind === undefined ? '' : ` utrecht-paragraph--${kind}`;
  return (
    <p class={`utrecht-paragraph utrecht-paragraph--distanced${extra}`} id={id}>
      {children}
    </p>
  );
}

/** A title in which the number of a delivery stays on one line: it is read out by phone. */
export function Title({ text }: { text: string }) {
  const number = findNumber(text);
  if (number === '') return <>{text}</>;
  const at = text.indexOf(number);
  return (
    <>
      {text.slice(0, at)}
      <span class="unbroken">{number}</span>
      <Title text={text.slice(at + number.length)} />
    </>
  );
}

/** A telephone number that can be called from where it stands. */
export function PhoneLink({ number }: { number: string }) {
  return (
    <a class="utrecht-link utrecht-link--html-a" href={`tel:${number.replace(/[^+\d]/g, '')}`}>
      {number}
    </a>
  );
}

/**
 * A link in running text. An address that safeHref does not allow is shown as plain text. A link to another site gives
 * that site neither our address nor a handle on our window.
 */
export function Link({
  href,
  current,
  download,
  newTab,
  children,
}: {
  href: string;
  current?: boolean | undefined;
  /** Opens beside this page, which stays as it is; says so. */
  newTab?: boolean | undefined;
  /** The browser saves what is there instead of opening it. */
  download?: boolean | undefined;
  children: ComponentChildren;
}) {
  const address = safeHref(href);
  if (address === null) return <span>{children}</span>;
  return (
    <a
      class="utrecht-link utrecht-link--html-a"
      href={address}
      rel={leavesSite(address) ? 'noopener noreferrer external' : newTab === true ? 'noopener' : undefined}
      target={newTab === true ? '_blank' : undefined}
      aria-current={current === true ? 'page' : undefined}
      download={download === true ? '' : undefined}
    >
      {children}
      {newTab === true ? ' (in een nieuw tabblad)' : null}
    </a>
  );
}

/** A list with bullets, or numbered when the order matters. */
export function List({
  items,
  ordered,
}: {
  items: readonly ComponentChildren[];
  ordered?: boolean | undefined;
}) {
  const Tag = ordered === true ? 'ol' : 'ul';
  const name = ordered === true ? 'utrecht-ordered-list' : 'utrecht-unordered-list';
  return (
    <Tag class={`${name} ${name}--distanced`}>
      {items.map((item) => (
        <li class={`${name}__item`}>{item}</li>
      ))}
    </Tag>
  );
}

/** Text that an outsider wrote, kept apart from ours in writing direction and free of invisible characters. */
export function Foreign({ text, longest }: { text: string; longest?: number | undefined }) {
  return <bdi class="foreign">{foreignText(text, longest)}</bdi>;
}

/** A code, file name or number that is read character by character. */
export function Code({ children }: { children: string }) {
  return <code class="utrecht-code">{foreignText(children)}</code>;
}

/** Text for screen readers only. */
export function ForScreenReader({ children }: { children: ComponentChildren }) {
  return <span class="visually-hidden">{children}</span>;
}

/** The island of whoever looks, whose own time stands beside ours; undefined: elsewhere. */
export const OnIsland = createContext<string | undefined>(undefined);

/**
 * A moment, in the time of Europe/Amsterdam: `za 21 nov 2026 21:04`. To the second, as evidence, it says whose time that is;
 * for the islands their own stands beside it.
 */
export function TimeStamp({ at, precision }: { at: Date; precision?: TimePrecision | undefined }) {
  const island = useContext(OnIsland);
  return (
    <time class="time-stamp" datetime={at.toISOString()}>
      {formatTime(at, precision)}
      {precision === 'second' || island !== undefined ? (
        <span class="time-stamp__zone">
          {' (Nederlandse tijd)'}
          {island === undefined ? null : `, ${formatIslandTime(at)} op ${island}`}
        </span>
      ) : null}
    </time>
  );
}

/** A calendar day written `YYYY-MM-DD`: `woensdag 17 maart 2027`. */
export function Day({ day }: { day: string }) {
  return <time datetime={day}>{formatDay(day)}</time>;
}
