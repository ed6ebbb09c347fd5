import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ClockPreview } from './clock-preview';

interface Props {
  subject: 'calendars' | 'clock-policies';
  /** What is changed; unset: it is being made. */
  changed: { id: string; etag: string } | undefined;
  /** What was typed and is looked at before it is published. */
  body: object | undefined;
  saving: boolean;
  onBack(): void;
  onClose(): void;
}

/** The end of a form: saves what is new, shows first what a change would move. */
export function PublishFoot({ subject, changed, body, saving, onBack, onClose }: Props) {
  const { t } = useTranslation();
  if (changed && body) {
    const { id, etag } = changed;
    return <ClockPreview subject={subject} id={id} etag={etag} body={body} onDone={onClose} onClose={onBack} />;
  }
  return (
    <div className="form-foot">
      <Button type="primary" htmlType="submit" loading={saving}>
        {t(changed ? 'clocks.look' : 'clocks.save')}
      </Button>
      <Button onClick={onClose}>{t('app.cancel')}</Button>
    </div>
  );
}
