import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../../api/commands';
import { sessionQuery } from '../../api/queries';
import { LanguageSwitch } from '../../components/language-switch';
import { describeProblem } from '../../lib/problem';

/** Name and password; afterwards the page that was asked for. */
export function SignIn() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => signIn(username.trim(), password),
    onSuccess: ({ user }) => queries.setQueryData(sessionQuery.queryKey, user),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <div className="entrance">
      <section className="entrance-side">
        <img src="/mark.svg" alt="" width="44" height="44" />
        <p className="entrance-name">{t('app.name')}</p>
        <p className="entrance-promise">{t('app.promise')}</p>
        <p className="entrance-lead">{t('signIn.lead')}</p>
      </section>
      <main className="entrance-main">
        <form className="sign-in" onSubmit={submit}>
          <h1>{t('signIn.title')}</h1>
          <label htmlFor="username">{t('signIn.username')}</label>
          <Input
            id="username"
            autoComplete="username"
            autoFocus
            required
            size="large"
            value={username}
            onChange={({ target }) => setUsername(target.value)}
          />
          <label htmlFor="password">{t('signIn.password')}</label>
          <Input.Password
            id="password"
            autoComplete="current-password"
            required
            size="large"
            value={password}
            onChange={({ target }) => setPassword(target.value)}
          />
          {attempt.isError && (
            <p className="form-fault" role="alert">
              {describeProblem(attempt.error, t, String)}
            </p>
          )}
          <Button type="primary" htmlType="submit" size="large" block loading={attempt.isPending}>
            {t('signIn.submit')}
          </Button>
          <div className="sign-in-foot">
            <LanguageSwitch />
          </div>
        </form>
      </main>
    </div>
  );
}
