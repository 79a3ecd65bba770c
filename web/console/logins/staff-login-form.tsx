import type { StaffLogin } from '#contract/logins'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { peopleQuery } from '../data.ts'
import { roles } from '../roles.ts'
import { LinkedPeople } from './linked-people.tsx'
import { readRoles, writeRoles } from './role-lines.ts'
import { useLogins } from './text.ts'
import { ToldAddresses } from './told-addresses.tsx'
import { useFields } from './use-form.ts'

const nobody = '-'

/** How people who work here come in with the company’s account, and whether passwords still work. */
export function StaffLoginForm({ login }: { login: StaffLogin }) {
  const { t } = useLogins()
  const toast = useToast()
  const people = useInfiniteQuery(peopleQuery).data?.pages.flatMap((page) => page.data) ?? []
  const [draft, setDraft] = useState(() => draftOf(login))
  const [isRolesWrong, setRolesWrong] = useState(false)
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }))
  const save = useAction(
    (input: Input<'PUT /logins/staff'>) => call('PUT /logins/staff', input),
    () => toast(t('saved')),
  )
  const { field, rest } = useFields(draft, set, save.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readRoles(draft.roles)
    setRolesWrong(!read)
    if (read) void save.run(inputOf(draft, read, login.version))
  }
  const line = { autoComplete: 'off', dir: 'ltr' } as const
  return (
    <Card>
      <CardHead title={t('people')} detail={t('peopleDetail')} />
      <form noValidate onSubmit={submit} className="grid gap-5 px-5 pt-3 pb-5">
        <Checkbox isSelected={draft.active} onChange={(active) => set({ active })}>
          {t('active')}
        </Checkbox>
        {(draft.active || login.version > 0) && (
          <>
            <div className="grid items-start gap-4 sm:grid-cols-2">
              <TextField label={t('label')} hint={t('label.hint')} {...field('label')} maxLength={60} isRequired />
              <TextField {...line} label={t('issuer')} hint={t('issuer.oidc')} {...field('issuer')} isRequired />
              <TextField {...line} label={t('clientId')} {...field('clientId')} isRequired />
              <TextField
                {...line}
                label={t('clientSecret')}
                hint={login.hasClientSecret ? t('clientSecret.kept') : null}
                type="password"
                autoComplete="new-password"
                {...field('clientSecret')}
              />
              <TextField {...line} label={t('domains')} hint={t('domains.hint')} {...field('domains')} />
              <TextField {...line} label={t('roleClaim')} hint={t('roleClaim.hint')} {...field('roleClaim')} />
              {draft.roleClaim && (
                <TextField
                  {...line}
                  label={t('roles')}
                  hint={t('roles.hint')}
                  {...field('roles')}
                  problem={isRolesWrong ? t('roles.wrong', { roles: roles.join(', ') }) : null}
                  lines={3}
                  className="sm:col-span-2"
                />
              )}
              <TextField {...line} label={t('acr')} hint={t('acr.hint')} {...field('acr')} />
              <TextField {...line} label={t('amr')} {...field('amr')} />
            </div>
            <div>
              <Checkbox
                isSelected={draft.trustsEmail}
                onChange={(trustsEmail) => set({ trustsEmail })}
                detail={t('trustsEmail.detail')}
              >
                {t('trustsEmail')}
              </Checkbox>
              <Checkbox
                isSelected={draft.passwords}
                onChange={(passwords) => set({ passwords })}
                detail={t('passwords.detail')}
              >
                {t('passwords')}
              </Checkbox>
            </div>
            {!draft.passwords && (
              <Select
                label={t('breakGlass')}
                value={draft.breakGlassId}
                onChange={(breakGlassId) => set({ breakGlassId })}
                choices={[
                  { id: nobody, label: t('breakGlass.nobody') },
                  ...people
                    .filter((person) => person.role === 'administrator' && person.active)
                    .map(({ id, name }) => ({ id, label: name })),
                ]}
              />
            )}
            <ToldAddresses addresses={login.addresses} />
            {login.version > 0 && <LinkedPeople linked={login.linked} />}
            <ActionTrouble error={rest('label', 'issuer', 'clientId', 'clientSecret', 'domains')} />
            <Button type="submit" look="primary" className="justify-self-start" isPending={save.isPending}>
              {t('save')}
            </Button>
          </>
        )}
      </form>
    </Card>
  )
}

function draftOf(login: StaffLogin) {
  return {
    active: login.active,
    label: login.label,
    issuer: login.issuer,
    clientId: login.clientId,
    clientSecret: '',
    domains: login.domains.join(' '),
    trustsEmail: login.trustsEmail,
    roleClaim: login.roleClaim ?? '',
    roles: writeRoles(login.roles),
    acr: login.acr.join(' '),
    amr: login.amr.join(' '),
    passwords: login.passwords,
    breakGlassId: login.breakGlassId ?? nobody,
  }
}

function inputOf(
  draft: ReturnType<typeof draftOf>,
  read: StaffLogin['roles'],
  version: number,
): Input<'PUT /logins/staff'> {
  const wordsOf = (text: string) => text.split(/[\s,;]+/).filter(Boolean)
  const { clientSecret, breakGlassId } = draft
  return {
    active: draft.active,
    label: draft.label.trim(),
    issuer: draft.issuer.trim(),
    clientId: draft.clientId.trim(),
    ...(clientSecret ? { clientSecret } : {}),
    domains: wordsOf(draft.domains),
    trustsEmail: draft.trustsEmail,
    roleClaim: draft.roleClaim.trim() || null,
    roles: read,
    acr: wordsOf(draft.acr),
    amr: wordsOf(draft.amr),
    passwords: draft.passwords,
    breakGlassId: draft.passwords || breakGlassId === nobody ? null : breakGlassId,
    version,
  }
}
