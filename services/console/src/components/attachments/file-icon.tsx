import type { FileKind } from '../../lib/file-kind';

const PAGE = 'M5 2.5h6.5L15 6v11.5H5zM11.5 2.5V6H15';
const PATHS: Record<FileKind, string> = {
  picture: 'M3 4h14v12H3zM6.5 8.6a1.2 1.2 0 1 0 0-2.4 1.2 1.2 0 0 0 0 2.4ZM3 14l4-3.5 3 2.5 3.5-4 3.5 4',
  pdf: `${PAGE}M7.5 14.5c2-2 3-4.5 2.4-6M7.5 12.5c2-.7 4-.6 5.4.2`,
  text: `${PAGE}M7.5 9h5M7.5 11.5h5M7.5 14h3`,
  table: `${PAGE}M7 9h6v5.5H7zM7 11.7h6M10 9v5.5`,
  archive: `${PAGE}M8.5 4v1.5M8.5 7v1.5M8.5 10v1.5M7.5 13h2v2.5h-2z`,
  sound: 'M7.5 14.5V5l8-1.5v9M7.5 14.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0ZM15.5 12.5a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z',
  film: 'M3 4.5h14v11H3zM8.5 7.5v5l4-2.5z',
  other: PAGE,
};

/** The sign of a kind of file; its name stands beside it. */
export const FileIcon = ({ of }: { of: FileKind }) => (
  <svg viewBox="0 0 20 20" width="28" height="28" aria-hidden="true" className="file-icon">
    <path
      d={PATHS[of]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.3"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  </svg>
);
