import type { Intent } from './intents.ts'

/**
 * Words for languages that the classifier has not learned. Compared in one spelling (`plainText`); what is more exact stands first.
 */
export const arabicWords: readonly { intent: Intent; clear: RegExp }[] = [
  {
    intent: 'missing_parcel',
    clear:
      /(مكتوب|يقول|الحالة).*(تم التسليم|سلم|وصل).*(لم|ما|ليس)|تم التسليم.*(لم|ما) (استلم|يصل|اجد)|(ضاع|فقد)ت? (الطرد|الشحنة|الطلب)/,
  },
  { intent: 'wrong_item', clear: /(منتج|طلب|لون) (خاطئ|خطا|مختلف)|ليس ما طلبت|وصلني شيء (اخر|مختلف)/ },
  { intent: 'damaged', clear: /مكسور|تالف|محطم|ممزق|متضرر|معطل|معيب|لا (يعمل|تعمل|يشتغل)/ },
  { intent: 'refund_status', clear: /(اين|متى|لم|ما).*(استرداد|المبلغ المسترد|فلوسي|اموالي)/ },
  { intent: 'exchange_item', clear: /استبدال|تبديل|ابدل|مقاس (اخر|اكبر|اصغر)/ },
  { intent: 'return_item', clear: /ارجاع|اعادة (المنتج|الطلب)|ارجع|مرتجع/ },
  { intent: 'cancel_order', clear: /الغاء|الغي|الغوا/ },
  { intent: 'change_address', clear: /(تغيير|تعديل|خطا|غير).*(العنوان|عنوان)|عنوان (خاطئ|جديد)/ },
  { intent: 'change_order', clear: /(تعديل|تغيير) (الطلب|طلبي)/ },
  {
    intent: 'track_order',
    clear: /اين (طلبي|الطلب|الشحنة|طردي|شحنتي)|تتبع|متى (يصل|تصل|سيصل|ستصل)|حالة الطلب|تاخر|متاخر|تاخير/,
  },
  { intent: 'refund_request', clear: /استرداد|استرجاع (المبلغ|المال|الفلوس)|(اريد|ابي) (فلوسي|اموالي)/ },
  { intent: 'replacement', clear: /(ارسال|ارسلوا) (بديل|واحد جديد)|بديل/ },
  { intent: 'payment_problem', clear: /(خصم|دفع).*(مرتين|مرتان)|فشل الدفع|رفضت? البطاقة|مبلغ خاطئ/ },
  { intent: 'invoice', clear: /فاتورة|ايصال|ضريبة/ },
  { intent: 'guarantee_claim', clear: /ضمان|كفالة/ },
  { intent: 'account_access', clear: /تسجيل الدخول|كلمة (المرور|السر)|رمز التحقق/ },
  { intent: 'call_me', clear: /(اتصل|اتصلوا) (بي|علي)|مكالمة/ },
  { intent: 'talk_to_person', clear: /(التحدث|اتحدث|اتكلم|تحويلي).*(شخص|موظف|انسان|ممثل)|موظف خدمة/ },
  { intent: 'complaint', clear: /شكوى|اشتكي|غير مقبول|اسوا (خدمة|تجربة)|محامي/ },
]
