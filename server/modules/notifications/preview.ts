import { composeMail, type ComposedMail, type MailFrame } from './compose.ts'
import { voiceFor } from './locale.ts'
import { audienceOf, isAlways } from './audience.ts'
import { samples } from './samples.ts'
import type { TemplateName, TemplateParams } from './templates.ts'

/** A mail as it would look, with sample values unless others are given. Nothing is kept or sent. */
export function previewNotification<T extends TemplateName>(
  template: T,
  options: { locale?: string; zone?: string; params?: TemplateParams[T]; frame?: Partial<MailFrame> } = {},
): ComposedMail {
  const { locale = 'en-US', zone = 'America/New_York', params = samples[template], frame } = options
  return composeMail(
    template,
    params,
    { ...voiceFor(locale), zone },
    {
      storeName: 'Juniper Outfitters',
      helpUrl: 'https://help.juniper.test/contact',
      order: 'W-1001',
      reference: 'MR-7F3K-29Q',
      url: 'https://help.juniper.test/orders/ord_1',
      baseUrl: 'https://help.juniper.test',
      ...footOf(template),
      ...frame,
    },
  )
}

// As it would be for whoever gets it: only a shopper chooses, and only what does not always come.
function footOf(template: TemplateName): Partial<MailFrame> {
  const reader = audienceOf(template)
  if (reader === 'staff' || reader === 'seller') return { reader, helpUrl: undefined }
  if (reader !== 'shopper') return { reader }
  const chooseUrl = 'https://help.juniper.test/account'
  return isAlways(template)
    ? { reader, chooseUrl }
    : { reader, chooseUrl, unsubscribeUrl: 'https://help.juniper.test/unsubscribe?token=sample' }
}
