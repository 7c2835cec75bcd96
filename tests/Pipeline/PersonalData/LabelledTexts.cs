namespace Text2Llm.Pipeline.Tests.PersonalData;

/// <summary>
/// Texts in which every piece of personal data is marked, and texts that have none but look as if. All of it is made up: numbers are from
/// ranges for documentation or drawn at random. Secrets are not here but drawn by <see cref="SecretSamples"/>.
/// </summary>
internal static class LabelledTexts
{
    public static IEnumerable<LabelledText> All =>
        new[] { Emails, Phones, Addresses, Accounts, Noise }
            .SelectMany(texts => texts.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(LabelledText.Parse);

    private const string Emails = """
        Write to «email:jane.doe@example.com» before Friday.
        Contact: «email:sales@shop.example.co.uk», or «email:support+eu@shop.example.co.uk».
        From: "Doe, John" <«email:john_doe99@mail.example.org»>
        mailto:«email:info@example.museum»?subject=hello
        Reply to (see «email:o'brien@example.ie».)
        {"email": "«email:a.b.c@example.io»", "id": 7}
        user=«email:root@server01.example.net»
        «email:x@example.de»;«email:y@example.de»
        My address is «email:MARIA.GARCIA@EXAMPLE.ES»!
        Отправьте письмо на «email:ivan@example.ru», пожалуйста.
        请发邮件到«email:li.wei@example.cn»谢谢
        「«email:tanaka@example.jp»」までご連絡ください
        git config user.email «email:dev@example.dev»
        Signed-off-by: Ada L. <«email:ada@kernel.example.org»>
        e-mail «email:j-p.martin@exemple.fr», tél. «phone:01 23 45 67 89»
        leaked: «email:kim77@example.kr»:hunter2
        Message-ID: <«email:20050318002026.GA2693@host.example.com»>
        jürgen: «email:jürgen.müller@müller-example.de»
        <a href="mailto:«email:webmaster@example.edu»">write</a>
        Ask «email:first.last@sub.sub2.example.com».
        cc «email:team_42@example.company»
        "«email:quoted@example.com»"
        [«email:br@example.com.br»]
        line end «email:end@example.pl»\nnext
        «email:123456@example.cn»
        You can reach him under «email:ceo@example.tech» or by post.
        Bitte an «email:buero@xn--exmple-cua.de» senden
        @«email:weird@example.com»
        bob@localhost is only on this machine
        npm install lodash@4.17.21 react@18.2.0-rc.1
        The icon is logo@2x.png, and header@3x.jpg too.
        @app.route("/") def index(): pass
        git@github.com:octo/repo.git and ssh://git@gitlab.example.com/x/y.git
        @angular/core@14.2.0 needs typescript@4.8
        C = A@B.T + x@y
        Follow @jane_doe and @acme.corp on the network.
        getty@tty1.service and user@1000.service are running
        We met @ the bar. It cost 5 @ 3.20 each.
        <param name="System.String@"> handler@ and @end
        a@b, x@y.z, foo@bar
        pkg@https://example.com/pkg.tgz
        query { user @include(if: $a) { name @skip(if: $b) } }
        W@x.reshape(3, 4) is the product
        jar at com.example:lib:1.0@aar
        """;

    private const string Phones = """
        Call me at «phone:(212) 555-0143» tomorrow.
        Office: «phone:212-555-0199», fax: «phone:212-555-0198»
        Tel. «phone:+1 212 555 0147»
        «phone:+1-415-555-2671» is the hotline
        «phone:+14155552671» is the same
        US toll free «phone:1-800-555-0199»
        dial «phone:800.555.0142» now
        «phone:1 (650) 555-0100» ext. 12
        «phone:650 555 0101» or «phone:650-555-0102»
        Phone: «phone:6505550103»
        whatsapp «phone:+442079460958»
        London «phone:020 7946 0958»
        «phone:(020) 7946 0018» London
        +44 form: «phone:+44 (0)20 7946 0958»
        mobile «phone:07700 900123» or «phone:07700 900 456»
        Sheffield «phone:0114 496 0123», Leeds «phone:(0113) 496 0999»
        «phone:+44 7700 900982»
        «phone:0808 157 0192» is free
        Ruf mich an: «phone:030 12345678»
        «phone:0171 1234567» ist meine Handynummer
        «phone:+49 30 901820»
        «phone:+49 (0) 89 123456-78»
        Telefon: «phone:089/1234567»
        Tel.: «phone:(040) 123456-78»
        «phone:0151-23456789»
        «phone:0049 30 12345678» aus dem Ausland
        Appelez le «phone:06 12 34 56 78».
        «phone:01.23.45.67.89» ou «phone:+33 1 23 45 67 89»
        «phone:+33 (0)6 12 34 56 78»
        Tél : «phone:0612345678»
        Chiami «phone:06 1234 5678» oppure «phone:347 123 4567»
        «phone:+39 02 1234 5678»
        cellulare «phone:3471234567»
        Llámame al «phone:612 34 56 78» o al «phone:91 123 45 67».
        teléfono: «phone:612345678»
        «phone:+34 612 345 678»
        Bel «phone:06-12345678» of «phone:020-1234567».
        «phone:+31 6 12345678»
        Ligue «phone:(11) 91234-5678» ou «phone:(21) 3123-4567»
        «phone:+55 11 91234-5678»
        celular «phone:11987654321»
        Mobile: «phone:98765 43210»
        «phone:+91 98765 43210», «phone:+91-9876543210»
        «phone:080-26781234» Bengaluru
        手机:«phone:13812345678»
        电话«phone:010-12345678»或«phone:138 1234 5678»
        «phone:+86 138 1234 5678»
        電話 «phone:03-1234-5678» / «phone:090-1234-5678»
        «phone:0120-123-456» (toll free, Japan)
        «phone:+81-3-1234-5678»
        전화 «phone:02-123-4567», 휴대폰 «phone:010-1234-5678»
        «phone:+82 10-1234-5678»
        «phone:(02) 5550 1234» Sydney, «phone:0491 570 156» mobile, «phone:1300 975 707» info
        «phone:+61 491 570 156»
        Llame al «phone:(55) 1234 5678» o «phone:+52 55 1234 5678»
        tel. «phone:501 234 567»
        Biuro: «phone:22 123 45 67»
        «phone:+48 501 234 567»
        «phone:8 (912) 345-67-89» Москва
        тел.: «phone:+7 912 345-67-89»
        «phone:+353 86 816 1184», «phone:+64 3 963 5377»
        «phone:+972-3-123-4567»
        «phone:0532 123 45 67» İstanbul
        {"phone": "«phone:5550123456»"}
        phoneNumber = "«phone:2125550177»"
        text or sms «phone:555-0199»
        ☎ «phone:044 668 18 00»
        Fax:«phone:(617) 555-0113»x204
        My cell is «phone:9175550148».
        Kontakt: Handy «phone:+43 664 1234567»
        «phone:+46 70-123 45 67»
        «phone:070-123 45 67» Stockholm
        reach me on «phone:4155550166»
        ring «phone:01632960001» any time
        """;

    private const string Addresses = """
        The client «ip:93.184.216.34» is gone
        Received: from mail ([«ip:151.203.19.38»]) by mx
        «ip:8.8.8.8» and «ip:1.1.1.1» are resolvers? dns «ip:9.9.9.9»
        ssh root@«ip:45.33.32.156» -p 22
        curl http://«ip:104.16.132.229»:8080/index.html
        «ip:66.249.66.1» - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 2326
        Nov  3 10:11:12 host sshd[311]: Failed password from «ip:218.92.0.31» port 4222 ssh2
        remote=«ip:52.95.110.1»:443
        ban «ip:185.220.101.4»/24 whole
        {"ip":"«ip:23.192.228.80»"}
        X-Forwarded-For: «ip:81.2.69.142», 10.0.0.1
        «ip:2001:4860:4860::8888» is a resolver
        [«ip:2606:2800:220:1:248:1893:25c8:1946»]:443
        AAAA «ip:2a00:1450:4001:81b::200e»
        from «ip:2400:cb00:2048:1::6814:55» port 22
        ip «ip:5.9.12.3» joined
        server «ip:1.0.0.1» answered
        Your IP is «ip:78.46.91.203».
        ('«ip:74.125.79.106»', 80)
        peer «ip:203.0.114.9» is public
        «ip:172.32.0.1» lies outside of the private range
        //«ip:199.232.69.194»/ubuntu
        Connection from «ip:61.177.172.140» closed, then «ip:222.186.30.112» came
        rx «ip:17.253.144.10» -> «ip:31.13.71.36»
        allow «ip:212.58.244.70»; deny all;
        «ip:157.240.22.35»:51820
        nameserver «ip:208.67.222.222»
        "remoteAddr": "«ip:98.137.11.163»",
        ip=«ip:13.107.42.14»&port=80
        whois «ip:140.82.121.3»\n
        traceroute to example.com («ip:23.215.0.136»), 30 hops
        访问地址«ip:47.95.164.112»。
        <«ip:64.233.160.0»> [«ip:72.21.91.29»] {«ip:151.101.1.69»}
        tcp «ip:34.117.59.81».443 is how tcpdump writes
        «ip:2620:0:862:ed1a::1» answers; «ip:2607:f8b0:400d:c06::69», too
        192.168.1.1, 10.1.2.3, 172.16.254.1, 127.0.0.1 and 169.254.10.20 are not public
        192.0.2.15, 198.51.100.7 and 203.0.113.99 are for documentation
        255.255.255.0 is a mask; 0.0.0.0 is any; 224.0.0.251 is mDNS; 100.64.1.1 is shared
        version 1.2.3.4 of the driver
        Version: 10.0.19041.1, build 22.5.103.30
        v1.2.3.4 and v22.44.66.88
        upgrade from 4.5.103.30 to 4.5.103.33
        Chrome/90.0.4430.212 Safari/537.36, Firefox/3.0.0.11
        See section 4.2.1.3 and table 3.4.5.6.
        pip install foo==24.1.3.2 bar>=21.4.5.6
        package 23.45.67.89-1ubuntu2 was released
        AssemblyVersion("4.0.30.1")
        1.2.3.4.5 is too long, 1.2.3 too short, 300.1.2.3 too large
        OID 2.5.29.31 and ObjectIdentifier("2.5.29.17")
        fe80::1, ::1, fc00::1234, 2001:db8::1 and ff02::fb are not public
        std::vector<int>::iterator and a::b::c and 2023::x
        12:34:56 and 2023:10:05 and 00:1a:2b:3c:4d:5e
        firmware 88.12.34.56 was flashed
        file-21.45.66.78.tar.gz
        1. 2. 3. 4. and 10.20.30
        System.Core 31.12.99.4 assembly version 31.12.99.4
        """;

    private const string Accounts = """
        Card «card:4111 1111 1111 1111», exp 12/27
        pay with «card:5555-5555-5555-4444»
        «card:4012888888881881» was charged
        amex «card:3782 822463 10005» or «card:371449635398431»
        «card:6011 1111 1111 1117» Discover
        JCB: «card:3530111333300000»
        Diners «card:3056 930902 5904»
        Diners card «card:30569309025904»
        «card:2223003122003222» Mastercard of the new range
        card=«card:4242424242424242»&cvc=123
        "number": "«card:5105105105105100»"
        visa «card:4222222222222» (13 digits)
        UnionPay «card:6212345678901232»
        «card:4000056655665556»,12/25,John
        numero de tarjeta: «card:4539 1488 0343 6467»
        order 4111111111111112 has a wrong check digit
        ticket 1234567890123456 and 9876543210987654
        tweet 1545898375428710400, time 1612345678901, 1612345678901234567
        id 550e8400-e29b-41d4-a716-446655440000
        4111111111111111a and x4111111111111111
        0.4111111111111111 and 3.14159265358979323846
        1234 4111 1111 1111 1111 5678 1234
        /photos/4012888888881881/view
        20231105123000 20240101000000
        «iban:DE89370400440532013000» is an account
        IBAN: «iban:GB29 NWBK 6016 1331 9268 19».
        «iban:FR1420041010050500013M02606»
        «iban:NL91 ABNA 0417 1643 00», «iban:ES9121000418450200051332»
        Konto «iban:AT611904300234573201» bei der Bank
        «iban:CH93 0076 2011 6238 5295 7»
        «iban:PL61109010140000071219812874» przelew
        «iban:IT60X0542811101000000123456»
        «iban:BE68 5390 0754 7034»
        «iban:SE4550000000058398257466»
        «iban:BR1800360305000010009795493C1»
        (iban «iban:PT50000201231234567890154»)
        «iban:NO93 8601 1117 947»
        DE89370400440532013001 has wrong check digits
        GB29 NWBK 6016 1331 9268 is too short
        AB12345678901234567890 is of no country
        FR142004101005050001XYZ02606
        SSN: «ssn:219-09-9999»
        her number is «ssn:536-22-8134».
        social security number «ssn:219 09 9998»
        ssn=«ssn:457551462»
        "ssn":"«ssn:321-54-9876»"
        applicant «ssn:001-01-0001»
        Ssn «ssn:772-11-4567» and «ssn:123-45-6780»
        000-12-3456, 666-12-3456, 912-34-5678, 123-00-4567 and 123-45-0000 are of nobody
        part 123-45-67890 and 0123-45-6789
        123-45-6789-01 is a code
        457551463 items
        2019-12-3456 or 123-4-56789
        """;

    private const string Noise = """
        On 2023-01-15 at 12:30:45.123456 UTC, 01/02/2003 or 01.02.2003 10:30
        2023-01-15T12:30:45Z 20230115 2023/01/15 15-01-2023
        ISBN 978-3-16-148410-0, ISBN 0-306-40615-2, ISBN-13: 9783161484100, ISSN 0378-5955
        commit 3f786850e387550fdab836ed7e6dc881de23001b
        md5 d41d8cd98f00b204e9800998ecf8427e sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709
        {1f0c8e2a-7b4d-4c6e-9a51-0123456789ab} 123e4567-e89b-12d3-a456-426614174000
        0x7fff5fbff8a0 0xdeadbeef 00000000 ffffffff
        00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f
        3f 01 23 45 67 89 ab cd
        pi = 3.141592653589793, e = 2.718281828459045, 6.02214076e23
        1,234,567,890 and 12 345 678 and 1.234.567,89
        $1,234,567.89 or €1234567890
        10 20 30 40 50 60 70 80 90
        1990 1995 2000 2005 2010 2015
        123 456 789 and 100 200 300 400
        population 1412600000, area 9596961
        timestamp 1612345678 and 1612345678901 ms
        line 12345: 0123456 octal 0777
        Boston, MA 02111-1307, USA. ZIP 94103-1234
        DOI 10.1038/s41586-020-2649-2 and arXiv:2112.11446
        RFC 2616, ISO 8601, IEEE 754-2008, X.509, UTF-8
        for (int i = 0; i < 1000000; i++) sum += a[i] * 16777619;
        #define MAGIC 0x5F3759DF // 1597463007
        width=1920 height=1080 dpi=300 id=839201847
        1-2-3-4-5-6-7-8-9 and 12-34-56
        chapters 1-12, pages 345-678, 2001-2003
        (1) first (2) second (3) third 10) tenth
        score 21-19 21-17, 7-6 6-4 6-3
        UPC 012345678905 EAN 4006381333931
        order no. 112-1234567-1234567
        invoice 2023-000123-45 case 17-cv-01234
        lat 40.712776, lon -74.005974
        x = 12345678 + 87654321 - 55512345
        +12345 -67890 1e+10 1.5e-300
        Flight LH 1234, seat 12A, gate B45, booking ABC123
        AWS region us-east-1, instance i-0abcd1234efgh5678
        VIN 1HGCM82633A004352, tracking 1Z999AA10123456784
        part number 5962-8751401 rev 3
        10:15-11:45, 8h30, 12h
        Buffer 7f454c46 02010100 00000000
        sequence 0112358132134 55 89 144
        192 168 1 1 and 8 8 8 8
        ratio 16:9, 4:3; verse 3:16; 12:1-15
        hotel 12345678 and telegraph 87654321
        password = "changeme" and api_key = "YOUR_API_KEY_HERE" and token: <your-token>
        api_key = os.environ["API_KEY"]; secret = getSecret("db")
        The token of my affection, and the secret: it is love.
        PublicKeyToken=b77a5c561934e089, Culture=neutral
        const tokenUrl = "https://auth.example.com/oauth2/token"
        -----BEGIN CERTIFICATE----- is what a certificate begins with
        sk-learn, task-force, risk-averse-people-and-organisations-of-any-kind
        AKIA is a prefix, ghp_ is another, and eyJ begins a token
        eyJhbGciOiJub25lIn0 is only a header
        npm_config_registry npm_lifecycle_event hf_hub_download
        max_tokens: 4096, tokenizer = "cl100k_base", token_count=1234567
        password_hash VARCHAR(255) NOT NULL, secret_id BIGINT
        if (token == "end") { secret := nil }
        http://user:password@host.example.com/ in documentation
        postgres://${USER}:${PASSWORD}@db.example.com/app
        """;
}
