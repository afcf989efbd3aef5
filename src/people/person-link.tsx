import { Foreign, Link } from '../web/components/index.js';

/** Somebody's name, to what the Kiesraad knows of them. */
export function PersonLink({ id, name }: { id: string; name: string }) {
  return (
    <Link href={`/personen/${id}`}>
      <Foreign text={name} />
    </Link>
  );
}
