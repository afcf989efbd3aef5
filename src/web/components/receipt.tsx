import type { ComponentChildren } from 'preact';
import { TimeStamp } from './text.js';

/**
 * A receipt: one A4, black on white, that can be kept with the paper PV. `rehearsal` prints OEFENING in its head, so
 * that a sheet found later cannot pass for a real one. `printedAt` stands on paper only: what it tells of others is as it
 * was then.
 */
export function Receipt({
  title,
  number,
  at,
  printedAt,
  rehearsal,
  children,
}: {
  title: string;
  number: string;
  at: Date;
  printedAt: Date;
  rehearsal: boolean;
  children: ComponentChildren;
}) {
  return (
    <article class="receipt" aria-labelledby="bewijs-titel">
      {rehearsal ? <p class="receipt__rehearsal">OEFENING: geen echte verkiezing</p> : null}
      <header class="receipt__head">
        <h2 class="receipt__title" id="bewijs-titel">
          {title}
        </h2>
        <dl class="receipt__reference">
          <div>
            <dt>Nummer</dt>
            <dd class="receipt__number">{number}</dd>
          </div>
          <div>
            <dt>Tijd</dt>
            <dd>
              <TimeStamp at={at} precision="second" />
            </dd>
          </div>
          <div class="print-only">
            <dt>Afgedrukt</dt>
            <dd>
              <TimeStamp at={printedAt} />
            </dd>
          </div>
        </dl>
      </header>
      {children}
    </article>
  );
}

/** Prints the page; there only where a script can. */
export function PrintButton() {
  return (
    <button class="utrecht-button utrecht-button--secondary-action" type="button" data-island="print" hidden>
      Afdrukken
    </button>
  );
}
