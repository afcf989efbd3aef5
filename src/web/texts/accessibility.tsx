import { Heading, Link, List, Paragraph } from '../components/text.js';

/** Whom to tell of a barrier on this site. */
export interface AccessibilityContact {
  readonly email: string;
  readonly phone: string;
}

/** Body of /toegankelijkheid: the statement that the Besluit digitale toegankelijkheid overheid asks of a body. */
export function AccessibilityStatement({ email, phone }: AccessibilityContact) {
  return (
    <div class="prose">
      <Paragraph>
        Iedereen die met een verkiezing te maken heeft, moet dit platform kunnen gebruiken: ook met een
        toetsenbord, een schermlezer, spraakbediening, sterk vergroot of op een telefoon.
      </Paragraph>
      <Heading level={2}>Waar wij ons aan houden</Heading>
      <Paragraph>
        Wij bouwen deze site volgens de Web Content Accessibility Guidelines (WCAG) 2.2, niveau A en AA, en de
        Europese norm EN 301 549. Bij elke wijziging controleert een programma de pagina's op bekende fouten.
        Zo'n programma vindt niet alles. Dit platform is nog niet onderzocht door een onafhankelijke partij;
        tot dat is gebeurd, noemen wij de site niet volledig toegankelijk.
      </Paragraph>
      <Heading level={2}>Wat u kunt verwachten</Heading>
      <List
        items={[
          'Alles werkt met het toetsenbord en u ziet steeds waar u bent.',
          'Alles werkt zonder JavaScript, behalve inloggen met een passkey en de voortgangsbalk bij het versturen.',
          'Kleur is nooit de enige aanwijzing: er staat altijd een teken en een woord bij.',
          'De digitale vingerafdruk wordt door een schermlezer teken voor teken voorgelezen.',
        ]}
      />
      <Heading level={2}>Wat nog niet goed is</Heading>
      <List
        items={[
          'Bijlagen zoals een pdf van het proces-verbaal komen van de stembureaus. Wij geven ze ongewijzigd door en kunnen ze niet toegankelijk maken.',
        ]}
      />
      <Heading level={2}>Werkt er iets niet voor u?</Heading>
      <Paragraph>
        Bel {phone} of mail <Link href={`mailto:${email}`}>{email}</Link>. Wij laten u weten wat wij eraan
        doen. Op de dag van de stemming helpen wij u meteen met een andere manier. Bent u niet tevreden met
        het antwoord? Dan kunt u een klacht indienen bij de Kiesraad of bij de{' '}
        <Link href="https://www.nationaleombudsman.nl/">Nationale ombudsman</Link>.
      </Paragraph>
    </div>
  );
}
