import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { call, type Input } from '../../kit/call.ts'
import { countries } from '../../kit/i18n/countries.ts'
import { useAction } from '../../kit/use-action.ts'
import { ActionTrouble, useTroubleWords } from '../../parts/trouble.tsx'
import { Button } from '../../ui/button.tsx'
import { buttonClass } from '../../ui/button-looks.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { storeQuery } from '../data.ts'
import { useConsole } from '../text.ts'
import { Narrow } from './narrow.tsx'

const currencies = ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'JPY']

const here = Intl.DateTimeFormat().resolvedOptions().timeZone
const zones = [...new Set([here, ...Intl.supportedValuesOf('timeZone')])]

/** The first start of a real store: what it is called, where it is, and who runs it. */
export function SetUp() {
  const { t, locale } = useConsole()
  const words = useTroubleWords()
  const queries = useQueryClient()
  const store = useQuery(storeQuery).data
  const [form, setForm] = useState({
    setUpCode: '',
    name: '',
    country: 'US',
    currency: 'USD',
    timeZone: here,
    supportEmail: '',
    marketplace: false,
    administrator: { name: '', email: '', password: '' },
  })
  const set = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const setPerson = (part: Partial<typeof form.administrator>) =>
    set({ administrator: { ...form.administrator, ...part } })
  const begin = useAction(
    (input: Input<'POST /store/set-up'>, options) => call('POST /store/set-up', input, options),
    (answer) => queries.setQueryData(storeQuery.queryKey, answer),
  )
  const problem = (param: string) =>
    begin.error?.param === param || begin.error?.param?.endsWith(`.${param}`) ? words(begin.error) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void begin.run(form)
  }
  if (store?.setUp)
    return (
      <Narrow title={t('setUp.done')} detail={t('setUp.doneDetail')}>
        <Link to="/sign-in" search={{}} className={buttonClass({ look: 'primary', size: 'large' })}>
          {t('signIn.title')}
        </Link>
      </Narrow>
    )
  const money = new Intl.DisplayNames(locale, { type: 'currency' })
  return (
    <Narrow title={t('setUp.title')} detail={t('setUp.detail')} wide>
      <form noValidate onSubmit={submit} className="grid gap-5">
        <TextField
          label={t('setUp.code')}
          hint={t('setUp.codeHint')}
          value={form.setUpCode}
          onChange={(setUpCode) => set({ setUpCode })}
          isRequired
          autoFocus
          problem={begin.error?.code === 'set_up_code_wrong' ? words(begin.error) : null}
        />
        <TextField
          label={t('setUp.name')}
          value={form.name}
          onChange={(name) => set({ name })}
          isRequired
          problem={problem('name')}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <Select
            label={t('setUp.country')}
            value={form.country}
            onChange={(country) => set({ country })}
            choices={countries(locale)}
          />
          <Select
            label={t('setUp.currency')}
            value={form.currency}
            onChange={(currency) => set({ currency })}
            choices={currencies.map((id) => ({ id, label: `${id} · ${money.of(id)}` }))}
          />
        </div>
        <Select
          label={t('setUp.zone')}
          value={form.timeZone}
          onChange={(timeZone) => set({ timeZone })}
          choices={zones.map((id) => ({ id, label: id.replaceAll('_', ' ') }))}
        />
        <TextField
          label={t('setUp.supportEmail')}
          type="email"
          value={form.supportEmail}
          onChange={(supportEmail) => set({ supportEmail })}
          isRequired
          problem={problem('supportEmail')}
        />
        <Checkbox
          isSelected={form.marketplace}
          onChange={(marketplace) => set({ marketplace })}
          detail={t('setUp.marketplaceDetail')}
        >
          {t('setUp.marketplace')}
        </Checkbox>
        <fieldset className="grid gap-5 border-t border-line pt-5">
          <legend className="sr-only">{t('setUp.administrator')}</legend>
          <h2 className="text-lg" aria-hidden="true">
            {t('setUp.administrator')}
          </h2>
          <TextField
            label={t('people.name')}
            autoComplete="name"
            value={form.administrator.name}
            onChange={(name) => setPerson({ name })}
            isRequired
          />
          <TextField
            label={t('signIn.email')}
            type="email"
            autoComplete="email"
            value={form.administrator.email}
            onChange={(email) => setPerson({ email })}
            isRequired
            problem={problem('email')}
          />
          <TextField
            label={t('signIn.password')}
            hint={t('password.hint')}
            type="password"
            autoComplete="new-password"
            value={form.administrator.password}
            onChange={(password) => setPerson({ password })}
            isRequired
            problem={problem('password')}
          />
        </fieldset>
        {begin.error && begin.error.code !== 'set_up_code_wrong' && <ActionTrouble error={begin.error} />}
        <Button type="submit" look="primary" size="large" isPending={begin.isPending}>
          {t('setUp.begin')}
        </Button>
      </form>
    </Narrow>
  )
}
