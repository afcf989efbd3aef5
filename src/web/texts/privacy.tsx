import { Heading, Link, List, Paragraph } from '../components/text.js';

/** Body of /privacy: which personal data the platform holds, why, and for how long. */
export function PrivacyNote({ email }: { email: string }) {
  return (
    <div class="prose">
      <Paragraph>
        Dit platform brengt tellingen van stembureaus naar de bevoegde stembureaus en burgemeesters. Daarbij
        verwerken wij zo weinig mogelijk gegevens over personen.
      </Paragraph>
      <Heading level={2}>Welke gegevens</Heading>
      <List
        items={[
          'Van wie hier werkt: naam, e-mailadres, telefoonnummer als u dat geeft, namens welk stembureau of bestuur, en de openbare sleutel van de passkey.',
          'Van elke handeling: wie, namens wie, wat, wanneer, vanaf welk adres op internet, en of het lukte. De wet verplicht dat (Kiesbesluit, hoofdstuk Ea).',
          'Van wie een fout meldt in een openbaar bestand: naam en e-mailadres, alleen als u die geeft. Alleen het centraal stembureau ziet ze. Op het formulier staat wanneer wij ze wissen.',
          'In tellingen: namen van kandidaten, zoals zij op de openbare kandidatenlijsten staan.',
        ]}
      />
      <Heading level={2}>Cookies</Heading>
      <Paragraph>
        Na het inloggen zet de site één cookie, om te weten dat u het bent. Er zijn geen cookies om u te
        volgen en de site haalt niets op bij andere partijen.
      </Paragraph>
      <Heading level={2}>Uw rechten</Heading>
      <Paragraph>
        U mag vragen welke gegevens wij van u hebben en fouten laten verbeteren. Het logboek is bewijs van hoe
        de verkiezing is verlopen: daarin wordt niets gewijzigd of gewist zolang de wet het bewaart. Mail uw
        vraag naar <Link href={`mailto:${email}`}>{email}</Link>. U kunt een klacht indienen bij de{' '}
        <Link href="https://www.autoriteitpersoonsgegevens.nl/">Autoriteit Persoonsgegevens</Link>.
      </Paragraph>
    </div>
  );
}
