import { Code, List } from './text.js';

/** One line per system that works out the fingerprint of a file. */
export function HashLines() {
  return (
    <List
      items={[
        <>
          Windows (PowerShell): <Code>{`(Get-FileHash -Algorithm SHA256 "BESTAND").Hash.ToLower()`}</Code>
        </>,
        <>
          macOS: <Code>{`shasum -a 256 "BESTAND"`}</Code>
        </>,
        <>
          Linux: <Code>{`sha256sum "BESTAND"`}</Code>
        </>,
      ]}
    />
  );
}
