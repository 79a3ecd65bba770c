import type { Me } from '#contract/customers'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import FileUser from 'lucide-react/icons/file-user'
import LogOut from 'lucide-react/icons/log-out'
import ReceiptText from 'lucide-react/icons/receipt-text'
import ShieldCheck from 'lucide-react/icons/shield-check'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { Card, CardHead } from '../../ui/card.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useToast } from '../../ui/toasts.tsx'
import { meQuery } from '../data.ts'
import { leave } from '../store-login/leave.ts'
import { StoreAccountLink } from '../store-login/store-account-link.tsx'
import { useShopper } from '../text.ts'
import { Addresses } from './account-addresses.tsx'
import { AccountLink } from './account-link.tsx'
import { Mails } from './account-mails.tsx'

/** Who I am here, where things go, which mails I want, and where I am signed in. */
export function AccountPage() {
  const { t } = useShopper()
  const me = useQuery(meQuery).data
  const navigate = useNavigate()
  const queries = useQueryClient()
  const signOut = useAction(
    (_: null, options) => leave(options),
    async (elsewhere) => {
      queries.setQueryData(meQuery.queryKey, null)
      if (elsewhere) return location.assign(elsewhere)
      await navigate({ to: '/sign-in' })
      queries.removeQueries({ predicate: (query) => !['store', 'me', 'demo'].includes(String(query.queryKey[0])) })
    },
  )
  if (!me) return null
  return (
    <div className="mx-auto max-w-3xl">
      <div className="mb-6 flex flex-wrap items-end justify-between gap-3">
        <h1 className="text-3xl">{t('account.title')}</h1>
        <Button
          icon={<LogOut className="mirror size-4.5" aria-hidden="true" />}
          isPending={signOut.isPending}
          onPress={() => void signOut.run(null)}
        >
          {t('account.signOut')}
        </Button>
      </div>
      <div className="grid gap-6">
        <Details me={me} />
        <AccountLink
          to="/account/security"
          icon={ShieldCheck}
          title={t('security.link')}
          detail={t('security.linkDetail')}
        />
        <AccountLink
          to="/account/payments"
          icon={ReceiptText}
          title={t('account.payments')}
          detail={t('account.paymentsDetail')}
        />
        <StoreAccountLink />
        <Addresses me={me} />
        <Mails />
        <AccountLink to="/account/data" icon={FileUser} title={t('data.link')} detail={t('data.linkDetail')} />
      </div>
    </div>
  )
}

function Details({ me }: { me: Me }) {
  const { t, format } = useShopper()
  const [name, setName] = useState(me.name)
  const toast = useToast()
  const save = useAction(
    (input: Input<'PUT /me'>) => call('PUT /me', input),
    () => toast(t('common.saved')),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save.run({ name })
  }
  return (
    <Card>
      <CardHead title={t('account.details')} detail={me.email} />
      <form noValidate onSubmit={submit} className="grid gap-4 px-5 pt-4 pb-5 sm:grid-cols-2">
        <TextField label={t('account.name')} value={name} onChange={setName} autoComplete="name" />
        {me.storeCredit
          .filter((credit) => credit.amountMinor > 0)
          .map((credit) => (
            <p key={credit.currency} className="rounded-lg bg-accent-wash px-4 py-3 sm:col-span-2">
              {t('account.credit', { amount: format.money(credit) })}
            </p>
          ))}
        <div className="sm:col-span-2">
          <ActionTrouble error={save.error} />
          <Button type="submit" look="primary" isDisabled={name === me.name} isPending={save.isPending}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
