import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import type { Me } from '#contract/customers'
import { meQuery } from '../data.ts'
import { RouteTrouble } from '../screens/route-trouble.tsx'
import { Activity } from './activity.tsx'
import { Devices } from './devices.tsx'
import { EmailPart } from './email.tsx'
import { LanguagePart } from './language.tsx'
import { Passkeys } from './passkeys.tsx'
import { PasswordPart } from './password.tsx'
import { PhonePart } from './phone.tsx'
import { SecondStep } from './second-step.tsx'

const parts: Record<string, ComponentType<{ me: Me }>> = {
  password: PasswordPart,
  passkeys: Passkeys,
  'second-step': SecondStep,
  devices: Devices,
  email: EmailPart,
  phone: PhonePart,
  activity: Activity,
  language: LanguagePart,
}

/** One thing of Login & Security. */
export function SecurityPart() {
  const { part } = useParams({ from: '/known/account/security/$part' })
  const me = useQuery(meQuery).data
  const Part = parts[part]
  if (!Part) return <RouteTrouble />
  return me ? <Part key={me.id} me={me} /> : null
}
