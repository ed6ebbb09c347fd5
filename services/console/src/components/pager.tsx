import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Where somebody is in a list that is read page by page. */
export interface PagerState {
  token: string;
  number: number;
  next(token: string): void;
  previous(): void;
}

/** Starts again at the first page whenever `list` (what is listed, in one string) becomes another. */
export function usePager(list: string): PagerState {
  const [state, setState] = useState({ list, tokens: [''] });
  const tokens = state.list === list ? state.tokens : [''];
  return {
    token: tokens.at(-1) ?? '',
    number: tokens.length,
    next: (token) => setState({ list, tokens: [...tokens, token] }),
    previous: () => setState({ list, tokens: tokens.slice(0, -1) }),
  };
}

/** Buttons to the next and the previous page; nothing where one page is all. */
export function Pager({ pager, nextToken, busy }: { pager: PagerState; nextToken: string; busy: boolean }) {
  const { t } = useTranslation();
  if (pager.number === 1 && nextToken === '') return null;
  return (
    <nav className="pager" aria-label={t('list.pages')}>
      <Button disabled={pager.number === 1 || busy} onClick={pager.previous}>
        {t('list.previous')}
      </Button>
      <span className="quiet" role="status">
        {t('list.page', { number: pager.number })}
      </span>
      <Button disabled={nextToken === '' || busy} onClick={() => pager.next(nextToken)}>
        {t('list.next')}
      </Button>
    </nav>
  );
}
