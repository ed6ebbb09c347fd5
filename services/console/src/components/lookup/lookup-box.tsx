import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useLookup } from '../../api/lookup';
import type { Customer } from '../../api/types';
import { nextRow } from '../../lib/keyboard';
import { useSettled } from '../../lib/use-settled';
import { LoadingRows } from '../loading-rows';
import { ProblemPanel } from '../problem-panel';
import { useDirectory } from '../use-directory';
import { LookupHitRow } from './lookup-hit';

const SHOWN = 12;
/** Shorter than the pause between two keys of a quick typist. */
const SETTLE_MS = 50;

const pathOf = ({ id }: Customer) => `/customers/${id}`;

/** A box to type in and the customers that fit: chosen by the arrows and Enter, or by a click. */
export function LookupBox({ onLeave }: { onLeave(): void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { repNames } = useDirectory();
  const id = useId();
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim(), SETTLE_MS);
  const found = useLookup(q, SHOWN, true);
  const [active, setActive] = useState({ q, row: 0 });
  const hits = found.data?.hits ?? [];
  /** Whether the rows are those of what stands in the box. */
  const settled = q === typed.trim() && !found.isPlaceholderData;
  // Other words, other rows: the best one is chosen again.
  const row = Math.min(active.q === q ? active.row : 0, hits.length - 1);
  const optionId = (index: number) => `${id}-option-${index}`;

  const open = (customer: Customer, aside: boolean) => {
    if (aside) {
      window.open(pathOf(customer), '_blank', 'noopener');
      return;
    }
    onLeave();
    void navigate(pathOf(customer));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    const chosen = hits[row];
    if (step) {
      const next = nextRow(hits.length, row, step);
      setActive({ q, row: next });
      document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
      event.preventDefault();
    } else if (event.key === 'Enter' && chosen && settled) {
      open(chosen.customer, event.ctrlKey || event.metaKey);
      event.preventDefault();
    }
  };
  const { estimatedTotal: total = 0, indexedThrough = '0', logHead = '0' } = found.data ?? {};
  const behind = BigInt(logHead) - BigInt(indexedThrough);
  return (
    <div className="lookup">
      <input
        className="field"
        type="text"
        role="combobox"
        aria-label={t('lookup.open')}
        aria-expanded={hits.length > 0}
        aria-controls={`${id}-hits`}
        aria-activedescendant={hits.length > 0 ? optionId(row) : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: somebody asked for this box and wants to type.
        autoFocus
        placeholder={t('lookup.hint')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={onKeyDown}
      />
      <p className="quiet small lookup-count" role="status">
        {found.isSuccess && (q === '' ? t('lookup.latest') : t('lookup.count', { count: total }))}
        {behind > 0n && ` · ${t('lookup.behind', { count: Number(behind) })}`}
      </p>
      {found.isError && <ProblemPanel error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <LoadingRows rows={4} />}
      {found.isSuccess && hits.length === 0 && <p className="lookup-none">{t('lookup.none')}</p>}
      <div
        className="lookup-hits"
        role="listbox"
        id={`${id}-hits`}
        aria-label={t('lookup.hits')}
        aria-busy={!settled && !found.isError}
      >
        {hits.map((hit, index) => (
          <LookupHitRow
            key={hit.customer.id}
            id={optionId(index)}
            hit={hit}
            reps={repNames}
            active={index === row}
            onPoint={() => setActive({ q, row: index })}
            onOpen={(aside) => open(hit.customer, aside)}
          />
        ))}
      </div>
      <div className="lookup-foot quiet small">
        <span className="lookup-keys">{t('lookup.keys')}</span>
        {total > hits.length && q !== '' && (
          <Link to={`/customers?q=${encodeURIComponent(q)}`} onClick={onLeave}>
            {t('lookup.all', { count: total })}
          </Link>
        )}
      </div>
    </div>
  );
}
