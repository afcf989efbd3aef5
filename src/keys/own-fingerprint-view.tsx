import { Alert, Code, FileInput, Link, List, Panel, Paragraph } from '../web/components/index.js';
import { savedPage } from '../web/saved-page.js';

/** Where the page is had. */
export const OWN_FINGERPRINT = '/sleutels/vingerafdruk.html';

/** Three ways to see the fingerprint of a certificate in one's own file; this site is no witness in any of them. */
export function OwnFingerprintWays() {
  return (
    <List
      items={[
        <>
          met een pagina die u bewaart:{' '}
          <Link href={OWN_FINGERPRINT} download>
            vingerafdruk-voorlezen.html
          </Link>
          . Open haar op die computer en kies uw certificaat. Zij werkt zonder netwerk;
        </>,
        <>
          met het programma overdracht: <Code>overdracht key public_key….crt</Code>;
        </>,
        <>
          met openssl: <Code>openssl x509 -noout -fingerprint -sha256 -in public_key….crt</Code>.
        </>,
      ]}
    />
  );
}

/** The page with which a committee reads the fingerprint from its own file. Nothing in it comes from the platform but its own text. */
export function ownFingerprintPage(): string {
  return savedPage({
    title: 'Lees de vingerafdruk van uw certificaat voor',
    scripts: ['dom.js', 'choose-file.js', 'certificate-file.js', 'own-fingerprint.js'],
    body: (
      <>
        <Alert tone="info" title="Uw bestand blijft op deze computer">
          <p>
            Deze pagina werkt zonder netwerk en kan niets versturen. Zij kent geen enkele vingerafdruk: zij
            rekent hem uit het bestand dat u kiest.
          </p>
        </Alert>
        <div data-island="own-fingerprint" class="own-fingerprint">
          <FileInput
            name="certificaat"
            label="Uw certificaat"
            required
            description="Het bestand public_key….crt, op de computer waarop u telbestanden ondertekent. Nooit het bestand met de geheime sleutel."
          />
          <p role="status" class="utrecht-paragraph" data-own-status>
            Zonder JavaScript kan deze pagina uw bestand niet lezen. Gebruik dan een regel hieronder.
          </p>
          <div role="alert" data-own-answer />
          <div data-own-result />
        </div>
        <Panel title="Zo leest u voor">
          <List
            ordered
            items={[
              'Kijk of het certificaat voor uw stembureau en voor deze verkiezing is.',
              'Lees aan de telefoon alle 16 groepen voor, regel voor regel. De Kiesraad vinkt ze af.',
              'De Kiesraad leest niets voor. Leest iemand u een groep voor? Hang dan op en bel zelf de Kiesraad.',
            ]}
          />
          <Paragraph>
            Wilt u deze pagina narekenen? Deze regel geeft dezelfde tekens, met hoofdletters en per twee:{' '}
            <Code>openssl x509 -noout -fingerprint -sha256 -in public_key….crt</Code>
          </Paragraph>
        </Panel>
      </>
    ),
  });
}
