import { Code, Heading, LinkButton, Paragraph } from '../web/components/index.js';
import { countBranch, exchangeBranch } from './git-history.js';

/** Where the history for Git is fetched; under `/v1` for programs. */
export const GIT_PATH = '/ontvangen/git';

/** For the Kiesraad that collects: all that it received as a history for Git, and how to read it in. */
export function ForGit({ electionId }: { electionId: string }) {
  return (
    <section>
      <Heading level={2}>Voor Git</Heading>
      <Paragraph>
        Alle tellingen, met elke correctie, als geschiedenis voor Git. Lees het bestand in met{' '}
        <Code>{`git fast-import < ${electionId}.fast-import`}</Code>. De tellingen staan daarna op de tak{' '}
        <Code>{countBranch(electionId)}</Code>, de verkiezingsdefinitie en de kandidatenlijsten op{' '}
        <Code>{exchangeBranch(electionId)}</Code>. Nog een keer inlezen kan altijd: dan komt alleen erbij wat
        nieuw is.
      </Paragraph>
      <LinkButton kind="subtle" icon="download" href={GIT_PATH} download>
        Haal de geschiedenis op
      </LinkButton>
    </section>
  );
}
