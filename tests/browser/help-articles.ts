import type { HelpDocument } from '../../server/modules/helpcenter/document/contract.ts'
import { clientAt, type TestClient } from '#testing/server'
import { smallVideo } from '#testing/small-video'
import sharp from 'sharp'

type Block = HelpDocument['content'][number]

const text = (words: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text: words }] })
const heading = (words: string): Block => ({
  type: 'heading',
  attrs: { level: 2 },
  content: [{ type: 'text', text: words }],
})
const row = (kind: 'tableHeader' | 'tableCell', ...cells: string[]) => ({
  type: 'tableRow' as const,
  content: cells.map((cell) => ({ type: kind, content: [text(cell)] })),
})

/** A long article with everything that one can hold. */
function everything(files: { picture: string; video: string; captions: string }): HelpDocument {
  return {
    type: 'doc',
    content: [
      text('You have 30 days from the day it arrived. Most things go back without a box and without a printer.'),
      heading('How to return something'),
      {
        type: 'steps',
        content: [
          { type: 'step', attrs: { title: 'Choose the item' }, content: [text('It stands in Your Orders.')] },
          { type: 'step', attrs: { title: 'Say why' }, content: [text('It decides who pays the way back.')] },
          { type: 'step', attrs: { title: 'Show the code' }, content: [text('The shop scans it.')] },
        ],
      },
      { type: 'callout', attrs: { tone: 'tip' }, content: [text('Several items go back in one go.')] },
      { type: 'image', attrs: { file: files.picture, alt: 'A parcel on a counter', caption: 'At the counter' } },
      heading('When your money is back'),
      {
        type: 'table',
        content: [
          row('tableHeader', 'Paid with', 'How long'),
          row('tableCell', 'Card', '3 to 5 working days'),
          row('tableCell', 'Store credit', 'At once'),
        ],
      },
      { type: 'callout', attrs: { tone: 'warning' }, content: [text('Please never send a swollen battery.')] },
      {
        type: 'video',
        attrs: {
          file: files.video,
          title: 'Without a box',
          captions: files.captions,
          transcript: 'Bring it as it is.',
        },
      },
      heading('Questions'),
      {
        type: 'faq',
        content: [
          { type: 'faqItem', attrs: { question: 'Do I need the box?' }, content: [text('No, any wrapping will do.')] },
          { type: 'faqItem', attrs: { question: 'Can somebody else bring it?' }, content: [text('Yes.')] },
        ],
      },
    ],
  }
}

interface Written {
  topic?: string
  category: string
  /** Title, summary and first sentence, by language. */
  in: Record<string, [title: string, summary: string, words: string | HelpDocument]>
}

const categories: [slug: string, names: Record<string, { name: string; summary: string }>][] = [
  [
    'delivery',
    {
      en: { name: 'Orders and delivery', summary: 'Where it is, and what to do when it is not.' },
      de: { name: 'Bestellung und Lieferung', summary: 'Wo es ist, und was zu tun ist, wenn nicht.' },
      ar: { name: 'الطلبات والتوصيل', summary: 'أين هو، وماذا تفعل إن لم يصل.' },
    },
  ],
  [
    'returns',
    {
      en: { name: 'Returns and refunds', summary: 'Send it back, and have your money.' },
      de: { name: 'Rückgabe und Erstattung', summary: 'Zurückschicken, und das Geld ist da.' },
      ar: { name: 'الإرجاع والاسترداد', summary: 'أرجعه واسترد مالك.' },
    },
  ],
]

const articles: Written[] = [
  {
    topic: 'tracking',
    category: 'delivery',
    in: {
      en: ['Where is my parcel?', 'Follow it from our door to yours.', 'Open the order and press Track package.'],
      de: ['Wo ist mein Paket?', 'Von unserer Tür bis zu deiner.', 'Öffne die Bestellung und verfolge das Paket.'],
      ar: ['أين طردي؟', 'تتبّعه من بابنا إلى بابك.', 'افتح الطلب واضغط تتبع الطرد.'],
      es: ['¿Dónde está mi paquete?', 'Síguelo de puerta a puerta.', 'Abre el pedido y sigue el paquete.'],
    },
  },
  {
    topic: 'missing',
    category: 'delivery',
    in: {
      en: ['It says delivered, but I don’t have it', 'We put it right on the spot.', 'Tell us in Your Orders.'],
      de: ['Angeblich zugestellt, aber nicht da', 'Wir regeln es sofort.', 'Sag es uns in deinen Bestellungen.'],
      ar: ['مكتوب أنه سُلّم لكنه ليس عندي', 'نعالج الأمر فورًا.', 'أخبرنا من صفحة طلباتك.'],
    },
  },
  {
    topic: 'refund',
    category: 'returns',
    in: {
      en: ['When is my refund there?', 'It depends on how you paid.', 'A card takes 3 to 5 working days.'],
      de: ['Wann ist meine Erstattung da?', 'Je nachdem, wie du bezahlt hast.', 'Eine Karte braucht 3 bis 5 Werktage.'],
    },
  },
]

/** Writes the help center that browsers look at: topics and articles in four languages. Answers who wrote it. */
export async function writeHelp(url: string): Promise<TestClient> {
  const lead = clientAt(url, 'staff:stf_help:administrator')
  const long = everything({
    picture: await upload(lead, 'counter.png', await picture()),
    video: await upload(lead, 'without-a-box.mp4', smallVideo().content),
    captions: await upload(
      lead,
      'captions.vtt',
      Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nBring it as it is.\n'),
    ),
  })
  const ids = new Map<string, string>()
  for (const [slug, names] of categories) ids.set(slug, (await lead.call('POST /help-categories', { slug, names })).id)
  const returning: Written = {
    topic: 'return',
    category: 'returns',
    in: {
      en: ['Return an item', 'Two minutes, and no box needed.', long],
      de: ['Einen Artikel zurückgeben', 'Zwei Minuten, ohne Karton.', 'Du hast 30 Tage ab der Zustellung.'],
      ar: ['إرجاع منتج', 'دقيقتان ومن دون علبة.', 'لديك 30 يومًا من يوم الوصول.'],
    },
  }
  for (const { topic, category, in: languages } of [returning, ...articles]) {
    let id: string | undefined
    let version = 0
    for (const [locale, [title, summary, words]] of Object.entries(languages)) {
      const doc = typeof words === 'string' ? { type: 'doc', content: [text(words)] } : words
      const draft = { locale, title, summary, doc }
      if (id === undefined)
        id = (await lead.call('POST /help-articles', { category: ids.get(category), topic, draft })).id
      else await lead.call('PUT /help-articles/:id/drafts/:locale', { id, ...draft, version })
      await lead.call('POST /help-articles/:id/publication', { id, locale })
      version = 0
    }
  }
  return lead
}

async function upload(client: TestClient, name: string, content: Buffer): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(content)]), name)
  const { status, body } = await client.send('POST', '/files', { body: form })
  if (status !== 201) throw new Error(`the upload of ${name} answered ${status}: ${JSON.stringify(body)}`)
  return body.id as string
}

async function picture(): Promise<Buffer> {
  return await sharp({ create: { width: 960, height: 540, channels: 3, background: '#c9b79c' } })
    .png()
    .toBuffer()
}
