import type { ComponentChildren } from 'preact';
import { safeHref } from '../href.js';
import { Icon, type IconName } from './icon.js';
import { Paragraph, Title } from './text.js';

/** Facts as pairs: what it is, and its value. */
export interface Fact {
  term: string;
  value: ComponentChildren;
}

/** A list of facts about one thing. */
export function DescriptionList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl class="utrecht-data-list facts">
      {facts.map((fact) => (
        <div class="facts__item">
          <dt class="utrecht-data-list__item-key">{fact.term}</dt>
          <dd class="utrecht-data-list__item-value utrecht-data-list__item-value--html-dd">{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Where one is in a job of several steps. `current` counts from 1. */
export function Steps({ steps, current }: { steps: readonly string[]; current: number }) {
  return (
    <ol class="steps" aria-label={`Stap ${current} van ${steps.length}`}>
      {steps.map((step, i) => {
        const number = i + 1;
        const state = number < current ? 'done' : number === current ? 'current' : 'todo';
        return (
          <li
            class={`steps__item steps__item--${state}`}
            aria-current={state === 'current' ? 'step' : undefined}
          >
            <span class="steps__number" aria-hidden="true">
              {state === 'done' ? <Icon name="ok" /> : number}
            </span>
            <span class="steps__label">
              <span class="visually-hidden">{`Stap ${number}${state === 'done' ? ' (klaar)' : ''}: `}</span>
              {step}
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** Says that there is nothing (yet), why, and what can be done. */
export function EmptyState({
  title,
  icon = 'document',
  children,
}: {
  title: string;
  icon?: IconName | undefined;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty-state">
      <Icon name={icon} />
      <p class="empty-state__title">{title}</p>
      {children}
    </div>
  );
}

/** A section with a border and a heading of its own. `tone` accent draws attention to the one that asks for action. */
export function Panel({
  title,
  tone = 'plain',
  actions,
  id,
  children,
}: {
  title: string;
  tone?: 'plain' | 'accent' | undefined;
  actions?: ComponentChildren;
  /** Id of the heading; made from the title when absent. */
  id?: string | undefined;
  children: ComponentChildren;
}) {
  const heading = id ?? `deel-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  return (
    <section class={`panel panel--${tone}`} aria-labelledby={heading}>
      <div class="panel__head">
        <h2 class="utrecht-heading-2 panel__title" id={heading}>
          <Title text={title} />
        </h2>
        {actions === undefined ? null : <div class="panel__actions">{actions}</div>}
      </div>
      <div class="panel__body">{children}</div>
    </section>
  );
}

/** What a public page is, for who reads no Dutch. */
export function English({ children }: { children: ComponentChildren }) {
  return (
    <section class="panel panel--plain" lang="en" aria-label="In English">
      <div class="panel__body">
        <Paragraph>{children}</Paragraph>
      </div>
    </section>
  );
}

/** What is there for who wants it, folded away behind its heading. On paper it is open. */
export function Folded({
  title,
  level = 2,
  open = false,
  children,
}: {
  title: string;
  level?: 2 | 3 | undefined;
  open?: boolean | undefined;
  children: ComponentChildren;
}) {
  const Tag = `h${level}` as const;
  return (
    <details class="disclosure" open={open}>
      <summary>
        <Tag class="utrecht-heading-3 disclosure__title">{title}</Tag>
      </summary>
      {children}
    </details>
  );
}

/** A way into a part of the site: a link with a line of explanation and the state of things there. */
export interface CardItem {
  href: string;
  title: string;
  description?: ComponentChildren;
  status?: ComponentChildren;
}

/** Ways into parts of the site, or one of several elections to choose. */
export function Cards({ items }: { items: readonly CardItem[] }) {
  return (
    <ul class="cards">
      {items.map((item) => (
        <li class="card">
          <div class="card__text">
            <a class="card__link" href={safeHref(item.href) ?? '#'}>
              {item.title}
              <Icon name="arrow" />
            </a>
            {item.description === undefined ? null : <div class="card__description">{item.description}</div>}
          </div>
          {item.status === undefined ? null : <div class="card__status">{item.status}</div>}
        </li>
      ))}
    </ul>
  );
}
