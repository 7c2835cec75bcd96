namespace Text2Llm.Pipeline.Cleaning;

/// <summary>What lines of menus, cookie notices, share buttons and the like say, in lower case.</summary>
internal static class BoilerplatePhrases
{
    /// <summary>Lines that are nothing else, without the punctuation around them.</summary>
    public static readonly string[] Lines =
    [
        // English
        "skip to content", "skip to main content", "skip to navigation", "skip navigation", "jump to navigation", "jump to content",
        "jump to search", "toggle navigation", "toggle menu", "open menu", "close menu", "main menu", "back to top", "return to top",
        "scroll to top", "share on facebook", "share on twitter", "share on x", "share on linkedin", "share on whatsapp",
        "share on pinterest", "share on reddit", "share via email", "share this", "share this article", "share this post", "share this page",
        "share this story", "tweet this", "pin it", "like us on facebook", "follow us", "follow us on twitter", "follow us on facebook",
        "follow us on instagram", "email this", "email this page", "print this page", "print this article", "send to a friend",
        "read more", "continue reading", "click to share", "click here to read more", "show more", "load more", "view all", "see all",
        "leave a comment", "leave a reply", "post a comment", "add a comment", "cancel reply", "your email address will not be published",
        "required fields are marked", "log in", "login", "sign in", "sign up", "log in or register", "register", "create an account",
        "forgot your password", "forgot password", "remember me", "lost your password", "my account", "add to cart", "add to basket",
        "add to wishlist", "view cart", "shopping cart", "checkout", "subscribe to our newsletter", "sign up for our newsletter", "subscribe now",
        "join our mailing list", "advertisement", "sponsored content", "related articles", "related posts", "recent posts", "recent comments",
        "popular posts", "previous post", "next post", "previous article", "next article", "older posts", "newer posts", "privacy policy",
        "cookie policy", "terms of use", "terms of service", "terms and conditions", "privacy & cookies", "cookie settings",
        "manage cookies", "accept cookies", "accept all cookies", "accept all", "reject all", "all rights reserved", "contact us", "about us",
        "site map", "sitemap", "powered by wordpress", "you must be logged in to post a comment", "please enable javascript",
        "this site uses akismet to reduce spam", "loading",
        // German
        "zum inhalt springen", "direkt zum inhalt", "zum hauptinhalt springen", "zur navigation springen", "nach oben", "zum seitenanfang",
        "auf facebook teilen", "auf twitter teilen", "auf x teilen", "auf linkedin teilen", "auf whatsapp teilen", "per e-mail teilen",
        "artikel teilen", "beitrag teilen", "teilen", "weiterlesen", "mehr lesen", "mehr erfahren", "kommentar schreiben",
        "kommentar hinterlassen", "schreibe einen kommentar", "anmelden", "registrieren", "passwort vergessen", "in den warenkorb",
        "warenkorb", "newsletter abonnieren", "anzeige", "ähnliche beiträge", "vorheriger beitrag", "nächster beitrag",
        "datenschutz", "datenschutzerklärung", "impressum", "cookie-einstellungen", "alle cookies akzeptieren", "alle akzeptieren",
        "alle ablehnen", "alle rechte vorbehalten", "seite drucken",
        // French
        "aller au contenu", "aller au contenu principal", "passer au contenu", "aller à la navigation", "haut de page", "retour en haut",
        "partager sur facebook", "partager sur twitter", "partager sur linkedin", "partager sur whatsapp", "partager cet article",
        "lire la suite", "en savoir plus", "laisser un commentaire", "ajouter un commentaire", "se connecter", "connexion", "s'inscrire",
        "mot de passe oublié", "ajouter au panier", "mon compte", "s'abonner à la newsletter", "publicité", "articles similaires",
        "article précédent", "article suivant", "mentions légales", "politique de confidentialité", "conditions d'utilisation",
        "gérer les cookies", "accepter les cookies", "tout accepter", "tout refuser", "tous droits réservés", "plan du site", "imprimer cette page",
        // Spanish
        "saltar al contenido", "ir al contenido", "ir al contenido principal", "volver arriba", "compartir en facebook",
        "compartir en twitter", "compartir en whatsapp", "compartir este artículo", "leer más", "seguir leyendo", "ver más", "deja un comentario",
        "dejar un comentario", "iniciar sesión", "registrarse", "olvidé mi contraseña", "¿olvidaste tu contraseña", "añadir al carrito",
        "mi cuenta", "suscríbete a nuestro boletín", "publicidad", "artículos relacionados", "entradas relacionadas", "entrada anterior",
        "entrada siguiente", "aviso legal", "política de privacidad", "política de cookies", "términos y condiciones", "configurar cookies",
        "aceptar cookies", "aceptar todo", "rechazar todo", "todos los derechos reservados", "mapa del sitio",
        // Italian
        "vai al contenuto", "salta al contenuto", "torna su", "torna all'inizio", "condividi su facebook", "condividi su twitter",
        "leggi tutto", "continua a leggere", "lascia un commento", "accedi", "registrati", "password dimenticata", "aggiungi al carrello",
        "iscriviti alla newsletter", "pubblicità", "articoli correlati", "articolo precedente", "articolo successivo", "note legali",
        "informativa sulla privacy", "accetta tutti i cookie", "accetta tutto", "rifiuta tutto", "tutti i diritti riservati", "mappa del sito",
        // Portuguese
        "ir para o conteúdo", "pular para o conteúdo", "saltar para o conteúdo", "voltar ao topo", "compartilhar no facebook",
        "compartilhar no twitter", "compartilhe no whatsapp", "partilhar no facebook", "leia mais", "ler mais", "continue lendo", "deixe um comentário",
        "deixe uma resposta", "fazer login", "cadastre-se", "esqueci minha senha", "adicionar ao carrinho", "minha conta",
        "assine nossa newsletter", "publicidade", "artigos relacionados", "política de privacidade", "termos de uso", "aceitar cookies",
        "aceitar todos", "rejeitar todos", "todos os direitos reservados", "mapa do site",
        // Dutch
        "ga naar inhoud", "naar de inhoud", "ga naar de inhoud", "terug naar boven", "deel op facebook", "deel op twitter", "lees meer",
        "lees verder", "plaats een reactie", "geef een reactie", "inloggen", "aanmelden", "wachtwoord vergeten", "in winkelwagen",
        "schrijf je in voor onze nieuwsbrief", "advertentie", "privacybeleid", "cookiebeleid", "algemene voorwaarden", "alle cookies accepteren",
        "alles accepteren", "alles weigeren", "alle rechten voorbehouden",
    ];

    /// <summary>What short lines of notices have somewhere in them.</summary>
    public static readonly string[] Parts =
    [
        "all rights reserved", "alle rechte vorbehalten", "tous droits réservés", "todos los derechos reservados", "tutti i diritti riservati",
        "todos os direitos reservados", "alle rechten voorbehouden", "we use cookies", "this site uses cookies", "this website uses cookies",
        "our site uses cookies", "our website uses cookies", "by continuing to browse", "wir verwenden cookies", "diese website verwendet cookies",
        "diese webseite verwendet cookies", "nous utilisons des cookies", "ce site utilise des cookies", "utilizamos cookies",
        "este sitio utiliza cookies", "este sitio usa cookies", "este site utiliza cookies", "este site usa cookies",
        "questo sito utilizza cookie", "questo sito utilizza i cookie", "utilizziamo i cookie", "wij gebruiken cookies",
        "deze website gebruikt cookies", "your email address will not be published", "powered by wordpress", "opens in new window",
    ];

    /// <summary>With which entry a line that is a row of links begins.</summary>
    public static readonly string[] Homes =
        ["home", "homepage", "start", "startseite", "accueil", "inicio", "início", "home page", "index", "main page", "main", "skip to content"];
}
