import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type TeamRobot, testRobot, updateRobot, useChannels, useRobots } from '../../api/channels';
import { useSession } from '../../app/session';
import { type Column, DataTable } from '../../components/data-table';
import { ListState } from '../../components/list-state';
import { Pager, usePager } from '../../components/pager';
import { useDirectory } from '../../components/use-directory';
import { nameOf } from '../../lib/wording';
import { RobotForm } from './robot-form';
import { TargetActions, TargetState } from './target-actions';

const PAGE_SIZE = 50;
const NEW = 'new';

/** Robots that say in a team's group chat what its people are told. */
export function TeamRobots() {
  const { t } = useTranslation();
  const { user } = useSession();
  const { teamNames } = useDirectory();
  const channels = useChannels();
  const pager = usePager('');
  const list = useRobots(pager.token, PAGE_SIZE);
  const [edited, setEdited] = useState<TeamRobot | typeof NEW>();
  const keeps = user.roles.includes('admin');
  const configured = channels.data?.configured.includes('robot') ?? true;
  const nameOfRobot = ({ teamId, kind, description }: TeamRobot) =>
    [nameOf(teamNames, teamId), t(`robotKind.${kind}`), description].filter(Boolean).join(', ');
  const columns: Column<TeamRobot>[] = [
    { id: 'team', title: t('channels.robots.team'), cell: ({ teamId }) => nameOf(teamNames, teamId) },
    { id: 'kind', title: t('channels.robots.kind'), cell: ({ kind }) => t(`robotKind.${kind}`) },
    { id: 'description', title: t('channels.description'), cell: ({ description }) => description || '–' },
    {
      id: 'urgencies',
      title: t('channels.robots.urgencies'),
      cell: ({ urgencies }) => urgencies.map((urgency) => t(`urgency.${urgency}`)).join(', '),
    },
    {
      id: 'state',
      title: t('channels.state'),
      cell: ({ active, disabledReason }) => <TargetState active={active} reason={disabledReason} />,
    },
  ];
  const actions: Column<TeamRobot> = {
    id: 'actions',
    title: t('channels.actions'),
    cell: (robot) => (
      <TargetActions
        name={nameOfRobot(robot)}
        active={robot.active}
        onEdit={() => setEdited(robot)}
        test={(requestId) => testRobot(robot.id, requestId)}
        setActive={(active, requestId) => updateRobot(robot.id, { active }, { etag: robot.etag, requestId })}
      />
    ),
  };
  return (
    <>
      {!configured && <p className="panel">{t('channels.notConfigured')}</p>}
      {keeps && configured && !edited && (
        <p>
          <Button type="primary" onClick={() => setEdited(NEW)}>
            {t('channels.robots.new')}
          </Button>
        </p>
      )}
      {edited && (
        <RobotForm
          key={edited === NEW ? NEW : edited.id}
          robot={edited === NEW ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      <ListState
        list={list}
        isEmpty={({ robots }) => robots.length === 0}
        empty={[t('channels.robots.none'), t('channels.robots.noneHint')]}
      >
        {({ robots, nextPageToken }) => (
          <>
            <DataTable
              label={t('channels.robots.title')}
              columns={keeps ? [...columns, actions] : columns}
              rows={robots}
              idOf={({ id }) => id}
              nameOf={nameOfRobot}
              busy={list.isPlaceholderData}
            />
            <Pager pager={pager} nextToken={nextPageToken} busy={list.isPlaceholderData} />
          </>
        )}
      </ListState>
    </>
  );
}
