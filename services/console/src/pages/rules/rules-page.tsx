import '../../styles/rules.css';
import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { type RuleSet, useRuleSetPage } from '../../api/rules';
import { useSession } from '../../app/session';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { Pager, usePager } from '../../components/pager';
import { useRowKeys } from '../../components/use-row-keys';
import { useRuleWriter } from '../../components/use-rule-writer';
import { shorten } from '../../lib/shorten';
import { WhatIfs } from './what-ifs';

const PAGE_SIZE = 20;
const MAX_SHOWN = 120;

/** All versions of the rules, the one in force named on top; and what was tried. */
export function RulesPage() {
  const { t } = useTranslation();
  const { time, isManager } = useSession();
  const navigate = useNavigate();
  const page = useRef<HTMLDivElement>(null);
  const pager = usePager('rules');
  const list = useRuleSetPage(pager.token, PAGE_SIZE);
  const { inForce, ready, mayWrite } = useRuleWriter();
  useRowKeys(page);
  const columns: Column<RuleSet>[] = [
    {
      id: 'version',
      title: t('rules.versions'),
      cell: ({ version }) => (
        <Link className="row-link" to={`/rules/${version}`} data-row>
          {t('rules.version', { version })}
        </Link>
      ),
    },
    {
      id: 'state',
      title: t('rules.state'),
      cell: ({ state }) => <span className={`chip chip-${state}`}>{t(`ruleSetState.${state}`)}</span>,
    },
    {
      id: 'description',
      title: t('rules.description'),
      cell: ({ description }) => shorten(description, MAX_SHOWN) || '–',
    },
    { id: 'count', title: t('rules.count'), numeric: true, cell: ({ rules }) => rules.length },
    { id: 'created', title: t('rules.created'), cell: ({ createTime }) => time(createTime) },
    {
      id: 'published',
      title: t('rules.published'),
      cell: ({ publishTime }) => (publishTime ? time(publishTime) : '–'),
    },
  ];
  return (
    <div className="page" ref={page}>
      <div className="page-head">
        <PageTitle>{t('rules.title')}</PageTitle>
        {mayWrite && (
          <Button type="primary" onClick={() => void navigate('/rules/new')}>
            {t('rules.new')}
          </Button>
        )}
      </div>
      {ready && (
        <p className="in-force">
          {inForce ? (
            <Link to={`/rules/${inForce.version}`}>{t('rules.inForce', { version: inForce.version })}</Link>
          ) : (
            t('rules.noneInForce')
          )}
          {inForce?.description && <span className="quiet"> · {shorten(inForce.description, MAX_SHOWN)}</span>}
        </p>
      )}
      <ListState
        list={list}
        isEmpty={({ ruleSets }) => ruleSets.length === 0}
        empty={[t('rules.none'), t('rules.noneHint')]}
      >
        {({ ruleSets, nextPageToken }) => (
          <>
            <DataTable
              label={t('rules.versions')}
              columns={columns}
              rows={ruleSets}
              idOf={({ version }) => String(version)}
              nameOf={({ version }) => t('rules.version', { version })}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
      {isManager && <WhatIfs />}
    </div>
  );
}
