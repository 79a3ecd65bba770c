import { queryOptions } from '@tanstack/react-query'
import { call, type Output } from '../../../kit/call.ts'

export type Template = Output<'GET /notification-templates'>['data'][number]
export type Audience = Template['audience']

/** In which languages people are written to, and to whom. */
export const languages = ['en', 'de', 'ar'] as const
export const audiences = ['shopper', 'seller', 'address', 'staff'] as const satisfies Audience[]

export const templatesQuery = (locale: string) =>
  queryOptions({
    queryKey: ['notification-templates', locale],
    queryFn: async ({ signal }) => (await call('GET /notification-templates', { locale }, { signal })).data,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const previewQuery = (name: string, locale: string, scheme: 'light' | 'dark') =>
  queryOptions({
    queryKey: ['notification-templates', locale, name, scheme],
    queryFn: ({ signal }) => call('GET /notification-templates/:name', { name, locale, scheme }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
