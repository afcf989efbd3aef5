import { localPath } from '../href.js';

/** Leafing through a list by what stands before and after; null at the ends. Paths on this site. */
export function Pagination({
  label = 'Bladeren',
  previous,
  next,
  status,
}: {
  label?: string | undefined;
  previous: string | null;
  next: string | null;
  /** Where one is, for instance `51 tot en met 100 van 342`. */
  status?: string | undefined;
}) {
  if (previous === null && next === null) return null;
  return (
    <nav class="utrecht-pagination pagination" aria-label={label}>
      <PageLink href={previous} rel="prev" text="Vorige" />
      {status === undefined ? null : <span class="pagination__status">{status}</span>}
      <PageLink href={next} rel="next" text="Volgende" />
    </nav>
  );
}

function PageLink({ href, rel, text }: { href: string | null; rel: 'prev' | 'next'; text: string }) {
  const address = href === null ? null : localPath(href);
  if (address === null) return <span class="pagination__end" />;
  return (
    <a
      class={`utrecht-pagination__relative-link utrecht-pagination__relative-link--${rel}`}
      href={address}
      rel={rel}
    >
      {text}
    </a>
  );
}
