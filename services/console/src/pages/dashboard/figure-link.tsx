import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Records } from '../../api/dashboard';
import { linkTo } from '../../lib/records-link';

interface Props {
  records?: Records | null;
  className?: string;
  /** What is said where what is shown says too little. */
  name?: string;
  children: ReactNode;
}

/** A figure that leads to its records, where a page shows exactly these. */
export function FigureLink({ records, className, name, children }: Props) {
  const to = linkTo(records);
  if (to === undefined) return <span className={className}>{children}</span>;
  return (
    <Link to={to} className={className} aria-label={name} data-row>
      {children}
    </Link>
  );
}
