import type { OutgoingMail } from '#contract/mail'

export type NotDelivered = 'no_address' | 'full' | 'too_large' | 'unwanted' | 'no_file' | 'not_reached' | 'other'

/** Why an answer did not arrive, as far as a mail server's code tells (RFC 3463, RFC 5321 4.2.3). */
export function whyNotDelivered({ status, failure }: Pick<OutgoingMail, 'status' | 'failure'>): NotDelivered {
  const said = status ?? ''
  if (failure === 'file_not_there') return 'no_file'
  if (/^5\.1\.(?![78]$)\d+$/.test(said) || ['550', '551', '553'].includes(said)) return 'no_address'
  if (/^[45]\.2\.2$/.test(said)) return 'full'
  if (/^5\.(2\.3|3\.4)$/.test(said)) return 'too_large'
  if (/^5\.7\.\d+$/.test(said) || said === '554') return 'unwanted'
  if (/^([45]\.4\.\d+|4\d\d)$/.test(said) || (said === '' && failure !== 'returned' && failure !== 'mail_invalid'))
    return 'not_reached'
  return 'other'
}
