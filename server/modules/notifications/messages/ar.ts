import type { Catalog } from './copy.ts'

export const ar: Catalog = {
  templates: {
    sign_in_code: {
      subject: '{code} هو رمز تسجيل الدخول',
      headline: 'رمزك هو {code}',
      body: 'أدخله حيث طلبته. يعمل مرة واحدة لمدة {minutes, plural, one {دقيقة واحدة} two {دقيقتين} few {# دقائق} other {# دقيقة}}.\nلم تطلب رمزًا؟ ربما كتب أحدهم عنوانك بالخطأ، ولا يلزمك فعل أي شيء. نحن لا نطلب الرمز أبدًا عبر الهاتف أو الدردشة.',
    },
    sign_in_unknown: {
      subject: 'لا نعرف طلبًا بهذا العنوان',
      headline: 'لا يوجد طلب بهذا العنوان بعد',
      body: 'طلب أحدهم، وربما أنت، رمز دخول بهذا العنوان. هل طلبت بعنوان آخر؟ جرّبه، أو اعثر على طلبك برقمه.\nلم تطلب رمزًا؟ إذن لا يلزمك فعل أي شيء.',
      button: 'العثور على طلبي',
    },
    guest_code: {
      subject: '{code} يفتح طلبك {order}',
      headline: 'رمزك هو {code}',
      body: 'يفتح الطلب {order} مرة واحدة لمدة {minutes, plural, one {دقيقة واحدة} two {دقيقتين} few {# دقائق} other {# دقيقة}}.\nلم تطلب رمزًا؟ ربما كتب أحدهم رقم طلبك، ولا يلزمك فعل أي شيء. من فضلك لا تعطِ الرمز لأحد.',
    },
    password_changed: {
      subject: 'تم تغيير كلمة المرور',
      headline: 'تم تغيير كلمة المرور للتو',
      body: 'تم تسجيل الخروج من كل الأجهزة الأخرى. {cooldownHours, plural, =0 {} other {خلال {cooldownHours, plural, one {الساعة القادمة} two {الساعتين القادمتين} few {الـ# ساعات القادمة} other {الـ# ساعة القادمة}} لا يعود المال إلا إلى حيث أتى.}}\nلم تكن أنت؟ {undoHours, plural, =0 {راسلنا من فضلك فورًا.} other {اختر «لم أكن أنا» أدناه خلال {undoHours, plural, one {ساعة واحدة} two {ساعتين} few {# ساعات} other {# ساعة}}: يُسجَّل خروج الجميع، ثم تضع كلمة مرور جديدة.}}',
      button: 'لم أكن أنا',
    },
    password_reset: {
      subject: 'اختر كلمة مرور جديدة',
      headline: 'اختر كلمة مرور جديدة',
      body: 'افتح الرابط أدناه واكتب الكلمة الجديدة. يعمل مرة واحدة لمدة {minutes, plural, one {دقيقة واحدة} two {دقيقتين} few {# دقائق} other {# دقيقة}}.\nلم تطلب ذلك؟ لا يلزمك فعل أي شيء: تبقى كلمة مرورك كما هي.',
      button: 'اختيار كلمة مرور جديدة',
    },
    new_sign_in: {
      subject: '{device, select, none {تسجيل دخول جديد} other {تسجيل دخول جديد من {device}}}',
      headline: 'سجّل أحدهم الدخول، وغالبًا هو أنت',
      body: '{device, select, none {جهاز لا نعرفه} other {{device}}}{place, select, none {} other {، {place}}}، {at}.\nهل كنت أنت؟ إذن لا يلزمك شيء.\nلم تكن أنت؟ {undoHours, plural, =0 {راسلنا من فضلك فورًا.} other {اختر «لم أكن أنا» أدناه خلال {undoHours, plural, one {ساعة واحدة} two {ساعتين} few {# ساعات} other {# ساعة}}: يُسجَّل خروج الجميع، ثم تضع كلمة مرور جديدة.}}',
      button: 'لم أكن أنا',
    },
    confirm_code: {
      subject: '{what, select, address {{code} يؤكد بريدك الجديد} other {{code} هو رمزك}}',
      headline: 'رمزك هو {code}',
      body: '{what, select, address {أدخله لاستخدام هذا العنوان لحسابك من الآن.} other {أدخله لتُظهر أنك أنت من يغيّر حسابك.}} يعمل مرة واحدة لمدة {minutes, plural, one {دقيقة واحدة} two {دقيقتين} few {# دقائق} other {# دقيقة}}.\nلم تطلب رمزًا؟ {what, select, address {ربما كتب أحدهم عنوانك خطأً، ولا يلزمك فعل أي شيء.} other {ربما دخل أحدهم باسمك. افتح حسابك وسجّل الخروج من كل مكان آخر.}}',
    },
    contact_changed: {
      subject: '{field, select, email {تم تغيير بريدك الإلكتروني} other {تم تغيير رقم هاتفك}}',
      headline:
        '{field, select, email {بريدك الآن هو {now}} phone {ينتهي رقم هاتفك الآن بـ {now}} other {تمت إزالة رقم هاتفك}}',
      body: 'تم تسجيل الخروج من كل الأجهزة الأخرى. {cooldownHours, plural, =0 {} other {خلال {cooldownHours, plural, one {الساعة القادمة} two {الساعتين القادمتين} few {الـ# ساعات القادمة} other {الـ# ساعة القادمة}} لا يعود المال إلا إلى حيث أتى.}}\nلم تكن أنت؟ {undoHours, plural, =0 {راسلنا من فضلك فورًا.} other {اختر «إعادته كما كان» أدناه خلال {undoHours, plural, one {ساعة واحدة} two {ساعتين} few {# ساعات} other {# ساعة}}: يعود حسابك كما كان، ويُسجَّل خروج الجميع، ثم تضع كلمة مرور جديدة.}}',
      button: 'إعادته كما كان',
    },
    address_confirmed: {
      subject: 'هذا هو بريدك لدينا الآن',
      headline: 'من الآن نكتب إليك هنا',
      body: 'وبه تسجّل الدخول أيضًا.',
      button: 'فتح حسابي',
    },
    sign_in_changed: {
      subject:
        '{what, select, passkey_added {أُضيف مفتاح مرور} passkey_removed {أُزيل مفتاح مرور} second_factor_on {الخطوة الثانية مفعّلة} other {الخطوة الثانية متوقفة}}',
      headline:
        '{what, select, passkey_added {أُضيف مفتاح مرور إلى حسابك} passkey_removed {أُزيل مفتاح مرور من حسابك} second_factor_on {يطلب تسجيل الدخول الآن رمزًا من تطبيقك} other {لم يعد تسجيل الدخول يطلب رمزًا من تطبيقك}}',
      body: 'هل كنت أنت؟ إذن لا يلزمك شيء.\nلم تكن أنت؟ {undoHours, plural, =0 {راسلنا من فضلك فورًا.} other {اختر «لم أكن أنا» أدناه خلال {undoHours, plural, one {ساعة واحدة} two {ساعتين} few {# ساعات} other {# ساعة}}: يُسجَّل خروج الجميع، ثم تضع كلمة مرور جديدة.}}',
      button: 'لم أكن أنا',
    },
    erasure_asked: {
      subject: 'سيُحذف حسابك',
      headline: 'سيُحذف حسابك يوم {at}',
      body: 'حتى ذلك الحين يبقى كل شيء كما هو، وبنقرة واحدة يبقى الحساب. وإن كان شيء ما زال جاريًا في ذلك اليوم، مثل طرد أو استرداد، فسننجزه أولًا. نكتب إليك قبل ذلك بيوم، وحين يتم الأمر.\nلم تكن أنت؟ أبقِ الحساب وغيّر كلمة المرور.',
      button: 'إبقاء حسابي',
    },
    erasure_near: {
      subject: 'آخر فرصة للاحتفاظ بحسابك',
      headline: 'يُحذف حسابك يوم {at}',
      body: 'بعد ذلك لا يمكن لأحد إعادته: اسمك وعناوينك ورسائلك وصورك تزول، وما يلزمنا القانون بحفظه لا يدل على أحد. وإن كان شيء ما زال جاريًا، مثل طرد أو استرداد، فسننجزه أولًا. ونكتب إليك حين يتم الأمر.',
      button: 'إبقاء حسابي',
    },
    erasure_done: {
      subject: 'حُذف حسابك',
      headline: 'حُذف حسابك',
      body: 'كما طلبت. زال اسمك وعناوينك ورسائلك وصورك، وما يلزمنا القانون بحفظه لا يدل على أحد. ننسى هذا العنوان فور خروج هذه الرسالة، ولا يمكن لأحد إعادة الحساب.\nشكرًا لأنك كنت معنا.',
    },
    erasure_canceled: {
      subject: 'حسابك باقٍ',
      headline: 'حسابك باقٍ',
      body: 'لم يُحذف شيء، وكل شيء كما كان. يسعدنا وجودك معنا.',
      button: 'فتح حسابي',
    },
    account_changed: {
      subject: 'غيّرنا حسابك لدى {store}',
      headline: 'أجرى فريقنا تغييرًا على حسابك',
      body: 'غيّر أحد أفراد فريقنا في {store} ما يلي:\n{name, select, yes {• اسمك.} other {}}\n{phone, select, new {• رقم هاتفك. أصبح ينتهي بـ {digits}.} gone {• رقم هاتفك. لم يعد لدينا رقم لك.} other {}}\n{language, select, yes {• اللغة التي نكتب إليك بها.} other {}}\n{addresses, select, yes {• عناوينك. الطلبات السابقة تحتفظ بعناوينها.} other {}}\n{phone, select, no {} other {حفاظًا على أمانك، لا يعود المال خلال الأيام القليلة القادمة إلا إلى حيث أتى.}}\nلم تطلب ذلك؟ اكتب إلينا فورًا وسنعيد كل شيء كما كان.',
      button: 'فتح حسابي',
    },
    replacement_on_its_way: {
      subject: 'بديل في الطريق إليك: {things}',
      headline: 'بديل جديد في الطريق إليك.{by, select, none {} other { يصل بحلول {by}.}}',
      body: '{what, select, other {نرسل إليك ما اخترته بدلًا من {things}.{first, select, back { من فضلك أعِد القديم عندما يصلك الجديد.} other {}}} same {نرسل إليك {things} مرة أخرى. {first, select, back {مجانًا. من فضلك أعِد القديم عندما يصلك الجديد، وهذا مجاني أيضًا.} other {مجانًا، ولا يلزمك فعل أي شيء.}}}}{day, select, later {\nهذا الموعد أبعد مما قلناه أولًا، ونعتذر عن ذلك.} other {}}{first, select, lost {\nإذا ظهر الأول لاحقًا فأخبرنا فقط. شكرًا لك في كل الأحوال.} other {}}',
      button: 'متابعة طلبي',
    },
    replacement_not_possible: {
      subject: 'بخصوص البديل: اختر مرة أخرى من فضلك',
      headline: 'نفدت الكمية قبل أن نرسل البديل. ما زال الاختيار لك.',
      body: 'نعتذر: نفدت الكمية أثناء التجهيز. يتعلق الأمر بـ {things}. لم تخسر شيئًا. اختر ما يناسبك، مثل استرداد مالك.',
      button: 'الاختيار من جديد',
    },
    refund_under_way: {
      subject: '{amount} في طريقها إليك',
      headline: '{amount} في طريقها إليك',
      body: 'لا يلزمك فعل أي شيء. نتابع المبلغ حتى يصل.',
      button: 'عرض الاسترداد',
    },
    refund_done: {
      subject: 'تم استرداد {amount}',
      headline: 'تم استرداد {amount}',
      body: 'انتهى الأمر من جهتنا. بعض البنوك تحتاج أيامًا قليلة حتى تظهره.',
      button: 'عرض الاسترداد',
    },
    refund_failed: {
      subject: 'استرداد {amount} يحتاج إلى طريق آخر',
      headline: 'مالك في أمان. يحتاج فقط إلى طريق آخر إليك.',
      body: 'حاولنا إعادة {amount} ولم يستطع مزود الدفع قبولها. ليس هذا خطأك. يمكنك استلامها بطريقة أخرى، أو يتولى أحد من فريقنا ذلك عنك.',
      button: 'اختيار طريقة أخرى',
    },
    review_opened: {
      subject: 'شخص من فريقنا يهتم بالأمر: الرد بحلول {by}',
      headline: 'شخص من فريقنا يهتم بالأمر. سنرد عليك بحلول {by}.',
      body: 'ينظر أحد من فريقنا في ما حدث مع {things}. القصة كاملة أمامه، فلا تحتاج إلى سردها مرة أخرى.\n{silence, select, for_shopper {إذا لم يتمكن أحد من ذلك في الموعد فإننا نقرر لصالحك.} other {إذا لم يتمكن أحد من ذلك في الموعد ينتقل الأمر مباشرة إلى قائد الفريق.}}',
      button: 'معرفة الحالة',
    },
    review_moved: {
      subject: 'نحتاج إلى وقت أطول قليلًا',
      headline: 'نحتاج إلى وقت أطول قليلًا.{by, select, none {} other { سنرد عليك بحلول {by}.}}',
      body: 'وعدناك برد بخصوص {things} ولم نفِ بالموعد. هذا تقصير منا. الأمر الآن عند قائد الفريق.',
      button: 'معرفة الحالة',
    },
    review_granted: {
      subject: 'خبر جيد بخصوص {things}',
      headline: 'نظرنا في الأمر وسنصلحه',
      body: 'شكرًا على صبرك. الخطوة التالية في طريقها إليك.{note, select, none {} other {\nممن نظر في الأمر: «{note}»}}',
      button: 'معرفة الخطوة التالية',
    },
    review_declined: {
      subject: 'ردنا بخصوص {things}',
      headline: 'نظرنا في الأمر بعناية ولم نتمكن من إصلاحه بهذه الطريقة',
      body: '{note, select, none {راجعنا كل ما نعرفه عنه.} other {ممن نظر في الأمر: «{note}»}}\nهل ترى الأمر بشكل مختلف؟ يمكنك الوصول إلى شخص بنقرة واحدة، والقصة كاملة أمامه.',
      button: 'التحدث مع شخص',
    },
    review_for_you: {
      subject: 'تقرر لصالحك: {things}',
      headline: 'تأخرنا كثيرًا، لذلك تقرر الأمر لصالحك',
      body: 'وعدناك برد قبل الآن. لا تحتاج إلى الانتظار أكثر: ننفذ ما طلبته.',
      button: 'معرفة الخطوة التالية',
    },
    wait_started: {
      subject: 'الاختيار لك ابتداءً من {until}',
      headline: 'انتظر حتى {until}. بعدها الاختيار لك.',
      body: 'نعرف أن هذا مزعج. كثير من الطرود التي سُجّل تسليمها مبكرًا تظهر خلال يومين. إذا لم يصل شيء حتى ذلك الحين فاختر ما نفعله بشأن {things}. لا تحتاج إلى إخبارنا مرة أخرى.',
      button: 'عرض خياراتي',
    },
    wait_over: {
      subject: 'الاختيار لك الآن: {things}',
      headline: 'لم يصل بعد؟ الاختيار لك الآن.',
      body: 'اختر ما تريد أن نفعله بخصوص {things}. نقرة واحدة وينتهي الأمر. وإذا ظهر في هذه الأثناء فأخبرنا بنقرة واحدة أيضًا.',
      button: 'الاختيار الآن',
    },
    turned_up: {
      subject: 'شكرًا لإخبارنا',
      headline: 'جميل أنه ظهر. شكرًا لإخبارنا!',
      body: 'هذا يساعد غيرك أيضًا، ولا يُحسب عليك بأي شكل.',
      button: 'عرض طلبي',
    },
    payment_declined: {
      subject: 'لم تتم عملية الدفع مقابل {things}',
      headline: 'لم تتم عملية الدفع، ولم يُخصم أي مبلغ',
      body: 'أردت الاحتفاظ بـ {things} ودفع ثمنه، ولا يزال ذلك ممكنًا: اختر من جديد، أو أعده مجانًا. ولا يُحسب عليك شيء في الحالتين.',
      button: 'الاختيار من جديد',
    },
    exchange_not_paid: {
      subject: 'لم تتم عملية الدفع مقابل الاستبدال',
      headline: 'لم تتم عملية الدفع، ولم يُخصم أي مبلغ',
      body: 'لم نرسل المنتج الآخر بعد. اختر من جديد: طريقة دفع أخرى، أو منتجًا آخر، أو استرداد المبلغ مقابل {things}.',
      button: 'الاختيار من جديد',
    },
    part_not_possible: {
      subject: 'بشأن القطعة الناقصة: اختر من جديد من فضلك',
      headline: 'لا تتوفر لدينا هذه القطعة وحدها، ولا يزال بإمكانك الاختيار.',
      body: 'نعتذر عن ذلك. يمكننا إرسال {things} جديدًا بالكامل، أو إعادة المبلغ. اختر ما يناسبك.',
      button: 'الاختيار من جديد',
    },
    return_asked: {
      subject: 'طلب الإرجاع: سنرد قبل {by}',
      headline: 'ينظر شخص من فريقنا في طلب الإرجاع ويرد قبل {by}',
      body: 'تريد إعادة {things}. سينظر فيه أحد أفراد فريقنا أولًا. لا يلزمك فعل شيء حتى ذلك الحين.',
      button: 'عرض طلب الإرجاع',
    },
    return_answered: {
      subject: '{outcome, select, approved {تمت الموافقة على الإرجاع} other {بخصوص طلب الإرجاع}}: {things}',
      headline: '{outcome, select, approved {نعم، يمكنك إعادته.} other {نظرنا في الأمر بعناية ولا يمكننا استعادته.}}',
      body: '{outcome, select, approved {يمكن إعادة {things} إلينا. ستجد طريقة التسليم في صفحة الإرجاع.} other {يتعلق الأمر بـ {things}. إن كان لك رأي آخر فأخبرنا: سينظر فيه معك شخص آخر.}}{note, select, none {} other {\nدوّنا: «{note}».}}',
      button: 'عرض طلب الإرجاع',
    },
    return_closing: {
      subject: 'يرجى التسليم قبل {by}: {things}',
      headline: 'أمامك حتى {by} لتسليم ما تعيده',
      body: 'هل تفضّل الاحتفاظ بـ {things}؟ إذن لا يلزمك فعل شيء. وإلا فستجد الرمز أو الملصق في صفحة الإرجاع.',
      button: 'كيف أسلّمه',
    },
    return_ended: {
      subject: 'انتهى طلب الإرجاع: {things}',
      headline:
        '{why, select, late {انتهى طلب الإرجاع، وتحتفظ بـ {things}.} other {لم يُدفع فرق السعر، لذلك لم يتغير شيء.}}',
      body: '{why, select, late {لم يُسلَّم في الوقت المحدد. هل هو في الطريق بالفعل؟ سنستلمه مع ذلك ويعود إليك مالك.} other {تحتفظ بـ {things} ولم يُخصم شيء. يمكنك الاختيار من جديد أو الدفع بطريقة أخرى.}}',
      button: 'عرض طلبي',
    },
    way_ready: {
      subject: 'كيف تعيد {things}',
      headline:
        '{kind, select, label {ملصقك جاهز} pickup {سنأتي لأخذه} other {رمزك جاهز}}. {kind, select, pickup {أبقه جاهزًا.} other {استخدمه قبل {by}.}}',
      body: '{kind, select, label {غلّفه وضع الملصق عليه وسلّمه لشركة الشحن.} pickup {سيأتي شخص لأخذه من بابك، ولا تحتاج إلى ملصق.} other {أظهر الرمز على هاتفك وسلّمه. لا حاجة إلى الطباعة.}}\nغيّرت رأيك؟ يمكنك اختيار طريقة أخرى أو الاحتفاظ به حتى تسلّمه.',
      button: '{kind, select, label {فتح الملصق} pickup {عرض التفاصيل} other {فتح الرمز}}',
    },
    way_handed_over: {
      subject: 'تم التسليم: {things}',
      headline: 'تم التسليم. انتهى دورك.',
      body: 'احتفظ بهذه الرسالة إيصالًا لك: {number}. {money, select, later {نتابع {things} من هنا ونخبرك عندما يصبح المبلغ في الطريق.} other {نتابع {things} من هنا. لا يلزمك فعل شيء آخر.}}',
      button: 'متابعة الإرجاع',
    },
    way_lost: {
      subject: 'فُقد طرد الإرجاع، وهذا ليس شأنك',
      headline:
        '{pays, select, yes {فُقد في طريق العودة، وستحصل على مالك مع ذلك.} other {فُقد في طريق العودة، ولا يلزمك شيء.}}',
      body: 'سلّمت {things} ولم يصلنا عنه خبر منذ ذلك الحين. هذا بيننا وبين شركة الشحن. وإن ظهر فسنحتفظ به ولن يتغير شيء بالنسبة إليك.',
      button: 'عرض الإرجاع',
    },
    way_received: {
      subject: 'وصلنا: {things}',
      headline: '{finding, select, look {وصل طردك، ويلقي أحد أعضاء فريقنا نظرة عن قرب.} other {وصل طردك}}',
      body: '{finding, select, look {كان في الطرد ما لم نتوقعه، لذلك ينظر فيه شخص قبل أي قرار. سنتواصل معك، ويمكنك أن تخبرنا بما تعرف.} other {وصلنا {things}. {money, select, later {نخبرك فور أن يصبح المبلغ في الطريق.} other {شكرًا لك. لا يلزمك فعل شيء آخر.}}}}',
      button: 'عرض الإرجاع',
    },
    way_deducted: {
      subject: 'بخصوص حالة {things}',
      headline: 'خُصم {amount} من المبلغ المعاد',
      body: 'فحصنا {things} ودوّنا: «{note}». لهذا خُصم {amount}. الصور مع طلب الإرجاع. ترى الأمر بشكل مختلف؟ أخبرنا وسينظر فيه شخص آخر.',
      button: 'عرض الإرجاع',
    },
    way_not_there: {
      subject: 'لم نجد {things} في طردك',
      headline: 'نظر شخصان ولم يكن في الطرد',
      body: 'دوّنا: «{note}». لهذا لا يوجد مبلغ في الطريق مقابل {things} بعد. ربما ما زال لديك أو في طرد آخر؟ أخبرنا بما تعرف وسينظر فيه شخص من جديد.',
      button: 'إخبارنا',
    },
    advance_reminder: {
      subject: 'تذكير لطيف: أعد القديم قبل {by}',
      headline: 'أعد القديم قبل {by}، مجانًا',
      body: 'وصلك البديل. عندما يتسع وقتك، أعد القديم: {things}. لا يكلفك ذلك شيئًا.{charge, select, none {} other { وإذا لم يعد أبدًا فسيُخصم {charge} كما وافقت، ولا يُخصم شيء متى صار في طريق العودة.}}',
      button: 'كيف تعيده',
    },
    advance_charged: {
      subject: 'خُصم {amount} مقابل {things}',
      headline: 'خُصم {amount} كما اتفقنا',
      body: 'لم يعد القديم ولا أثر له. وفور أن يصبح في طريق العودة يُعاد المبلغ إليك تلقائيًا. إن كنت قد أرسلته فأخبرنا لنبحث عنه.',
      button: 'كيف تعيده',
    },
    advance_reversed: {
      subject: 'يعود إليك {amount}',
      headline: 'إنه في الطريق بالفعل، لذا يعود إليك {amount}',
      body: 'شكرًا لإعادة {things}. لا حاجة إلى أي شيء آخر منك.',
      button: 'عرض الإرجاع',
    },
    change_asked: {
      subject:
        'سألنا من أجلك: {kind, select, cancel {إلغاء {things}} address {عنوانك الجديد} payment {طريقة الدفع} other {تعديلك}}',
      headline: 'لقد سألنا.{by, select, none {} other { ستعرف بحلول {by}.}}',
      body: '{kind, select, cancel {ما لم يُرسل بعد يُلغى ويعود مالك تلقائيًا. يتعلق الأمر بـ {things}.} other {إذا كان التعديل ممكنًا فسيتم تلقائيًا. يتعلق الأمر بـ {things}.}} لا يلزمك فعل أي شيء حتى ذلك الحين.',
      button: 'عرض طلبي',
    },
    change_applied: {
      subject:
        '{kind, select, address {طلبك يذهب إلى العنوان الجديد} payment {تم تغيير طريقة الدفع} other {تم تعديل طلبك}}',
      headline:
        'تم. {kind, select, address {طلبك يذهب إلى العنوان الجديد.} payment {طلبك مدفوع الآن بالطريقة التي اخترتها.} other {عُدّل طلبك.}}',
      body: 'كل شيء آخر يبقى كما هو.',
      button: 'عرض طلبي',
    },
    change_refused: {
      subject: '{kind, select, cancel {كان قد أُرسل بالفعل} other {طلبك يبقى كما هو}}: {things}',
      headline: '{kind, select, cancel {كان قد أُرسل عندما سألنا} other {لم يعد التعديل ممكنًا}}',
      body: '{instead, select, parcel {يمكنك رفض الطرد عند الباب أو إعادته مجانًا. يعود مالك في الحالتين.} person {لم يُخصم شيء، وطلبك يبقى كما هو. يمكن لشخص من فريقنا أن يرى ما الذي ما زال ممكنًا.} other {لم يُخصم شيء، وطلبك يبقى كما هو.}}',
      button: 'معرفة الممكن',
    },
    cancel_done: {
      subject: '{whole, select, yes {تم إلغاء طلبك} other {تم الإلغاء: {things}}}',
      headline:
        '{whole, select, yes {تم إلغاء طلبك.} other {تم إلغاء {things}.}}{amount, select, none {} other { مبلغ {amount} في طريقه إليك.}}',
      body: '{whole, select, yes {لن يُرسل أي شيء.} other {بقية طلبك تصل كما هو مخطط.}}',
      button: 'عرض طلبي',
    },
    late_notice: {
      subject: 'طردك سيتأخر.{choice, select, cancel { الاختيار لك.} refuse { الاختيار لك.} other {}}',
      headline: 'لن يصل في موعده، {promised}.{expected, select, none {} other { نتوقعه {expected}.}}',
      body: 'نعتذر عن ذلك، وأردنا إخبارك قبل أن تسأل. {choice, select, cancel {هل تريد انتظار {things} أم تفضّل استرداد مالك؟ الانتظار لا يكلفك شيئًا، ويمكنك تغيير رأيك في أي وقت.} refuse {في الطريق إليك: {things}. إن كنت لا تريد الانتظار فلا تستلم الطرد عند الباب أو أعده مجانًا، ويعود إليك مالك.} other {نتابع {things} حتى يصل إليك.}}',
      button: '{choice, select, cancel {الانتظار أو الإلغاء} other {أين طردي الآن؟}}',
    },
    late_made_good: {
      subject: 'نعتذر عن التأخير: {amount, select, none {{credit} منّا} other {نعيد إليك {amount}}}',
      headline: '{arrived, select, yes {وعدناك بيوم ولم نلتزم به.} other {وعدناك بيوم ولن نلتزم به.}} نعتذر لك.',
      body: '{amount, select, none {} other {دفعت مقابل الشحن في موعده، لذلك نعيد إليك {amount}. }}{credit, select, none {} other {أضفنا {credit} إلى رصيدك في المتجر، وكان يجب أن يصلك قبل الآن: {things}. }}{choice, select, cancel {هل تريد انتظار {things} أم تفضّل استرداد مالك؟ الانتظار لا يكلفك شيئًا، ويمكنك تغيير رأيك في أي وقت.} refuse {طردك في الطريق إليك. إن كنت لا تريد الانتظار فلا تستلم الطرد عند الباب أو أعده مجانًا، ويعود إليك مالك.} other {لا يلزمك فعل أي شيء.}}',
      button: '{choice, select, cancel {الانتظار أو الإلغاء} other {عرض طلبي}}',
    },
    lost_put_right: {
      subject:
        '{remedy, select, replacement {ضاع طردك. بديل جديد في الطريق.} other {ضاع طردك. {amount} في طريقها إليك.}}',
      headline:
        '{remedy, select, replacement {بديل جديد في الطريق إليك.{by, select, none {} other { يصل بحلول {by}.}}} other {{amount} في طريقها إليك.}}',
      body: 'لم يتحرك الطرد الذي فيه {things} منذ وقت طويل، لذلك نعدّه ضائعًا. ما كان عليك أن تسأل. إذا ظهر لاحقًا فأخبرنا فقط.',
      button: 'عرض طلبي',
    },
    withdrawal_received: {
      subject: 'إيصال: عدولك عن الطلب {order}',
      headline: 'وصلنا عدولك عن العقد، ويُحتسب من {at}.',
      body: 'احتفظ بهذه الرسالة من فضلك، فهي إيصالك.\n• الاسم: {person}\n• العقد: الطلب {order}\n• العدول عن: {part, select, none {العقد كله} other {{part}}}\n• وقت الوصول: {at}\n• رقم هذا الإعلان: {number}\nلا يلزمك ذكر سبب. إن وجدنا الطلب بعنوانك فستخبرك الرسالة التالية بالخطوات، وإلا بحث عنه أحد موظفينا وكتب إليك.',
    },
    withdrawal_answered: {
      subject:
        '{outcome, select, return {عدولك: كيف تعيد المنتج} cancel {عدولك: يجري إلغاء الطلب} other {عدولك: ينظر فيه أحد موظفينا}}',
      headline:
        '{outcome, select, return {وصل عدولك في الوقت المحدد. الإرجاع مجاني.} cancel {وصل عدولك في الوقت المحدد. نلغي الطلب قبل إرساله.} late {وصل عدولك بعد المدة القانونية. ينظر فيه أحد موظفينا.} excluded {يستثني القانون أشياء كهذه. ينظر في الأمر أحد موظفينا.} other {ينظر أحد موظفينا في عدولك.}}',
      body: '{outcome, select, return {ما تحتاجه للإرجاع تجده في الرابط أدناه. يبدأ رد مالك، مع رسوم التوصيل العادي، فور مسح الطرد في طريق العودة. وإن كان الطرد لا يزال في الطريق إليك فيمكنك رفض استلامه.} cancel {لا يلزمك فعل شيء. يعود مالك تلقائيًا بالطريقة التي دفعت بها.} late {لم يضِع شيء: يتحقق أحد أفراد فريقنا مما يمكن فعله ويكتب إليك.} excluded {المصنوع حسب الطلب والقابل للتلف ومنتجات النظافة المفتوحة والتنزيلات التي بدأت مستثناة قانونًا. يتحقق أحد أفراد فريقنا مما يمكن فعله ويكتب إليك.} other {يقرؤه أحد أفراد فريقنا ويكتب إليك. والعبرة بوقت إعلانك.}}{rest, select, yes {\nوجزء منه ينظر فيه موظف مرة أخرى ويكتب إليك.} other {}}\nرقم إعلانك: {number}',
      button: '{outcome, select, return {عرض الإرجاع} other {عرض طلبي}}',
    },
    conversation_answer: {
      subject: 'ردّنا',
      headline: '{person, select, none {كتبنا} other {كتب {person}}} إليك',
      body: 'حتى لا يفوتك الرد، نرسله إليك بالبريد أيضًا. يمكنك المتابعة من حيث توقفت.',
      button: 'افتح المحادثة',
    },
    incident_message: {
      subject: 'جديد بخصوص طلبك',
      headline: 'حدث أمر طارئ، ونريد أن تسمعه منا',
      body: '{count, plural, one {يتعلق الأمر بطلبك} other {يتعلق الأمر بطلباتك}} {orders}{more, plural, =0 {} other { و# أخرى}}.\nلست بحاجة إلى فعل أي شيء. وإن أردت التحدث إلى أحد فاكتب إلينا فقط.',
      button: 'عرض طلبي',
    },
    claim_asked: {
      subject: 'سألنا {seller} عن «{things}»',
      headline: 'طلبنا من {seller} إصلاح الأمر',
      body: 'أمامهم حتى {by}. إن لم يصلحوا الأمر حتى ذلك الحين فسنتدخل نحن.\nلا يلزمك فعل أي شيء.',
      button: 'اطلع على الحالة',
    },
    claim_in_review: {
      subject: 'شخص ينظر في «{things}»',
      headline: 'شخص ينظر في الجانبين',
      body: 'يتعلق الأمر بـ {things}. ستسمع منا في موعد أقصاه {by}.',
      button: 'اطلع على الحالة',
    },
    claim_offered: {
      subject: 'يعرض {seller} مبلغ {amount} مقابل «{things}»',
      headline: 'يعرض عليك {seller} مبلغ {amount} وتحتفظ به',
      body: 'اقبل إن بدا لك مناسبًا. وإن لم ترغب فسيستمر كل شيء كما كان ولن يضيع شيء.',
      button: 'قرر',
    },
    claim_question: {
      subject: 'سؤال عن «{things}»',
      headline: 'لدينا سؤال لك حتى {by}',
      body: 'إجابتك تساعدنا على إصلاح الأمر. ومن دونها سنعتمد على ما قاله البائع.',
      button: 'أجب',
    },
    claim_decided: {
      subject:
        '{outcome, select, paid {ستسترد {amount} عن «{things}»} return {أعد «{things}» وستعود نقودك} other {ما وجدناه بشأن «{things}»}}',
      headline:
        '{outcome, select, paid {ستسترد {amount}} return {أعده مجانًا وستعود نقودك} other {نتفق مع {seller} في هذا الأمر}}',
      body: '{outcome, select, paid {لقد أصلحنا الأمر.} return {طريق الإرجاع جاهز ولا يكلفك شيئًا.} other {إن كان لديك شيء جديد لتعرضه فسينظر فيه شخص آخر.}}',
      quoted: 'السبب:',
      button: '{outcome, select, return {كيف تعيده} other {عرض القرار}}',
    },
    seller_claim: {
      subject:
        '{stage, select, contact {أجب حتى {by}: «{things}»} question {سؤال لك حتى {by}: «{things}»} other {مطالبة للرد حتى {by}: «{things}»}}',
      headline:
        '{stage, select, contact {متسوق يطلب منك إصلاح أمر} question {لدينا سؤال لك} other {هناك مطالبة مفتوحة وحان دورك}}',
      body: '{ground, select, not_received {لم يصل أبدًا.} delivered_missing {يظهر أنه سُلّم وليس لدى المتسوق.} late {وصل متأخرًا.} damaged {وصل تالفًا.} faulty {لا يعمل.} return_refused {رُفض إرجاع.} refund_not_paid {عاد الإرجاع ولم تُدفع نقود.} overcharged {خُصم من المتسوق أكثر من اللازم.} other {ليس كما وُصف.}} يتعلق الأمر بـ {things}.\n{stage, select, contact {أصلح الأمر أو قل لا حتى {by}. من دون رد يصبح مطالبة.} advanced {دُفع للمتسوق والمبلغ محجوز لديك. من دون رد حتى {by} تتحمله ويُحسب عيبًا.} question {من دون رد حتى {by} يكون القرار للمتسوق.} other {من دون رد حتى {by} يكون القرار للمتسوق وتدفع أنت ويُحسب عيبًا. عطلة نهاية الأسبوع محسوبة.}}',
      quoted: '{stage, select, question {سؤالنا:} other {بكلمات المتسوق:}}',
      button: 'أجب',
    },
    seller_claim_decided: {
      subject:
        '{outcome, select, for_seller {القرار لصالحك} split {تسوية جزئية} other {القرار لصالح المتسوق}}: «{things}»',
      headline:
        '{outcome, select, for_seller {القرار لصالحك} split {تسوية جزئية: {amount}} other {القرار لصالح المتسوق{amount, select, none {} other {: {amount}}}}}',
      body: '{payer, select, seller {أنت تدفع.} platform {السوق يدفع.} carrier {شركة الشحن تدفع.} other {لا تدفع شيئًا.}} {blame, select, yes {يُحسب عيبًا.} other {لا يُحسب عليك.}}{appeal, select, none {} other {\nإن كان لديك شيء جديد لتعرضه فيمكنك الاعتراض حتى {appeal}.}}',
      quoted: 'السبب:',
      button: 'فتح المطالبة',
    },
    seller_recourse_decided: {
      subject: '{outcome, select, granted {ستسترد خصمًا} partly {ستسترد جزءًا من خصم} other {الخصم باقٍ}}',
      headline: '{outcome, select, granted {ستسترد {amount}} partly {ستسترد منه {amount}} other {الخصم باقٍ}}',
      body: 'طلبت منا أن ننظر فيه مرة أخرى، وهذا ما وجدناه.',
      quoted: 'السبب:',
      button: 'افتح كشف الحساب',
    },
    seller_promise: {
      subject: '{turn, select, at_risk {سيتأخر: «{things}»} other {متأخر: «{things}»}}',
      headline: '{turn, select, at_risk {سيتأخر ما وُعد به ليوم {promised}} other {تأخر ما وُعد به ليوم {promised}}}',
      body: '{sent, select, no {لم يُرسل بعد: «{things}». أرسله الآن أو ألغه كي لا ينتظر المتسوق.} other {في الطريق ولم يصل بعد: «{things}». اسأل شركة الشحن الآن.}}\nأخبرنا المتسوق بذلك.',
      button: 'افتح الطلب',
    },
    seller_digest: {
      subject:
        '{count, plural, one {أمر واحد ينتظر ردك} two {أمران ينتظران ردك} few {# أمور تنتظر ردك} other {# أمرًا ينتظر ردك}}',
      headline:
        '{count, plural, one {أمر واحد ينتظرك اليوم} two {أمران ينتظرانك اليوم} few {# أمور تنتظرك اليوم} other {# أمرًا ينتظرك اليوم}}',
      body: '{more, plural, =0 {} other {و# أخرى.}}',
      button: 'افتح «المهام»',
    },
    safety_for_seller: {
      subject: 'نرجو النظر الآن: ربما آذى «{title}» أحدًا',
      headline:
        '{who, select, person {أخبرنا متسوق أن شخصًا تأذى} property {أخبرنا متسوق أن شيئًا تضرر} other {أخبرنا متسوق أنه غير آمن}}',
      body: 'يتعلق الأمر بـ«{title}»{lot, select, none {} other {، الدفعة {lot}}}، الطلب {order}. نرجو ألا ترسله حتى تعرف ما حدث، وأن تخبرنا بما تجده.\nلن يُرسل الشيء نفسه إلى هذا المتسوق مرة أخرى. وإن كان قد يؤذي آخرين فسنوقفه للجميع.',
      quoted: 'بكلمات المتسوق:',
    },
    safety_for_staff: {
      subject: '{silences, plural, =0 {آذى أحدًا: «{title}»} other {لم ينظر أحد بعد: «{title}» آذى أحدًا}}',
      headline: '{silences, plural, =0 {يجب أن يكون شخص هناك قبل {by}} other {لم ينظر أحد. نرجو النظر الآن.}}',
      body: '{who, select, person {تأذى شخص.} property {تضرر شيء.} other {آذى أحدًا أو قد يؤذي.}} «{title}»{lot, select, none {} other {، الدفعة {lot}}}، الطلب {order}.{silences, plural, =0 {} other {\nالموعد التالي {by}.}}',
      quoted: 'بكلمات المتسوق:',
      button: 'افتح البلاغ',
    },
    recall_notice: {
      subject:
        '{turn, select, reminder {مرة أخرى لأن الأمر مهم: استدعاء «{title}»} other {نرجو التوقف عن استخدام «{title}»: هناك استدعاء له}}',
      headline:
        '{instruction, select, dispose {نرجو التوقف عن استخدام «{title}» والتخلص منه بأمان} return {نرجو التوقف عن استخدام «{title}» وإعادته مجانًا} other {نرجو التوقف عن استخدام «{title}»}}',
      body: '{turn, select, again {لم يتسن تنفيذ ما اخترته، والخطأ منا. نرجو الاختيار مرة أخرى.} other {اشتريته منا. سنصلح الأمر، وأنت تختار كيف: تكفي نقرة واحدة.}}',
      button: 'اختر ما تريده',
    },
    goes_on_by_mail: {
      subject: 'نتابع معك بالبريد',
      headline:
        '{because, select, quiet {لا نريد أن نفقد التواصل معك، لذلك نتابع بالبريد} closed {لا أحد هنا الآن، لذلك نرد عليك بالبريد} other {نتابع معك بالبريد، ولم يضع شيء}}',
      body: 'كل ما أخبرتنا به محفوظ. يصل الرد إلى هذا العنوان. ويمكنك المتابعة في المحادثة متى شئت.',
      button: 'افتح المحادثة',
    },
    call_missed: {
      subject: 'حاولنا الاتصال بك',
      headline:
        '{because, select, wrong_number {لم نتمكن من الوصول إليك على الرقم الذي لدينا} other {اتصلنا بك ولم نتمكن من الوصول إليك}}',
      body: '{because, select, wrong_number {أعطنا رقمًا آخر ووقتًا يناسبك، ونتصل بك من جديد.} other {اختر وقتًا يناسبك، ونتصل بك من جديد. ويمكنك أن تكتب لنا في أي وقت.}} كل ما أخبرتنا به محفوظ.',
      button: 'اختر وقتًا',
    },
    mail_received: {
      subject: '{about, select, none {وصلتنا رسالتك} other {Re: {about}}}',
      headline: 'وصلتنا رسالتك',
      body: '{by, select, none {يقرؤها شخص ويرد عليك هنا.} other {يقرؤها شخص ويرد عليك هنا، في موعد أقصاه {by}.}}\nإن أردت إضافة شيء فأجب عن هذه الرسالة فقط. وما لا يحتاج إلى شخص، مثل مكان الطرد أو إرجاع شيء أو بديل لما وصل تالفًا، يتم فورًا من الرابط أدناه.',
      button: 'عرض ما يمكنني فعله الآن',
      other: 'هناك مشكلة فيه',
    },
    transcript: {
      subject: 'ما تحدثنا عنه',
      headline: 'هنا كل ما قيل',
      body: 'تجده مرفقًا بهذه الرسالة، مرة للطباعة ومرة نصًا بسيطًا. إن بقي شيء مفتوحًا فتابع في المحادثة نفسها.',
      button: 'افتح المحادثة',
    },
    survey_asked: {
      subject: 'هل حللنا الأمر؟',
      headline: 'هل حللنا الأمر؟',
      body: '{person, select, none {} other {تحدثت مع {person}. }}ضغطة واحدة تكفي، وما لم يُحلّ ننظر فيه من جديد.',
      button: 'نعم، حُلّ',
      other: 'لا، ليس بعد',
    },
    conduct_changed: {
      subject: '{step, select, lifted {يمكنك الكتابة إلينا من جديد} other {كيف نتحدث معًا}}',
      headline:
        '{step, select, warned {نرجو أن تبقى لطيفًا مع من يساعدك} mail_only {نرد عليك بالبريد لبعض الوقت} blocked {الكتابة إلينا متوقفة لبعض الوقت} other {يمكنك الكتابة إلينا كما كان}}',
      body: '{step, select, warned {نعرف أن شيئًا سار على غير ما يرام ونريد إصلاحه. الإساءة تصعّب ذلك على من في الطرف الآخر.} lifted {لم يتغير شيء آخر.} other {يستمر ذلك حتى {until}.}} كل ما يخص طلباتك وإرجاعاتك ومستحقاتك يعمل كالمعتاد.',
    },
    staff_invitation: {
      subject: 'اختر كلمة المرور للوحة العمل',
      headline: 'أهلًا {person}. اختر كلمة المرور.',
      body: 'يعمل الرابط مرة واحدة لمدة {hours, plural, one {ساعة واحدة} two {ساعتين} few {# ساعات} other {# ساعة}}. بعد ذلك تضيف تطبيق مصادقة على هاتفك، فليكن في متناول يدك.\nلم تتوقع هذه الرسالة؟ أخبر من يدير المتجر.',
      button: 'اختيار كلمة المرور',
    },
    seller_invitation: {
      subject: 'اختر كلمة المرور لحساب {seller}',
      headline: 'أهلًا {person}. اختر كلمة المرور.',
      body: 'يمكنك الآن الرد باسم {seller}: الطلبات والإرجاعات ورسائل المشترين.\nيعمل الرابط مرة واحدة لمدة {hours, plural, one {ساعة واحدة} two {ساعتين} few {# ساعات} other {# ساعة}}. لم تتوقع هذه الرسالة؟ يمكنك تجاهلها.',
      button: 'اختيار كلمة المرور',
    },
    approval_decided: {
      subject:
        '{outcome, select, approved {تمت الموافقة} declined {لم تتم الموافقة} other {لا رد في الموعد}}: {summary}',
      headline:
        '{outcome, select, approved {وافق {person}} declined {لم يوافق {person}} other {لم يقرر أحد في الموعد}}',
      body: '{summary}\n{outcome, select, approved {تم التنفيذ.} declined {{note, select, none {اسأل إذا احتجت إلى معرفة السبب.} other {«{note}»}}} other {يمكنك أن تطلب مرة أخرى.}}',
      button: 'فتح الطلب',
    },
    change_late: {
      subject: 'يستغرق تعديلك وقتًا أطول: {things}',
      headline: 'يستغرق الأمر أطول مما قلنا. شخص من فريقنا يتولاه الآن.',
      body: '{kind, select, cancel {أردت إلغاء {things}} address {أردت إرسال {things} إلى عنوان آخر} payment {أردت دفع ثمن {things} بطريقة أخرى} other {أردت تعديل {things}}}، ولم يصلنا رد في الموعد. هذا تقصير منا. سنخبرك فور أن نعرف.\nلا يلزمك فعل أي شيء.',
      button: 'عرض طلبي',
    },
    parcel_out: {
      subject: 'يصل اليوم: {things}',
      headline: 'خرج طردك للتوصيل ويصل اليوم',
      body: 'في سيارة التوصيل: {things}. يمكنك متابعته من صفحة طلبك.',
      button: 'متابعة الطرد',
    },
    parcel_delivered: {
      subject: 'تم التسليم: {things}',
      headline: 'تم تسليم طردك',
      body: 'فيه: {things}. لا تجده، أو هناك خطأ ما؟ أخبرنا بلمسة واحدة.',
      button: 'عرض طلبي',
    },
    claim_again: {
      subject: 'شخص آخر ينظر مجددًا في «{things}»',
      headline: 'شخص آخر ينظر في الأمر مجددًا. ستسمع منا بحلول {by}.',
      body: '{who, select, seller {عرض علينا {seller} شيئًا جديدًا.} other {طلبت نظرة أخرى.}} يتعلق الأمر بـ {things}. لا يلزمك فعل أي شيء حتى ذلك الحين.',
      button: 'اطلع على الحالة',
    },
    seller_claim_again: {
      subject: 'يُنظر فيه مجددًا حتى {by}: «{things}»',
      headline: 'شخص آخر يقرر مجددًا بحلول {by}',
      body: '{who, select, shopper {عرض علينا المتسوق شيئًا جديدًا.} other {طلبت نظرة أخرى.}} يبقى كل شيء كما تقرر حتى ذلك الحين. إن كان لديك المزيد لتعرضه فأضفه الآن.',
      button: 'فتح المطالبة',
    },
    seller_claim_closed: {
      subject: 'لم يبق ما ترد عليه: «{things}»',
      headline: '{why, select, withdrawn {سحب المتسوق المطالبة} other {أُغلقت المطالبة: سُوّيت في مكان آخر}}',
      body: 'لم يعد هناك ما ترد عليه بخصوص {things}.',
      button: 'فتح المطالبة',
    },
    seller_offer_declined: {
      subject: 'لم يُقبل عرضك: «{things}»',
      headline: 'لم يُقبل عرضك بقيمة {amount}',
      body: 'تستمر المطالبة بخصوص {things} كما كانت، وبالموعد نفسه.',
      button: 'فتح المطالبة',
    },
    seller_debited: {
      subject: 'خُصم {amount} للطلب {order}',
      headline: 'تتحمل {amount} من مبلغ مسترد',
      body: 'يتعلق الأمر بالطلب {order}. يوضح كشف حسابك السبب. إن كنت ترى غير ذلك فاطلب استعادته من هناك.',
      button: 'فتح كشف الحساب',
    },
    seller_message: {
      subject: 'كتب إليك متسوق عن «{things}»',
      headline: 'كتب إليك متسوق',
      body: 'يتعلق الأمر بـ {things}. يُرجى الرد من البوابة: هناك يرى الجميع الشيء نفسه.',
      button: 'الرد',
    },
    news_digest: {
      subject:
        '{scope, select, order {{order, select, none {أخبار طلبك} other {أخبار الطلب {order}}}} other {أخبارك لهذا اليوم}}',
      headline:
        '{scope, select, order {{count, plural, one {خبر واحد} two {خبران} few {# أخبار} other {# خبرًا}} عن طلبك} other {{count, plural, one {خبر واحد} two {خبران} few {# أخبار} other {# خبرًا}} اليوم}}',
      body: '',
      button: '{scope, select, order {عرض طلبي} other {عرض كل أخباري}}',
    },
  },
  topics: {
    sign_in: 'رموز تسجيل الدخول وأمان حسابك',
    money: 'استرداد الأموال وكل ما يخص مالك',
    problems: 'الردود على المشكلات التي أخبرتنا بها',
    orders: 'تعديلات طلباتك',
    answers: 'الردود على ما كتبته إلينا',
    transcripts: 'ما قيل، بعد كل محادثة',
    surveys: 'السؤال عمّا إذا حللنا الأمر',
    deliveries: 'الطرود التي ستتأخر، قبل أن تسأل',
    parcels: 'خرج للتوصيل، وتم التسليم',
  },
  things:
    '{count, plural, =1 {{title}} =2 {{title} وعنصر آخر} =3 {{title} وعنصران آخران} =11 {{title} و{more, number} عناصر أخرى} few {{title} و{more, number} عناصر أخرى} other {{title} و{more, number} عنصرًا آخر}}',
  lineBy: '{amount}، تصل بحلول {day}',
  lineSoon: '{amount}',
  methods: {
    card: 'بطاقة',
    'gift card': 'بطاقة هدايا',
    'store credit': 'رصيد المتجر',
    'bank account': 'حساب بنكي',
    'original payment method': 'طريقة دفعك',
  },
  ending: '{name} المنتهية بالأرقام {digits}',
  deviceOn: '{browser} على {system}',
  order: 'الطلب {order}',
  reference: 'المرجع {reference}',
  writeToUs: 'لديك سؤال؟ راسلنا من هنا:',
  orOpen: 'أو افتح هذا العنوان:',
  seeIt: 'عرض',
  why: {
    sign_in: 'تخص هذه الرسالة أمان حسابك لدى {store}. وهي تصل دائمًا.',
    money: 'تخص هذه الرسالة مالك أو أمرًا يلزمك أن تعرفه. وهي تصل دائمًا.',
    answers: 'تصلك هذه الرسالة لأنك كتبت إلى {store}.',
    chosen: 'تصلك هذه الرسالة لأنك طلبت من {store} وتريد: {topic}.',
    seller: 'تصلك هذه الرسالة لأنك ترد باسم بائع لدى {store}.',
    staff: 'تصلك هذه الرسالة لأنك تعمل لدى {store}.',
    address: 'تصلك هذه الرسالة لأن أحدًا أدخل هذا العنوان لدى {store}.',
  },
  choose: 'اختر ما يصلك:',
  unsubscribe: 'لا مزيد من هذه الرسائل:',
  short: {
    text: '{store}: {title} {url}',
    several: '{count, plural, one {خبر واحد} two {خبران} few {# أخبار} other {# خبرًا}}',
    severalBody: 'وصلت حين كان الوقت ليلًا عندك. تجد كل شيء في مكان واحد.',
    code: '{code} هو رمزك للرسائل النصية من {store}. لا يسألك عنه أحد منا.',
    started: '{store}: تصلك رسائل نصية بما اخترته. أرسل STOP لإيقافها وHELP للمساعدة.',
    stopped: '{store}: لا مزيد من الرسائل النصية. أرسل START لتصلك من جديد.',
    help: '{store}: رسائل نصية عن طلباتك كما اخترت. أسئلة: {url} أرسل STOP لإيقافها.',
  },
}
