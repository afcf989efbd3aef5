import type { NamedHat } from '../identity/hat.js';
import { assertNever } from '../kernel/assert-never.js';
import type { Level } from '../kernel/committee.js';
import { messageText, stateLabel } from '../routing/words.js';
import {
  Actions,
  Alert,
  Button,
  Cards,
  Code,
  EmptyState,
  Form,
  Heading,
  Link,
  LinkButton,
  List,
  LiveRegion,
  Panel,
  Paragraph,
  Progress,
  StatusBadge,
  TimeStamp,
  type CardItem,
} from '../web/components/index.js';
import type { WordedNotice } from './list-notices.js';
import type { Arrived } from './notice.js';
import type { StartFacts } from './show-start.js';

/** The begin page of somebody at work: what to do now, and what is new. */
export function StartView({ facts, level }: { facts: StartFacts; level: Level }) {
  const { notices, arrivals } = facts;
  return (
    <LiveRegion id="stand" href="/">
      {facts.loneOperator ? <LoneOperator /> : null}
      <Inbox facts={facts} />
      <Heading level={2}>Wat kunt u nu doen?</Heading>
      <Cards items={tilesFor(level, facts)} />
      <section>
        <Heading level={2}>Berichten</Heading>
        {arrivals === null ? null : <Arrivals {...arrivals} />}
        {notices.map((notice) => (
          <NoticePanel notice={notice} />
        ))}
        {notices.length === 0 && arrivals === null ? (
          <Paragraph>
            Er zijn geen nieuwe berichten. Komt er een bestand of een verzoek binnen, dan ziet u dat hier.
          </Paragraph>
        ) : null}
        <Paragraph>
          <Link href="/berichten">Alle berichten</Link>
        </Paragraph>
      </section>
    </LiveRegion>
  );
}

function LoneOperator() {
  return (
    <Alert tone="warning" title="U bent de enige beheerder die kan inloggen">
      <p>
        Raakt u uw passkey kwijt, dan kan niemand het platform beheren.{' '}
        <Link href="/mensen">Nodig nu een tweede beheerder uit.</Link>
      </p>
    </Alert>
  );
}

function Inbox({ facts: { inbox } }: { facts: StartFacts }) {
  if (inbox === null) return null;
  return (
    <div data-refresh-summary>
      <Progress label="Ontvangen" done={inbox.done} total={inbox.due} />
    </div>
  );
}

function Arrivals({ count, since }: Arrived) {
  return (
    <Panel title={count === 1 ? '1 bestand kwam binnen' : `${count} bestanden kwamen binnen`} tone="accent">
      <Paragraph>
        Sinds <TimeStamp at={since} />. <Link href="/ontvangen">Naar Ontvangen</Link>
      </Paragraph>
      <Form action="/berichten/gelezen" label="Binnengekomen bestanden gelezen">
        <Button kind="secondary">Gelezen</Button>
      </Form>
    </Panel>
  );
}

function NoticePanel({ notice: { id, at, title, text, href } }: { notice: WordedNotice }) {
  return (
    <Panel title={title} id={`bericht-${id}`} tone="accent">
      <Paragraph>
        {text} (<TimeStamp at={at} />)
        {href === null ? null : (
          <>
            {' '}
            <Link href={href}>Bekijk</Link>
          </>
        )}
      </Paragraph>
      <Form action={`/berichten/${id}/gelezen`} label={`Gelezen: ${title}`}>
        <Button kind="secondary">Gelezen</Button>
      </Form>
    </Panel>
  );
}

function tilesFor(level: Level, facts: StartFacts): CardItem[] {
  switch (level) {
    case 'GSB':
    case 'NBSB':
    case 'SOL':
      return firstKeyThen(facts, [deliverTile(facts)]);
    case 'HSB':
    case 'CSB':
      return firstKeyThen(facts, [inboxTile(facts), deliverTile(facts)]);
    case 'MAYOR':
    case 'COUNCIL':
      return [inboxTile(facts)];
    case 'OPERATOR':
      return operatorTiles(facts);
    default:
      return assertNever(level);
  }
}

/** Without a key nothing signed is accepted: then that comes first. Who signs nothing needs none. */
function firstKeyThen({ keys: { own } }: StartFacts, tiles: readonly CardItem[]): CardItem[] {
  if (own === null) return [...tiles];
  const tile = { href: '/sleutels', title: 'Uw publieke sleutel', ...OWN_KEY[own] };
  return own === 'missing' ? [tile, ...tiles] : [...tiles, tile];
}

const OWN_KEY = {
  missing: {
    description: 'Meld de sleutel uit OSV of Abacus aan.',
    status: <StatusBadge tone="warning">nog niet aangemeld</StatusBadge>,
  },
  waiting: {
    description: 'U hoeft nu niets te doen. Lever pas als de Kiesraad uw sleutel goedkeurt.',
    status: <StatusBadge tone="waiting">wacht op goedkeuring</StatusBadge>,
  },
  approved: {
    description: 'U hoeft niets te doen.',
    status: <StatusBadge tone="ok">goedgekeurd</StatusBadge>,
  },
};

function deliverTile({ duties }: StartFacts): CardItem {
  return {
    href: '/leveringen/nieuw',
    title: 'Lever een bestand',
    description: 'Verstuur het pakket uit OSV of Abacus en bekijk meteen of het goed is.',
    status: duties?.map(({ message, state }) => (
      <p>
        {messageText(message)}:{' '}
        <StatusBadge
          tone={state.state === 'missing' ? 'waiting' : state.state === 'notDue' ? 'neutral' : 'ok'}
        >
          {state.state === 'missing' ? 'nog niet geleverd' : stateLabel(state.state)}
        </StatusBadge>
      </p>
    )),
  };
}

function inboxTile({ inbox }: StartFacts): CardItem {
  const { done = 0, due = 0, fresh = 0 } = inbox ?? {};
  return {
    href: '/ontvangen',
    title: 'Ontvangen bestanden',
    description: `${done} van ${due} binnen. Haal ze op en vergelijk de vingerafdruk met het papier.`,
    status: fresh > 0 ? <StatusBadge tone="info">{`${fresh} nieuw`}</StatusBadge> : undefined,
  };
}

function operatorTiles({ keys }: StartFacts): CardItem[] {
  const { count: waiting = 0, electionId = null } = keys.waiting ?? {};
  return [
    {
      href: electionId === null ? '/sleutels' : `/sleutels?verkiezing=${encodeURIComponent(electionId)}`,
      title: 'Sleutels beoordelen',
      description: 'Keur de sleutels van stembureaus goed of wijs ze af.',
      status:
        waiting === 0 ? (
          <StatusBadge tone="ok">niets wacht</StatusBadge>
        ) : (
          <StatusBadge tone="waiting">{waiting === 1 ? '1 wacht' : `${waiting} wachten`}</StatusBadge>
        ),
    },
    {
      href: '/overzicht',
      title: 'Overzicht',
      description: 'Wat er per verkiezing is geleverd en wat ontbreekt.',
    },
    {
      href: '/verkiezingen',
      title: 'Verkiezingen',
      description: 'Richt een verkiezing in met haar definitie (110a).',
    },
    { href: '/logboek', title: 'Logboek', description: 'Alles wat is gedaan en alles wat is geweigerd.' },
  ];
}

/** Signed in, and not yet acting for a body. */
export function ChooseHat({ hats, signedInAs }: { hats: readonly NamedHat[]; signedInAs: string }) {
  if (hats.length === 0) {
    return (
      <EmptyState title="U hoort nog bij geen stembureau">
        <Paragraph>
          U bent ingelogd als {signedInAs}. Vraag de beheerder van uw orgaan om u toe te voegen, of bel de
          helpdesk.
        </Paragraph>
      </EmptyState>
    );
  }
  return (
    <>
      <Paragraph>
        Kies voor wie u nu werkt. Dat ziet u daarna op elke pagina, en het staat in het logboek.
      </Paragraph>
      {hats.map((hat) => (
        <Form action="/rol" label={hat.label} hidden={{ hoed: hat.id, terug: '/' }}>
          <Button kind="secondary">{hat.label}</Button>
        </Form>
      ))}
    </>
  );
}

const WAY = [
  'De gemeente telt en ondertekent het telbestand met haar eigen sleutel.',
  'Zij levert het hier. Het platform controleert het meteen, helemaal, en zegt wat het vond.',
  'Burgemeester, hoofdstembureau en centraal stembureau krijgen precies hetzelfde bestand.',
  'Zij vergelijken de vingerafdruk met die op het papieren proces-verbaal.',
];

/** For anyone: what this is, for whom, and how to check a file without it. */
export function PublicView({ rehearsal }: { rehearsal: boolean }) {
  return (
    <>
      <Paragraph kind="lead">
        Via dit platform brengen stembureaus hun ondertekende telbestanden naar het hoofdstembureau, het
        centraal stembureau en de burgemeester. Het papieren proces-verbaal gaat altijd voor.
      </Paragraph>
      <List ordered items={WAY} />
      {rehearsal ? (
        <Paragraph>Dit is een oefening: de verkiezingen en de mensen zijn verzonnen.</Paragraph>
      ) : null}
      <Actions>
        <LinkButton kind="primary" href="/inloggen">
          Inloggen
        </LinkButton>
      </Actions>
      <Panel title="Voor wie">
        <List
          items={[
            'Gemeentelijke stembureaus, het nationaal briefstembureau en de stembureaus van de openbare lichamen leveren hun telling.',
            'Hoofdstembureaus en het centraal stembureau zien wat binnen is en wat ontbreekt, en halen de bestanden op.',
            'De burgemeester ontvangt de telling van de eigen gemeente.',
            'De Kiesraad beheert het platform en ziet standen en vingerafdrukken, nooit bestanden.',
          ]}
        />
        <Paragraph>
          U hebt een uitnodiging nodig. Die krijgt u van de beheerder van uw orgaan of van de Kiesraad.
        </Paragraph>
      </Panel>
      <Panel title="Zelf een bestand controleren">
        <Paragraph>
          U hoeft dit platform niet te vertrouwen. Met het programma overdracht controleert u een telbestand
          op uw eigen computer, zonder server en met dezelfde regels:
        </Paragraph>
        <Paragraph>
          <Code>
            overdracht verify PAKKET.zip --cert SLEUTEL.crt --election GR2026_Haarlem --committee 0392
          </Code>
        </Paragraph>
        <Paragraph>
          Vergelijk daarna alle 16 groepen van de vingerafdruk met die op het proces-verbaal. De vingerafdruk
          is de SHA-256 van het bestand dat op .eml.xml eindigt.
        </Paragraph>
      </Panel>
    </>
  );
}

/** All notices of a body, the newest first. */
export function NoticesView({ notices }: { notices: readonly WordedNotice[] }) {
  if (notices.length === 0) {
    return (
      <EmptyState title="Er zijn nog geen berichten">
        <Paragraph>Komt er een bestand of een verzoek binnen, dan ziet u dat hier.</Paragraph>
      </EmptyState>
    );
  }
  return (
    <List
      items={notices.map(({ id, at, seenAt, title, text, href }) => (
        <>
          <strong>{title}</strong> {seenAt === null ? <StatusBadge tone="info">nieuw</StatusBadge> : null}
          <br />
          {text} (<TimeStamp at={at} />) {href === null ? null : <Link href={href}>Bekijk</Link>}
          {seenAt === null ? (
            <Form
              action={`/berichten/${id}/gelezen`}
              label={`Gelezen: ${title}`}
              hidden={{ terug: '/berichten' }}
            >
              <Button kind="subtle">Gelezen</Button>
            </Form>
          ) : null}
        </>
      ))}
    />
  );
}
