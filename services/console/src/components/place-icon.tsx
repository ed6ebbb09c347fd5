import type { PlaceId } from '../app/navigation';

const PATHS: Record<PlaceId | 'more', string> = {
  day: 'M4 5h12v11H4zM4 8.5h12M7.5 3v3.5M12.5 3v3.5M7.5 12l1.8 1.8 3.2-3.3',
  customers: 'M3.5 16v-6l4-2.5v8.5zM7.5 16V4l9 3.5V16zM10.5 10h3M10.5 13h3M2.5 16h15',
  visits:
    'M10 17.5c3.6-3.9 5.4-6.8 5.4-9.2a5.4 5.4 0 1 0-10.8 0c0 2.4 1.8 5.3 5.4 9.2ZM10 10.3a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  pipeline: 'M3.5 4h3.5v12H3.5zM8.25 4h3.5v8.5h-3.5zM13 4h3.5v5H13z',
  pool: 'M2.5 8c2 0 2-1.5 3.8-1.5S8.2 8 10 8s2-1.5 3.8-1.5S15.5 8 17.5 8M2.5 12.5c2 0 2-1.5 3.8-1.5s1.9 1.5 3.7 1.5 2-1.5 3.8-1.5 1.7 1.5 3.7 1.5',
  orders: 'M5 3h10v14l-2.5-1.5L10 17l-2.5-1.5L5 17zM7.5 7h5M7.5 10h5',
  registrations: 'M10 3l6 2.2v4.3c0 3.8-2.5 6.3-6 7.5-3.5-1.2-6-3.7-6-7.5V5.2zM7.3 9.8l2 2 3.6-3.8',
  cases: 'M3 5h14v8.5H8L5 16.5v-3H3zM10 7v3M10 11.7v.1',
  dashboard: 'M3 17h14M5 14v-3.5M8.5 14V7M12 14V9M15.5 14V4',
  team: 'M7 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM2 16.5c0-3 2.2-4.8 5-4.8s5 1.8 5 4.8M12.5 4.2a2.7 2.7 0 0 1 0 5.2M14 12c2.4.4 4 2.1 4 4.5',
  handovers: 'M3 7h11M11 4l3.2 3L11 10M17 13H6M9 10l-3.2 3L9 16',
  imports: 'M10 3v8.5M6.8 8.5 10 11.7l3.2-3.2M3.5 12.5V16h13v-3.5',
  processes: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4.2l3 1.8',
  messages: 'M3 4.5h14v9.5H9l-3.5 3V14H3z',
  profile: 'M10 10a3.3 3.3 0 1 0 0-6.6 3.3 3.3 0 0 0 0 6.6ZM3.5 17c.3-3.3 3-5 6.5-5s6.2 1.7 6.5 5',
  rules: 'M4 4h5v4H4zM4 12h5v4H4zM9 6h3.5a2 2 0 0 1 2 2v1M9 14h3.5a2 2 0 0 0 2-2v-3M12.5 10h5',
  candidacies: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM8 8a2 2 0 1 1 3 1.8c-.7.4-1 .8-1 1.6M10 13.7v.1',
  channels: 'M3 10h4M7 6.5v7l6 3v-13zM13 10h1.5M15.5 6.5l1.5-1.2M15.5 13.5l1.5 1.2M16.5 10H18',
  more: 'M4 6h12M4 10h12M4 14h12',
};

/** The sign of a place; its name stands beside it. */
export const PlaceIcon = ({ of }: { of: PlaceId | 'more' }) => (
  <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" className="place-icon">
    <path
      d={PATHS[of]}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  </svg>
);
