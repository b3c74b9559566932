import { Button, Center, Group, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSignIn } from '../api/index.ts';
import { ErrorState } from '../components/states/index.ts';
import { LanguageSwitch } from './language-switch.tsx';
import mark from './tessera.svg';
import { useTexts } from './texts.ts';

export function SignIn() {
  const t = useTexts();
  const signIn = useSignIn();
  const [user, setUser] = useState('admin');
  const [password, setPassword] = useState('');
  useEffect(() => {
    document.title = `${t('signIn.title')} · Tessera`;
  }, [t]);

  return (
    <Center component="main" mih="100vh" p="xl">
      <Paper p="xl" w={380}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            signIn.mutate({ user, password });
          }}
        >
          <Stack gap="lg">
            <Group justify="space-between">
              <Group gap="sm">
                <img src={mark} alt="" width={24} height={24} />
                <Title order={1}>Tessera</Title>
              </Group>
              <LanguageSwitch />
            </Group>
            <Text size="sm" c="dimmed">
              {t('signIn.about')}
            </Text>
            <TextInput
              size="sm"
              label={t('signIn.user')}
              name="user"
              autoComplete="username"
              value={user}
              onChange={(event) => setUser(event.currentTarget.value)}
            />
            <PasswordInput
              size="sm"
              label={t('signIn.password')}
              name="password"
              autoComplete="current-password"
              data-autofocus
              autoFocus
              visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            {signIn.error && <ErrorState error={signIn.error} />}
            <Button type="submit" size="sm" fullWidth loading={signIn.isPending} disabled={password === ''}>
              {t('signIn.action')}
            </Button>
            <Text size="xs" c="dimmed">
              {t('signIn.hint')}
            </Text>
          </Stack>
        </form>
      </Paper>
    </Center>
  );
}
