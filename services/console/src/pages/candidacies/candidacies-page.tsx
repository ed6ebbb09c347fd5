import '../../styles/rules.css';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCandidacies } from '../../api/decisions';
import { useSession } from '../../app/session';
import { Choice } from '../../components/choice';
import { EmptyList } from '../../components/empty-list';
import { ListState } from '../../components/list-state';
import { PageTitle } from '../../components/page-title';
import { Pager, usePager } from '../../components/pager';
import { useDirectory } from '../../components/use-directory';
import { useFilter } from '../../components/use-filter';
import { useRowKeys } from '../../components/use-row-keys';
import { nameOf } from '../../lib/wording';
import { CandidacyRow } from './candidacy-row';

const PAGE_SIZE = 20;

/** The newest decisions that looked at a rep: at oneself, or at a rep of one's teams. */
export function CandidaciesPage() {
  const { t } = useTranslation();
  const { user, seesOthers } = useSession();
  const page = useRef<HTMLDivElement>(null);
  const [{ rep }, change] = useFilter(['rep'] as const);
  const { reps, repNames } = useDirectory();
  const repId = (seesOthers && rep) || user.rep || '';
  const own = repId === user.rep;
  const name = own ? '' : nameOf(repNames, repId);
  const pager = usePager(repId);
  const list = useCandidacies(repId, pager.token, PAGE_SIZE);
  useRowKeys(page);
  const isOffered = reps.some(({ id }) => id === repId);
  const offered = repId === '' || isOffered ? reps : [{ id: repId, displayName: nameOf(repNames, repId) }, ...reps];
  return (
    <div className="page page-narrow" ref={page}>
      <div className="page-head">
        <PageTitle>{name === '' ? t('why.title') : t('why.titleOther', { name })}</PageTitle>
      </div>
      {seesOthers && (
        <div className="filters">
          <Choice
            label={t('why.rep')}
            any={repId === '' ? t('why.choose') : undefined}
            value={repId}
            options={offered.map(({ id, displayName }) => [id, displayName])}
            onChange={(next) => change({ rep: next })}
          />
        </div>
      )}
      {repId === '' ? (
        <EmptyList text={t('why.choose')} hint={t('why.chooseHint')} />
      ) : (
        <ListState
          list={list}
          isEmpty={({ candidacies, nextPageToken }) =>
            candidacies.length === 0 && nextPageToken === '' && pager.number === 1
          }
          empty={[t('why.none'), t('why.noneHint')]}
        >
          {({ candidacies, nextPageToken }) => (
            <>
              {candidacies.length === 0 && <EmptyList text={t('why.noneYet')} hint={t('why.noneYetHint')} />}
              {candidacies.length > 0 && (
                <ol className="candidacies" aria-label={t('why.list')} aria-busy={list.isPlaceholderData}>
                  {candidacies.map((candidacy) => (
                    <CandidacyRow
                      key={`${candidacy.leadId}:${candidacy.cycle}`}
                      candidacy={candidacy}
                      name={name}
                      repNames={repNames}
                    />
                  ))}
                </ol>
              )}
              <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
            </>
          )}
        </ListState>
      )}
    </div>
  );
}
