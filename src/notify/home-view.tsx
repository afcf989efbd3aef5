import { isToDo, type AgendaLine } from '../frame/agenda.js';
import type { NamedHat } from '../identity/hat.js';
import {
  Actions,
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
  StatusBadge,
  TimeStamp,
} from '../web/components/index.js';
import { daysOf } from './days-view.js';
import type { WordedNotice } from './list-notices.js';
import { COUNTED, shownAs } from './notice.js';
import type { VotingDay } from './show-days.js';
import type { StartFacts } from './show-start.js';

/** The begin page of somebody at work: first the one thing to do now, then the rest, then what is new. */
export function StartView({ facts: { agenda, notices } }: { facts: StartFacts }) {
  const [first, ...rest] = agenda;
  return (
    <LiveRegion id="stand" href="/">
      {first === undefined ? <EmptyState title="U hoeft nu niets te doen" icon="ok" /> : <Now line={first} />}
      {rest.length === 0 ? null : (
        <section>
          <Heading level={2}>Verder</Heading>
          <List
            items={rest.map((line) => (
              <Later line={line} />
            ))}
          />
        </section>
      )}
      <section>
        <Heading level={2}>Berichten</Heading>
        {notices.map((notice) => (
          <NoticePanel notice={notice} />
        ))}
        {notices.length === 0 ? (
          <Paragraph>
            Er zijn geen nieuwe berichten. Komt er een bestand of een verzoek binnen, dan ziet u dat hier.
          </Paragraph>
        ) : null}
        <Paragraph>
          <Link href="/berichten">Alle berichten</Link>
        </Paragraph>
      </section>
      <Paragraph>
        <Link href="/dagen">Alles per stemming, in al uw rollen samen</Link>
      </Paragraph>
    </LiveRegion>
  );
}

function Now({ line }: { line: AgendaLine }) {
  const { title, text, link, when } = line;
  return (
    <div data-refresh-summary>
      <Panel title={title} id="nu" tone={isToDo(line) ? 'accent' : 'plain'}>
        <Paragraph>
          {when === null ? null : `${sentence(when)} `}
          {text}
        </Paragraph>
        {link === null ? null : (
          <Actions>
            <LinkButton href={link.href} kind={isToDo(line) ? 'primary' : 'secondary'}>
              {link.label}
            </LinkButton>
          </Actions>
        )}
      </Panel>
    </div>
  );
}

function Later({ line: { title, text, link, when } }: { line: AgendaLine }) {
  return (
    <>
      <strong>{title}</strong>
      <br />
      {when === null ? null : `${sentence(when)} `}
      {text} {link === null ? null : <Link href={link.href}>{link.label}</Link>}
    </>
  );
}

/** `uiterlijk maandag 15 maart 2027` as a sentence. */
function sentence(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
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

/** Signed in, and not yet acting for a body. */
export function ChooseHat({
  hats,
  days,
  signedInAs,
}: {
  hats: readonly NamedHat[];
  days: readonly VotingDay[];
  signedInAs: string;
}) {
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
      {days.length === 0 ? null : (
        <>
          <Heading level={2}>Of bekijk alles in al uw rollen samen</Heading>
          <Cards items={daysOf(days)} />
        </>
      )}
    </>
  );
}

const WAY = [
  'De gemeente telt en ondertekent het telbestand met haar eigen sleutel.',
  'Zij levert het hier. Het platform controleert het meteen, helemaal, en zegt wat het vond.',
  'Burgemeester, hoofdstembureau en centraal stembureau krijgen precies hetzelfde bestand.',
  'Zij vergelijken de vingerafdruk met die op het papieren proces-verbaal.',
];

const FOR_EVERYBODY = [
  {
    href: '/uitslagen',
    title: 'Uitslagen',
    description: 'De bestanden met tellingen en uitslagen die openbaar zijn, met hun vingerafdrukken.',
  },
  {
    href: '/publicaties',
    title: 'Openbare stukken',
    description: 'Wat van een verkiezing openbaar moet zijn, uiterlijk wanneer, en waar het staat.',
  },
  {
    href: '/programmatuur',
    title: 'Programmatuur',
    description: 'Elk telprogramma dat de Kiesraad uitbracht, met de vingerafdruk van elk bestand.',
  },
  {
    href: '/controleren',
    title: 'Is mijn installatiebestand echt?',
    description: 'Kies het bestand en zie het meteen. Het bestand blijft op uw computer.',
  },
  {
    href: '/sleutellijsten',
    title: 'Sleutellijsten',
    description: 'De publieke sleutels van de stembureaus, ondertekend, voor zover zij openbaar zijn.',
  },
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
      <Heading level={2}>Voor iedereen, zonder account</Heading>
      <Cards items={FOR_EVERYBODY} />
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
    <>
      {notices.some(({ seenAt, facts }) => seenAt === null && COUNTED.includes(shownAs(facts))) ? (
        <Form action="/berichten/gelezen" label="Binnengekomen bestanden gelezen">
          <Button kind="secondary">Alle binnengekomen bestanden gelezen</Button>
        </Form>
      ) : null}
      <NoticeList notices={notices} />
    </>
  );
}

function NoticeList({ notices }: { notices: readonly WordedNotice[] }) {
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
