import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** In the place of a page whose files did not arrive: there is no network, or the server has a newer version. */
export function NotLoaded() {
  const { t } = useTranslation();
  return (
    <div className="page">
      <div className="panel center" role="alert">
        <p>{t('app.notLoaded')}</p>
        <Button onClick={() => location.reload()}>{t('version.reload')}</Button>{' '}
        <Link to="/visits">{t('nav.visits')}</Link>
      </div>
    </div>
  );
}
