import { Link, PhoneLink } from './components/text.js';
import { localPath } from './href.js';
import type { FramePaths, Hat, NavItem, PageProps } from './page-types.js';

/** On every page of a rehearsal, on screen and on paper: nobody may take it for the real thing. */
export function RehearsalBanner() {
  return (
    <section class="rehearsal" aria-label="Oefening">
      <p class="rehearsal__text">
        <strong class="rehearsal__word">OEFENING</strong>
        <span>
          <span class="rehearsal__more">Dit is geen echte verkiezing. </span>
          Niets hiervan telt mee.
        </span>
      </p>
    </section>
  );
}

/**
 * The wordmark, and behind it the menu: where one can go, who is signed in, and for whom they act. On a phone it is one
 * row, which says for whom and unfolds without script. No state logo: that is for the State to place.
 */
export function PageHeader({
  siteName,
  page,
}: {
  siteName: string;
  page: PageProps & { paths: FramePaths };
}) {
  const { nav, hats = [], user, paths, currentHat } = page;
  const chosen = hats.find(({ id }) => id === currentHat);
  return (
    <header class="site-header">
      <div class="site-header__content">
        <a class="wordmark" href={paths.home}>
          <WordmarkSign />
          <span class={`wordmark__text${chosen === undefined ? '' : ' wordmark__text--folds'}`}>
            {siteName}
          </span>
        </a>
        {user === undefined ? (
          <a class="utrecht-link utrecht-link--html-a header-action" href={paths.signIn}>
            Inloggen
          </a>
        ) : null}
        {chosen === undefined ? null : <p class="site-header__hat">{chosen.label}</p>}
      </div>
      {nav.length === 0 && user === undefined ? null : (
        <details class="site-menu">
          <summary class="site-menu__summary">Menu</summary>
          <div class="site-menu__bar">
            {nav.length === 0 ? null : <PageNav items={nav} />}
            {user === undefined ? null : <PageUser name={user.name} paths={paths} />}
          </div>
          {user === undefined || hats.length === 0 ? null : (
            <HatBar hats={hats} current={currentHat} action={paths.changeHat} path={page.path} />
          )}
        </details>
      )}
    </header>
  );
}

/** Who is signed in, and signing out. */
function PageUser({ name, paths }: { name: string; paths: FramePaths }) {
  return (
    <div class="site-menu__user">
      <a class="utrecht-link utrecht-link--html-a header-action" href={paths.account}>
        <span class="visually-hidden">Uw account: </span>
        {name}
      </a>
      <form action={paths.signOut} method="post">
        <button class="utrecht-button utrecht-button--subtle header-button" type="submit">
          Afmelden
        </button>
      </form>
    </div>
  );
}

/** Sixteen squares, as many as a fingerprint has groups. */
function WordmarkSign() {
  const steps = [0, 1, 2, 3];
  return (
    <svg class="wordmark__sign" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      {steps.flatMap((row) =>
        steps.map((column) => (
          <rect
            class={`wordmark__square wordmark__square--${(row * 3 + column * 2) % 4}`}
            x={column * 10 + 1}
            y={row * 10 + 1}
            width="8"
            height="8"
            rx="1.5"
          />
        )),
      )}
    </svg>
  );
}

/** The main navigation. */
function PageNav({ items }: { items: readonly NavItem[] }) {
  return (
    <nav class="site-nav" aria-label="Hoofdmenu">
      <ul class="site-nav__list">
        {items.map((item) => (
          <li class="site-nav__item">
            <a
              class="site-nav__link"
              href={localPath(item.href) ?? '/'}
              aria-current={item.current === true ? 'page' : undefined}
            >
              {item.label}
              {item.waiting === undefined || item.waiting <= 0 ? null : (
                <span class="site-nav__waiting">
                  {item.waiting}
                  <span class="visually-hidden"> nieuw</span>
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

interface HatChoice {
  hats: readonly Hat[];
  current: string | undefined;
  action: string;
  path: string | undefined;
}

/** For whom the person acts now, in full, and the way to act for another body. Works without script. */
function HatBar(choice: HatChoice) {
  const chosen = choice.hats.find((hat) => hat.id === choice.current);
  return (
    <section class="hat-bar" aria-label="Namens wie u werkt">
      <div class="hat-bar__content">
        {chosen === undefined ? (
          <HatForm {...choice} label="U werkt als:" />
        ) : (
          <p class="hat-bar__text">
            U werkt als: <strong>{chosen.label}</strong>
          </p>
        )}
        {chosen === undefined || choice.hats.length === 1 ? null : (
          <details class="disclosure hat-bar__others">
            <summary>Wissel</summary>
            <HatForm {...choice} label="Werk als:" />
          </details>
        )}
      </div>
    </section>
  );
}

function HatForm({ hats, current, action, path, label }: HatChoice & { label: string }) {
  return (
    <form class="hat-bar__form" action={action} method="post">
      {path === undefined ? null : <input type="hidden" name="terug" value={path} />}
      <label class="hat-bar__text" for="hoed">
        {label}
      </label>
      <select class="utrecht-select utrecht-select--html-select hat-bar__select" id="hoed" name="hoed">
        {hats.some((hat) => hat.id === current) ? null : <option value="">Kies namens wie u werkt</option>}
        {hats.map((hat) => (
          <option value={hat.id} selected={hat.id === current}>
            {hat.label}
            {hat.waiting === undefined ? '' : ` (${hat.waiting} nieuw)`}
          </option>
        ))}
      </select>
      <button class="utrecht-button utrecht-button--secondary-action hat-bar__button" type="submit">
        Wissel
      </button>
    </form>
  );
}

/** What every page ends with: the duties of a government site, help, and which software this is. */
export function PageFooter({
  siteName,
  version,
  helpdesk,
}: {
  siteName: string;
  version: string;
  helpdesk: PageProps['helpdesk'];
}) {
  return (
    <footer class="site-footer">
      <div class="site-footer__content">
        <div class="site-footer__about">
          <p class="site-footer__name">{siteName}</p>
          <p>Het papieren proces-verbaal is altijd leidend. Alle tijden zijn Nederlandse tijd.</p>
          {helpdesk === undefined ? null : <Helpdesk {...helpdesk} />}
        </div>
        <ul class="site-footer__links" aria-label="Over deze site">
          <FooterLink href="/programmatuur" text="Programmatuur" />
          <FooterLink href="/controleren" text="Programmatuur controleren" />
          <FooterLink href="/uitslagen" text="Uitslagen" />
          <FooterLink href="/publicaties" text="Openbare stukken" />
          <FooterLink href="/privacy" text="Privacy" />
          <FooterLink href="/toegankelijkheid" text="Toegankelijkheid" />
          <FooterLink href="/v1/openapi.json" text="API (OpenAPI)" />
          <FooterLink href="/.well-known/security.txt" text="Beveiligingslek melden" />
          <li class="site-footer__version">Versie {version}</li>
        </ul>
      </div>
    </footer>
  );
}

function Helpdesk({ phone, email }: NonNullable<PageProps['helpdesk']>) {
  return (
    <p>
      Hulp nodig? Bel <PhoneLink number={phone} />
      {email === undefined ? null : (
        <>
          {' of mail '}
          <Link href={`mailto:${email}`}>{email}</Link>
        </>
      )}
    </p>
  );
}

function FooterLink({ href, text }: { href: string; text: string }) {
  return (
    <li>
      <a class="utrecht-link utrecht-link--html-a" href={href}>
        {text}
      </a>
    </li>
  );
}
