namespace Text2Llm.Proxy.Tests.Metering;

/// <summary>
/// Texts of many kinds, a paragraph each, on which guesses of tokens are compared with a real vocabulary. Those of the rarer scripts are the
/// first article of the Universal Declaration of Human Rights.
/// </summary>
internal static class TokenSamples
{
    /// <summary>The texts by the kind that they are of.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["English"] =
            "The harbour was quiet that morning. A few boats had come in before dawn, and their crews were already asleep; only the gulls went on "
            + "arguing over what had been left on the stones. She walked to the end of the pier, as she did every day, and counted the lights on "
            + "the other side. There were eleven of them, which meant that somebody had forgotten to light the twelfth.",
        ["English, technical"] =
            "Reservations are atomic: the estimate is subtracted before the request leaves, and the difference is credited afterwards. Misconfigured "
            + "deployments occasionally oversubscribe their throughput, whereupon asynchronous backpressure propagates upstream and intermittently "
            + "manifests itself as unpredictable latency, disproportionately affecting long-running subscriptions and authentication handshakes.",
        ["German"] =
            "Die Geschwindigkeitsbegrenzung auf der Landstraße wurde gestern überraschend aufgehoben, nachdem die Straßenbauverwaltung ihre "
            + "Untersuchungsergebnisse veröffentlicht hatte. Viele Anwohner befürchten nun eine erhebliche Lärmbelästigung und verlangen "
            + "Schutzmaßnahmen; der Gemeinderat möchte sich übermorgen mit den Einwänden beschäftigen.",
        ["French"] =
            "Le vieux libraire n'avait jamais quitté la rue où il était né. Chaque après-midi, il rangeait les mêmes étagères, relisait quelques "
            + "pages d'un roman oublié, puis s'installait près de la fenêtre pour regarder passer les écoliers. L'été dernier, cependant, une "
            + "lettre arriva d'outre-mer, et tout ce qu'il croyait savoir de sa famille se trouva bouleversé.",
        ["Spanish"] =
            "Cuando llegó la primavera, los almendros del valle florecieron todos a la vez, y los niños salieron corriendo de la escuela para verlos. "
            + "El alcalde, que había prometido arreglar el puente antes de las lluvias, prefirió aquel año quedarse en casa: mañana, decía siempre, "
            + "mañana empezaremos con las obras.",
        ["Portuguese"] =
            "Naquela estação, os pescadores voltavam mais cedo, porque o vento não deixava ninguém trabalhar depois do almoço. As crianças esperavam "
            + "na areia e contavam os barcos; quando faltava algum, o silêncio era tão grande que se ouvia a respiração do mar. Depois vinham as "
            + "canções, e a preocupação desaparecia.",
        ["Italian"] =
            "Il treno delle sette era già partito quando arrivammo alla stazione, e il capostazione ci guardò con un'aria di compassione. Perciò "
            + "decidemmo di attraversare la collina a piedi, lungo il sentiero che portava al mulino; nessuno di noi immaginava che la neve "
            + "sarebbe cominciata così presto.",
        ["Dutch"] =
            "De oude veerman zette zijn laatste passagiers over voordat de mist het water bereikte. Niemand zei iets; men hoorde slechts het kraken "
            + "van de riemen en, ergens stroomopwaarts, een verkeersbrug die langzaam werd opgehaald. Eenmaal aan de overkant betaalde iedereen "
            + "meer dan gebruikelijk was.",
        ["Polish"] =
            "Wczesnym rankiem ogrodnik zauważył, że ktoś poprzestawiał wszystkie doniczki przed szklarnią. Nie brakowało żadnej, lecz najpiękniejsza "
            + "róża stała teraz zupełnie gdzie indziej, zwrócona ku słońcu. Przez następne tygodnie przychodził wcześniej niż zwykle, chcąc "
            + "przyłapać nieznajomego pomocnika.",
        ["Czech"] =
            "Na konci ulice stával malý krámek, kde se prodávaly hodiny všeho druhu. Starý hodinář tvrdil, že žádné z nich nejdou přesně, protože "
            + "každý člověk potřebuje trochu jiný čas. Když jsme se ho ptali, které jsou ty nejlepší, mlčky ukázal na prázdnou stěnu za svými zády.",
        ["Finnish"] =
            "Järven rannalla seisoi vanha kalastajamökki, jonka ikkunoista näkyi vastarannan metsänreuna. Talvisin jäätie lyhensi matkaa kirkonkylään, "
            + "mutta keväällä kukaan ei enää uskaltanut kulkea sitä pitkin. Mökin omistaja kertoi vierailleen kaupungissa viimeksi "
            + "kolmekymmentä vuotta sitten.",
        ["Hungarian"] =
            "A hegyoldalban álló vendégfogadó egész télen zárva tartott, ám a kéményéből esténként mégis füst szállt fel. A falubeliek különböző "
            + "magyarázatokat találtak rá: némelyek szerint a régi tulajdonos tért vissza, mások viszont megesküdtek volna, hogy csak a ködöt látják.",
        ["Turkish"] =
            "Köyün çıkışındaki değirmen yıllardır çalışmıyordu, fakat çocuklar geceleri taşların döndüğünü duyduklarını söylüyorlardı. Öğretmen "
            + "bunun rüzgârdan kaynaklandığını açıklamaya çalıştıysa da kimseyi inandıramadı; sonunda kendisi de karanlıkta oraya gitmekten vazgeçti.",
        ["Vietnamese"] =
            "Sáng sớm, người bán hoa chèo thuyền dọc theo con kênh nhỏ, ghé vào từng bến để giao những bó sen còn ướt sương. Bọn trẻ chạy theo trên bờ, "
            + "vừa cười vừa gọi tên bà. Đến trưa, khi nắng đã gắt, chiếc thuyền trống không lặng lẽ quay về, để lại trên mặt nước vài cánh hoa trắng.",
        ["Indonesian"] =
            "Setiap pagi penjaga mercusuar itu menuliskan arah angin di buku yang sampulnya sudah hampir lepas. Tidak ada yang pernah memintanya, "
            + "tetapi ia yakin suatu hari catatan tersebut akan berguna bagi seseorang. Ketika badai besar datang, ternyata hanya dialah yang tahu "
            + "berapa lama lagi kapal-kapal harus menunggu.",
        ["Russian"] =
            "Старый смотритель маяка поднимался по лестнице каждый вечер, хотя лампа давно зажигалась сама. Он говорил, что корабли чувствуют, когда "
            + "их кто-то ждёт. Осенью приехала комиссия, осмотрела механизм и решила, что должность больше не нужна; но в ту же ночь море "
            + "разбушевалось, и свет внезапно погас.",
        ["Ukrainian"] =
            "Бабуся пекла хліб щосуботи, і запах його розходився по всій вулиці ще до сходу сонця. Сусіди знали: якщо двері відчинені, можна заходити "
            + "без запрошення. Тепер ми живемо далеко звідти, проте кожен із нас береже клаптик паперу з її рецептом, написаним олівцем.",
        ["Greek"] =
            "Το νησί ήταν τόσο μικρό που όλοι γνώριζαν την ώρα από τη σκιά του καμπαναριού. Κάθε καλοκαίρι έφταναν λίγοι επισκέπτες, κάθονταν κάτω από "
            + "τα πεύκα και ρωτούσαν πότε θα περάσει το επόμενο καράβι. Κανείς δεν ήξερε να τους απαντήσει, κι ωστόσο κανένας τους δεν έφυγε θυμωμένος.",
        ["Arabic"] =
            "كان الطريق إلى القرية طويلا، ولم يكن فيه سوى شجرة واحدة يستريح المسافرون في ظلها. وفي كل ربيع يجتمع الأطفال حولها ليستمعوا إلى الحكايات "
            + "القديمة التي ترويها الجدة عن البحر والسفن والمدن البعيدة. ثم مرت السنوات، وسافر الجميع، وبقيت الشجرة وحدها تنتظر من يعود إليها.",
        ["Hebrew"] =
            "בכל ערב ישב השען הזקן ליד החלון ותיקן שעונים שאיש לא בא לקחת. הוא האמין שכל שעון זוכר את הבית שבו נולד, ולכן ניסה להחזיר לכל אחד את הקול "
            + "שלו. כשהגיע החורף נשמעה בסמטה מוזיקה שקטה של מאות תקתוקים, והשכנים עצרו כדי להקשיב לפני שהמשיכו בדרכם הביתה.",
        ["Persian"] =
            "باغبان پیر هر روز پیش از طلوع آفتاب به دیدن درخت انار می‌رفت و با آن سخن می‌گفت. همسایه‌ها می‌خندیدند، اما پاییز که می‌رسید شیرین‌ترین میوه‌ها "
            + "را از همان درخت می‌چیدند. یک سال باران نیامد و همه‌ی باغ‌ها خشک شدند، جز همان گوشه‌ای که پیرمرد در آن می‌نشست و قصه می‌گفت.",
        ["Hindi"] =
            "गाँव के बीच में एक पुराना कुआँ था, जिसका पानी गर्मियों में भी ठंडा रहता था। शाम को औरतें वहाँ इकट्ठी होतीं और दिन भर की बातें करतीं। एक बार "
            + "नगर से कोई अधिकारी आया और उसने कहा कि अब हर घर में नल लगेगा; सब बहुत खुश हुए, लेकिन कुछ महीनों बाद उन्हें उस कुएँ की याद आने लगी।",
        ["Bengali"] =
            "নদীর ধারে একটা ছোট্ট পাঠাগার ছিল, যেখানে বর্ষার দিনে কেউ আসত না। গ্রন্থাগারিক একা বসে পুরোনো মানচিত্র দেখতেন আর ভাবতেন, কোন পথ ধরে গেলে সমুদ্রে "
            + "পৌঁছানো যায়। একদিন একটি মেয়ে এসে সেই মানচিত্রটিই চাইল, আর তিনি বুঝলেন যে এতদিন তিনি তারই অপেক্ষায় ছিলেন।",
        ["Tamil"] =
            "மலையடிவாரத்தில் இருந்த அந்தப் பழைய தேநீர்க் கடையில் எப்போதும் யாராவது பாடிக்கொண்டிருப்பார்கள். மழை பெய்யும் நாட்களில் பயணிகள் நனைந்தபடி உள்ளே வந்து, "
            + "கதைகளைப் பகிர்ந்துகொண்டு, வானம் தெளிந்ததும் புறப்பட்டுச் செல்வார்கள். கடைக்காரர் மட்டும் யாருடைய பெயரையும் மறக்கவில்லை.",
        ["Thai"] =
            "ยายเล่าว่าเมื่อก่อนแม่น้ำสายนี้กว้างกว่านี้มาก เรือสินค้าจากเมืองไกลจอดเรียงกันจนสุดสายตา ตอนเย็นเด็กๆ จะนั่งบนท่าน้ำแล้วทายกันว่าลำไหนจะออกก่อน "
            + "เดี๋ยวนี้เหลือเพียงเรือพายลำเล็กของลุงข้างบ้าน แต่ทุกคืนยายยังจุดตะเกียงไว้เผื่อมีใครหลงทางกลับมา",
        ["Georgian"] =
            "მთის ძირას ერთი პატარა სახლი იდგა, რომლის ფანჯრიდანაც მთელი ხეობა ჩანდა. მოხუცი მეპურე ყოველ დილით ადრე დგებოდა და ცეცხლს ანთებდა, რომ მგზავრებს "
            + "თბილი პური დახვედროდათ. ზამთარში გზა იკეტებოდა, მაგრამ კვამლი მაინც ადიოდა, და ყველამ იცოდა, რომ იქ ვიღაც ელოდება.",
        ["Chinese"] =
            "山脚下有一家很小的茶馆，老板从不问客人的名字，只记得他们喜欢坐在哪一张桌子旁边。下雨的日子里，赶路的人推门进来，抖落身上的水，喝完一壶热茶，等天放晴了才离开。"
            + "有一年冬天特别冷，雪把道路封住了整整一个月，茶馆里却一直亮着灯。后来人们才知道，那段时间里老板每天都把茶煮好，放在门口的石阶上，留给那些可能会经过的陌生人。"
            + "直到春天，第一位旅客才告诉他，远处看见的那点灯光救了自己的命。",
        ["Chinese, traditional"] =
            "圖書館的最上層有一間鎖著的房間，據說裡面保存著這座城市最早的地圖。管理員每逢初一都會上樓擦拭灰塵，卻從來沒有打開過那只木箱。孩子們問他為什麼不看，他笑著回答："
            + "如果看過了，就再也不能猜想舊時的街道通往哪裡。許多年以後，房間終於開放參觀，箱子裡只有一張白紙，上面寫著請後來的人自己把路畫出來。於是每個訪客都添上一筆，"
            + "慢慢地，一座誰也沒有見過的城市就在紙上長了出來。",
        ["Japanese"] =
            "坂の上にある小さな写真館では、店主が毎朝かならず窓を拭き、前の日に撮った写真を一枚ずつ眺めていた。町の人々は結婚式や入学式のたびにここを訪れ、"
            + "何年か経つと子どもを連れてまたやって来る。ある日、見知らぬ旅人が古いカメラを持ち込み、「まだ写りますか」とたずねた。店主はしばらく考えてから、"
            + "フィルムを一本だけ入れて、夕暮れの海へ向かって静かにシャッターを切った。現像された写真には、誰も覚えていない灯台がはっきりと写っていた。",
        ["Korean"] =
            "골목 끝에 있는 작은 빵집은 새벽 네 시가 되면 어김없이 불을 켰다. 주인은 말이 적은 사람이었지만, 단골손님이 아픈 날이면 문 앞에 따뜻한 빵을 두고 가곤 했다. "
            + "어느 겨울 그가 며칠 동안 가게를 열지 못하자 이번에는 이웃들이 차례로 국을 끓여 그의 집 앞에 놓아두었다. 봄이 되어 다시 문을 열었을 때, 진열대에는 처음 보는 "
            + "빵이 있었고 그 이름은 골목이었다.",
        ["C#"] =
            """
            /// <summary>Adds what a caller asked for, unless there is no room.</summary>
            public bool TryAdd(string key, IReadOnlyList<Entry> entries)
            {
                ArgumentNullException.ThrowIfNull(entries);
                lock (_gate)
                {
                    if (_entries.Count + entries.Count > _options.Value.MostEntries)
                    {
                        return false;
                    }

                    foreach (var (name, value) in entries.Where(entry => entry.Value is not null))
                    {
                        _entries[$"{key}:{name}"] = value!;
                    }

                    return true;
                }
            }
            """,
        ["Python"] =
            """
            def window(values, size=3, *, step=1):
                '''Yield overlapping slices of a sequence.'''
                if size < 1 or step < 1:
                    raise ValueError(f"size={size!r}, step={step!r}")
                for i in range(0, len(values) - size + 1, step):
                    yield values[i:i + size]


            if __name__ == "__main__":
                totals = {k: sum(v) for k, v in zip("abc", window([1, 2, 3, 4, 5]))}
                print(totals, max(totals, key=totals.get))
            """,
        ["JavaScript, minified"] =
            "!function(e,t){\"object\"==typeof exports?module.exports=t():e.L=t()}(this,function(){var n={};function r(e){return n[e]||(n[e]={i:e,l:!1,"
            + "x:{}}).x}return r.m=[],r.d=function(e,t,n){r.o(e,t)||Object.defineProperty(e,t,{enumerable:!0,get:n})},r(0)});var a=1,b=[a,2],c=b.map(e=>e*2);",
        ["SQL"] =
            "SELECT u.id, u.email, COUNT(o.id) AS orders, COALESCE(SUM(o.total_cents), 0) / 100.0 AS spent FROM users AS u LEFT JOIN orders AS o ON o.user_id = u.id "
            + "AND o.created_at >= NOW() - INTERVAL '30 days' WHERE u.deleted_at IS NULL GROUP BY u.id, u.email HAVING COUNT(o.id) > 3 ORDER BY spent DESC LIMIT 50;",
        ["JSON, minified"] =
            """{"id":"ord_8f3a","customer":{"name":"Ada","tags":["new","eu"],"address":{"street":"Main 4","zip":"10115"}},"lines":[{"sku":"A-17","qty":2,"price":19.99,"gift":false},{"sku":"B-02","qty":1,"price":250.0,"gift":true}],"total":289.98,"currency":"EUR","paid":null,"created_at":"2026-03-14T09:26:53Z"}""",
        ["JSON, indented"] =
            """
            {
              "type": "object",
              "properties": {
                "location": {
                  "type": "string",
                  "description": "The city, and the country where it is needed"
                },
                "unit": {
                  "type": "string",
                  "enum": [
                    "celsius",
                    "fahrenheit"
                  ]
                }
              },
              "required": [
                "location"
              ]
            }
            """,
        ["HTML"] =
            """<div class="card card--wide" id="c-42"><a href="/items/42?ref=home" target="_blank" rel="noopener"><img src="/img/42.webp" alt="Blue chair" width="320" height="240"></a><p class="text-sm mt-2">Only <b>3</b> left &mdash; ships in 24&nbsp;h.</p></div>""",
        ["Markdown table"] =
            """
            | Name        | Kind    | Size (KB) | Since      |
            |-------------|---------|----------:|------------|
            | alpha.bin   | binary  |       512 | 2024-01-31 |
            | notes.md    | text    |         7 | 2025-11-02 |
            | photo_1.jpg | picture |     2,048 | 2026-05-19 |
            """,
        ["CSV of numbers"] =
            """
            t,x,y,z
            0.000,12.5031,-3.2218,0.0007
            0.010,12.5144,-3.2190,0.0012
            0.020,12.5259,-3.2157,0.0019
            0.030,12.5370,-3.2121,0.0024
            0.040,12.5486,-3.2088,0.0031
            0.050,12.5601,-3.2049,0.0038
            0.060,12.5713,-3.2011,0.0046
            """,
        ["Log lines"] =
            """
            2026-02-11T08:15:42.118Z INFO  [worker-3] o.e.q.Consumer - polled 250 records in 12ms (lag=0)
            2026-02-11T08:15:42.391Z WARN  [worker-1] o.e.q.Retry - attempt 2/5 for 10.4.0.17:9092 failed: ECONNRESET
            2026-02-11T08:15:43.002Z ERROR [main] o.e.App - exit code 137, pid=48211, rss=1932844032
            """,
        ["Digits"] =
            "314159265358979323846264338327950288419716939937510582097494459230781640628620899862803482534211706798214808651328230664709384460955058223172535"
            + "94081284811174502841027019385211055596446229489549303819644288109756659334461284756482337867831652712019091456485669",
        ["Base64"] =
            "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO9TXL0Y4OHwAAAABJRU5ErkJggg9kTm2QxV7pYwLr8sJfUe"
            + "Zc5hXgBq0oMa6DnTvRy4GzKpWbFi1tNuC3jEPH7xQoVbMd9SkAe2Yl8wZr0mUgXcKvJ5iTfBq6hPnLz3oRDaWtEy1sGuMx7kQpVj4bCI",
        ["Hexadecimal"] =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 "
            + "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592 0f2c1a7e-55b9-4d31-8c0a-9b7e6d5f4a32 7c9e6679-7425-40de-944b-e07fc1f90ae7",
        ["Capitals"] =
            "WARNING: DO NOT DISCONNECT THE POWER SUPPLY WHILE THE INDICATOR IS BLINKING. CONTACT AUTHORIZED PERSONNEL BEFORE OPENING THE HOUSING. "
            + "UNAUTHORIZED MODIFICATION VOIDS THE WARRANTY AND MAY CAUSE IRREVERSIBLE DAMAGE TO CONNECTED EQUIPMENT.",
        ["Identifiers"] =
            "getUserAccountById MAX_RETRY_COUNT kubernetes_io_hostname XMLHttpRequest parseInt32LittleEndian my-component__header--active "
            + "IServiceCollectionExtensions snake_case_variable_name_with_many_parts HTTPServerErrorHandlerFactoryBean otelTraceParentHeaderValue",
        ["Web addresses"] =
            "https://example.org/articles/2026/03/14/how-things-work?utm_source=letter&utm_medium=email#part-2 https://cdn.example.net/v2/assets/app.8f31c2.min.js "
            + "http://localhost:8080/health/ready https://example.com/search?q=token%20estimate%2Bbounds&page=3&sort=-date",
        ["Emoji"] =
            "🎉🎉 Party at 8! 🥳🍕🍻 Bring friends 👨‍👩‍👧‍👦 and music 🎶🎸🥁 ❤️🔥💯 See you there 🚀✨🌙🌟 🇩🇪🇫🇷🇯🇵 👍🏽👏🏿🙏🏻 😂😂😂 🐶🐱🐭🐹🐰🦊🐻🐼 🍏🍎🍐🍊🍋🍌🍉🍇 ⚽🏀🏈⚾ 🚗🚕🚙🚌 "
            + "💡📌📎✅❌⭐ 😀😃😄😁😆😅😂🤣😊😇🙂🙃😉😌😍🥰😘 🤖👾🎃💀👻👽 🌍🌎🌏 🧑‍💻👩‍🚀🧑‍🍳 ☀️🌤️⛅🌧️⛈️❄️ 💰💎🔑🗝️🔒 🎈🎁🎀 🏁🏳️‍🌈 and so on 🤷‍♀️",
        ["Mathematics"] =
            "∀ε>0 ∃δ>0: |x−a|<δ ⇒ |f(x)−f(a)|<ε. Let S = ∑_{k=1}^{n} k² = n(n+1)(2n+1)/6 and ∫₀^∞ e^{−x²} dx = √π/2; then ∂f/∂x ≈ Δf/Δx, A∪B ⊆ C, "
            + "x ∈ ℝ ∖ {0}, λ₁ ≤ λ₂ ≤ … ≤ λₙ, and \\frac{1}{\\sqrt{2\\pi\\sigma^2}} \\exp\\left(-\\frac{(x-\\mu)^2}{2\\sigma^2}\\right).",
        ["Spaces"] =
            "a\n        b\n                c\n\n\n\n        d\t\t\te\n    \n    \n            f          g               h\n\n\n    i\n\t\tj\n                    k     l\n"
            + "      m   n    o     p      q       r        s         t          u           v            w             x              y               z",
        ["One letter"] =
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ["Box drawing"] =
            "┌──────────────┬──────────────┐\n│ 名前         │ Größe        │\n├──────────────┼──────────────┤\n│ eins         │ ██████░░░░   │\n│ zwei         │ ███░░░░░░░   │\n"
            + "└──────────────┴──────────────┘\n→ weiter ← zurück ↑ ↓ • Punkt … — „Zitat“ ‚so‘ «oui» ‹non› № 5 § 12 ¶ † ‡ ° ± × ÷",
        ["Armenian"] =
            "Բոլոր մարդիկ ծնվում են ազատ ու հավասար իրենց արժանապատվությամբ ու իրավունքներով։ Նրանք ունեն բանականություն ու խիղճ և միմյանց պետք է եղբայրաբար վերաբերվեն։",
        ["Amharic"] =
            "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው። የተፈጥሮ ማስተዋልና ሕሊና ስላለው አንዱ ሌላውን በወንድማማችነት መንፈስ መመልከት ይገባዋል።",
        ["Khmer"] =
            "មនុស្សទាំងអស់កើតមកមានសេរីភាព និងភាពស្មើៗគ្នា ក្នុងសេចក្ដីថ្លៃថ្នូរ និងសិទ្ធិ។ មនុស្សគ្រប់រូបសុទ្ធតែមានវិចារណញ្ញាណ និងសតិសម្បជញ្ញៈ ហើយត្រូវប្រព្រឹត្តចំពោះគ្នាទៅវិញទៅមកក្នុងស្មារតីរាប់អានគ្នាជាបងប្អូន។",
        ["Burmese"] =
            "လူတိုင်းသည် တူညီ လွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် လည်းကောင်း၊ တူညီလွတ်လပ်သော အခွင့်အရေးများဖြင့် လည်းကောင်း၊ မွေးဖွားလာသူများ ဖြစ်သည်။",
        ["Lao"] =
            "ມະນຸດທຸກຄົນເກີດມາມີສິດເສລີພາບ ແລະ ສະເໝີໜ້າກັນໃນທາງກຽດຕິສັກ ແລະ ທາງສິດ ດ້ວຍມະນຸດມີສະຕິສຳປັດຊັນຍະ ຈຶ່ງຄວນປະພຶດຕໍ່ກັນໃນທາງພີ່ນ້ອງ.",
        ["Telugu"] =
            "ప్రతిపత్తిస్వత్వముల విషయమున మానవులెల్లరును జన్మతః స్వతంత్రులును సమానులును నగుదురు. వారు వివేదన-అంతఃకరణ సంపన్నులగుటచే పరస్పరము భ్రాతృభావముతో వర్తింపవలయును.",
        ["Malayalam"] =
            "മനുഷ്യരെല്ലാവരും തുല്യാവകാശങ്ങളോടും അന്തസ്സോടും സ്വാതന്ത്ര്യത്തോടും കൂടി ജനിച്ചവരാണ്. അന്യോന്യം ഭ്രാതൃഭാവത്തോടെ പെരുമാറുവാനാണ് മനുഷ്യന് വിവേകബുദ്ധിയും മനസ്സാക്ഷിയും സിദ്ധമായിരിക്കുന്നത്.",
        ["Sinhala"] =
            "සියලු මනුෂ්‍යයෝ නිදහස්ව උපත ලබා ඇත. ගරුත්වයෙන් හා අයිතිවාසිකම්වලින් සමාන වෙති. යුක්ති අයුක්ති පිළිබඳ හැඟීමෙන් හා හෘදය සාක්ෂියෙන් යුත් ඔවුන් ඔවුනොවුන්ට සැලකිය යුත්තේ සහෝදරත්වය පිළිබඳ හැඟීමෙනි.",
        ["Urdu"] =
            "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔ انہیں ضمیر اور عقل ودیعت ہوئی ہے۔ اس لئے انہیں ایک دوسرے کے ساتھ بھائی چارے کا سلوک کرنا چاہئے۔",
        ["Tibetan"] =
            "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང་། ཐོབ་ཐངགི་རང་དབང་འདྲ་མཉམ་དུ་ཡོད་ལ། ཁོང་ཚོར་རང་བྱུང་གི་བློ་རྩལ་དང་བསམ་ཚུལ་བཟང་པོ་འདོན་པའི་འོས་བབས་ཀྱང་ཡོད།",
    };
}
