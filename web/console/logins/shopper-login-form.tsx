import type { ShopperLogin } from '#contract/logins'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { ChoiceList } from '../../ui/choice-list.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { LinkKeys } from './link-keys.tsx'
import { useLogins } from './text.ts'
import { ToldAddresses } from './told-addresses.tsx'
import { useFields } from './use-form.ts'

const kinds = ['own', 'signed_link', 'oidc'] as const
const algorithms = ['HS256', 'RS256', 'ES256', 'EdDSA'] as const

/** How shoppers sign in: here, by a link that the store signs, or by OpenID Connect. */
export function ShopperLoginForm({ login }: { login: ShopperLogin }) {
  const { t } = useLogins()
  const toast = useToast()
  const [draft, setDraft] = useState(() => draftOf(login))
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }))
  const save = useAction(
    (input: Input<'PUT /logins/shoppers'>) => call('PUT /logins/shoppers', input),
    () => toast(t('saved')),
  )
  const { field, rest } = useFields(draft, set, save.error)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run(inputOf(draft, login.version))
  }
  const isLink = draft.kind === 'signed_link'
  const line = { autoComplete: 'off', dir: 'ltr' } as const
  return (
    <Card>
      <CardHead title={t('shoppers')} detail={t('shoppersDetail')} />
      <form noValidate onSubmit={submit} className="grid gap-5 px-5 pt-4 pb-5">
        <ChoiceList
          label={t('kind')}
          value={draft.kind}
          onChange={(id) => set({ kind: id as ShopperLogin['kind'] })}
          choices={kinds.map((id) => ({ id, label: t(`kind.${id}`), detail: t(`kind.${id}.detail`) }))}
        />
        {draft.kind !== 'own' && (
          <div className="grid items-start gap-4 sm:grid-cols-2">
            <TextField
              {...line}
              label={t('issuer')}
              hint={t(isLink ? 'issuer.link' : 'issuer.oidc')}
              {...field('issuer')}
              isRequired
            />
            <TextField {...line} label={t('accountUrl')} hint={t('accountUrl.hint')} {...field('accountUrl')} />
            {isLink ? (
              <>
                <TextField
                  {...line}
                  label={t('signInUrl')}
                  hint={t('signInUrl.hint')}
                  {...field('signInUrl')}
                  isRequired
                />
                <TextField {...line} label={t('source')} hint={t('source.hint')} {...field('source')} />
                <Select
                  label={t('algorithm')}
                  value={draft.algorithm}
                  onChange={(algorithm) => set({ algorithm: algorithm as (typeof algorithms)[number] })}
                  choices={algorithms.map((id) => ({ id, label: t(`algorithm.${id}`) }))}
                />
                {draft.algorithm !== 'HS256' && (
                  <>
                    <TextField {...line} label={t('jwksUrl')} {...field('jwksUrl')} />
                    <TextField
                      {...line}
                      label={t('publicKey')}
                      hint={t('publicKey.hint')}
                      {...field('publicKey')}
                      lines={5}
                      className="sm:col-span-2"
                      inputClassName="font-mono text-sm"
                    />
                  </>
                )}
              </>
            ) : (
              <>
                <TextField {...line} label={t('clientId')} {...field('clientId')} isRequired />
                <TextField
                  {...line}
                  label={t('clientSecret')}
                  hint={login.hasClientSecret ? t('clientSecret.kept') : null}
                  type="password"
                  autoComplete="new-password"
                  {...field('clientSecret')}
                />
                <TextField
                  {...line}
                  label={t('referenceClaim')}
                  hint={t('referenceClaim.hint')}
                  {...field('referenceClaim')}
                />
                {draft.referenceClaim && (
                  <TextField {...line} label={t('source')} hint={t('source.hint')} {...field('source')} />
                )}
              </>
            )}
          </div>
        )}
        {isLink && draft.algorithm === 'HS256' && <LinkKeys keys={login.keys} />}
        {draft.kind !== 'own' && <ToldAddresses addresses={addressesFor(draft.kind, login)} />}
        <ActionTrouble
          error={rest(
            'issuer',
            'accountUrl',
            'signInUrl',
            'source',
            'publicKey',
            'jwksUrl',
            'clientId',
            'clientSecret',
          )}
        />
        <Button type="submit" look="primary" className="justify-self-start" isPending={save.isPending}>
          {t('save')}
        </Button>
      </form>
    </Card>
  )
}

function addressesFor(kind: ShopperLogin['kind'], { addresses }: ShopperLogin) {
  const { link, audience, returnTo, backChannel } = addresses
  return kind === 'oidc' ? { returnTo, backChannel } : { link, audience }
}

function draftOf(login: ShopperLogin) {
  return {
    kind: login.kind,
    issuer: login.issuer ?? '',
    accountUrl: login.accountUrl ?? '',
    signInUrl: login.signInUrl ?? '',
    source: login.source,
    algorithm: login.algorithm ?? 'HS256',
    publicKey: login.publicKey ?? '',
    jwksUrl: login.jwksUrl ?? '',
    clientId: login.clientId ?? '',
    clientSecret: '',
    referenceClaim: login.referenceClaim ?? '',
  }
}

function inputOf(draft: ReturnType<typeof draftOf>, version: number): Input<'PUT /logins/shoppers'> {
  const { kind, source, algorithm, clientSecret, ...texts } = draft
  const said = Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value.trim() || null]))
  return {
    kind,
    algorithm,
    version,
    ...said,
    ...(source.trim() ? { source: source.trim() } : {}),
    ...(clientSecret ? { clientSecret } : {}),
  }
}
